import { StringDecoder } from 'node:string_decoder';

/** A source that never ends its line must not grow without bound; longer lines are handed on in pieces. */
const LONGEST_LINE = 1024 * 1024;

export interface LineSplitter {
  push(chunk: Buffer): void;
  /** Hands on a last line that had no line end. */
  end(): void;
}

/**
 * Cuts a byte stream into lines without their ends (`\n` or `\r\n`). UTF-8 sequences and line ends may
 * stand across chunk borders. Lines above `longest` characters come in pieces.
 */
export function createLineSplitter(onLine: (line: string) => void, longest = LONGEST_LINE): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let pending = '';

  const emit = (line: string): void => onLine(line.endsWith('\r') ? line.slice(0, -1) : line);

  const feed = (text: string): void => {
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      const line = pending + text.slice(from, at);
      pending = '';
      from = at + 1;
      emit(line);
    }
    pending += text.slice(from);
    while (pending.length > longest) {
      const piece = pending.slice(0, longest);
      pending = pending.slice(longest);
      onLine(piece);
    }
  };

  return {
    push: (chunk) => feed(decoder.write(chunk)),
    end: () => {
      feed(decoder.end());
      if (pending === '') return;
      const last = pending;
      pending = '';
      emit(last);
    },
  };
}
