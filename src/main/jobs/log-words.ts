import { open } from 'node:fs/promises';

const CHUNK = 1024 * 1024;
const LOG = '{"type":"log"';
const TEXT = '"text":"';

/**
 * Those of the words (in lower case) that lines of the log in an event file have, whatever their case there. Stops as
 * soon as all are found. None where there is no such file.
 */
export async function wordsInLog(path: string, words: readonly string[]): Promise<string[]> {
  // As they stand inside a JSON string.
  const wanted = new Map(words.map((word) => [word, JSON.stringify(word).slice(1, -1)]));
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return [];
  const decoder = new TextDecoder();
  const buffer = Buffer.allocUnsafe(CHUNK);
  let rest = '';
  try {
    while (wanted.size > 0) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK);
      if (bytesRead === 0) break;
      const lines = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!line.startsWith(LOG)) continue;
        const text = line.slice(line.indexOf(TEXT) + TEXT.length).toLowerCase();
        for (const [word, inside] of wanted) if (text.includes(inside)) wanted.delete(word);
      }
    }
  } finally {
    await file.close();
  }
  return words.filter((word) => !wanted.has(word));
}
