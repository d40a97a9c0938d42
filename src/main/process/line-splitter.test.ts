import { describe, expect, it } from 'vitest';
import { createLineSplitter } from './line-splitter';

function split(chunks: readonly Buffer[], longest?: number): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line), longest);
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

describe('createLineSplitter', () => {
  const text = 'eins\r\nzwölf €\n\n𝄞 end\nrest';
  const expected = ['eins', 'zwölf €', '', '𝄞 end', 'rest'];

  it('gives the same lines wherever the chunks are cut', () => {
    const bytes = Buffer.from(text);
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(split([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected);
    }
    expect(split(Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(expected);
  });

  it('gives nothing for nothing', () => {
    expect(split([])).toEqual([]);
    expect(split([Buffer.from('a\n')])).toEqual(['a']);
  });

  it('hands an endless line on in pieces', () => {
    expect(split([Buffer.from('abcdefgh\nij')], 3)).toEqual(['abcdefgh', 'ij']);
    expect(split([Buffer.from('abcdefgh'), Buffer.from('\nij')], 3)).toEqual(['abc', 'def', 'gh', 'ij']);
  });
});
