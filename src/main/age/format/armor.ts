import { damaged } from '../failures';

/** The strict PEM of age (RFC 7468, figure 3): the form of a file that goes where only text can. */

const BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----';
const DASHES = '-----';
const END = '-----END AGE ENCRYPTED FILE-----';
const COLUMNS = 64;
const LINE_FEED = 0x0a;
/** Blanks before the first line are allowed, and nobody writes more. */
const MAX_BLANKS = 1024;
const BYTES_PER_LINE = 48;
/** So many lines are encoded at a time. */
const SLICE_BYTES = 8192 * BYTES_PER_LINE;

/** Whether a file that begins with these bytes is armored; null where more of them are needed. */
export function isArmored(beginning: Uint8Array, isWhole: boolean): boolean | null {
  const text = Buffer.from(beginning)
    .toString('latin1', 0, MAX_BLANKS + BEGIN.length)
    .replace(/^[ \t\r\n]+/, '');
  // Another kind of PEM, or a line that somebody has touched, is refused as an armor and not as something unknown.
  if (text.startsWith(DASHES)) return true;
  return !isWhole && beginning.length < MAX_BLANKS + BEGIN.length && DASHES.startsWith(text) ? null : false;
}

/** What is inside an armor, given as it comes. Throws `age-damaged`. */
export async function* unarmor(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = new ArmorReader();
  for await (const text of source) {
    const bytes = reader.push(text);
    if (bytes.length > 0) yield bytes;
  }
  const rest = reader.end();
  if (rest.length > 0) yield rest;
}

/** The armored form of what `source` gives, with a line end after its last line. */
export async function* armor(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${BEGIN}\n`);
  let held = Buffer.alloc(0);
  for await (const given of source) {
    held = Buffer.concat([held, given]);
    const ready = held.length - (held.length % BYTES_PER_LINE);
    for (let at = 0; at < ready; at += SLICE_BYTES) {
      yield linesOf(held.subarray(at, Math.min(ready, at + SLICE_BYTES)));
    }
    held = held.subarray(ready);
  }
  yield Buffer.concat([linesOf(held), Buffer.from(`${END}\n`)]);
}

const linesOf = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('base64').replaceAll(/.{1,64}/g, '$&\n'), 'latin1');

/** Takes an armored text in any pieces and gives what is inside, line by line and to the letter. */
export class ArmorReader {
  private held = Buffer.alloc(0);
  private state: 'before' | 'inside' | 'last line read' | 'after' = 'before';
  private lineNumber = 0;

  /** Throws `age-damaged`. */
  push(text: Uint8Array): Buffer {
    this.held = Buffer.concat([this.held, text]);
    const full: string[] = [];
    let from = 0;
    for (;;) {
      const end = this.held.indexOf(LINE_FEED, from);
      if (end < 0) break;
      this.take(this.held.toString('latin1', from, end), full);
      from = end + 1;
    }
    this.held = this.held.subarray(from);
    if (this.held.length > MAX_BLANKS + BEGIN.length) throw this.wrong('a line of its armor is too long');
    return this.decode(full);
  }

  /** What is left when the text has ended. Throws `age-damaged` where its last line is missing. */
  end(): Buffer {
    const full: string[] = [];
    if (this.held.length > 0) this.take(this.held.toString('latin1'), full);
    if (this.state !== 'after') throw this.wrong('the last line of its armor is missing');
    return this.decode(full);
  }

  private take(raw: string, full: string[]): void {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    this.lineNumber += 1;
    switch (this.state) {
      case 'before': {
        const begin = raw.trimStart();
        if (begin === '' && this.lineNumber <= MAX_BLANKS) return;
        if ((begin.endsWith('\r') ? begin.slice(0, -1) : begin) !== BEGIN) {
          throw this.wrong('the first line of its armor is not as it should be');
        }
        this.state = 'inside';
        return;
      }
      case 'after':
        if (raw.trim() !== '') throw this.wrong('something stands behind its armor');
        return;
      case 'inside':
      case 'last line read':
        if (isEnd(line)) {
          this.state = 'after';
          return;
        }
        if (this.state === 'last line read' || line.length === 0 || line.length > COLUMNS) {
          throw this.wrong('a line of its armor has not the length it should have');
        }
        if (line.length < COLUMNS || line.endsWith('=')) this.state = 'last line read';
        full.push(line);
    }
  }

  private decode(lines: readonly string[]): Buffer {
    const text = lines.join('');
    const bytes = Buffer.from(text, 'base64');
    if (bytes.toString('base64') !== text) throw this.wrong('its armor is garbled');
    return bytes;
  }

  private wrong(why: string): Error {
    return damaged('armor', `${why} (line ${this.lineNumber})`);
  }
}

/** Blanks may follow the end, on its line too. */
const isEnd = (line: string): boolean => line.trimEnd() === END;
