import { Terminal } from '@xterm/headless';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardTerminal, SCREEN_OPTIONS } from './guard';
import { createReader } from './reader';
import { createHeadless, write } from './testing/headless';

const [COLS, ROWS, SCROLLBACK] = [40, 8, 60];
const KEPT = SCROLLBACK + 2 * ROWS;

function small(): Terminal {
  const terminal = new Terminal({ ...SCREEN_OPTIONS, cols: COLS, rows: ROWS, scrollback: SCROLLBACK });
  guardTerminal(terminal);
  return terminal;
}

/** Everything a terminal holds: text and looks of each cell, what wraps, the cursor. */
function held(terminal: Terminal): unknown {
  const { active, normal } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, y) => {
    const line = active.getLine(y);
    const cells = Array.from({ length: terminal.cols }, (_unused, x) => {
      const cell = line?.getCell(x);
      return [
        cell?.getChars(),
        cell?.getFgColorMode(),
        cell?.getFgColor(),
        cell?.getBgColorMode(),
        cell?.getBgColor(),
        cell?.isBold(),
        cell?.isInverse(),
      ].join();
    });
    return `${line?.isWrapped ? '+' : ''}${cells.join(' ')}`;
  });
  return { lines, type: active.type, normal: normal.length, cursor: [active.cursorX, active.cursorY] };
}

/** What a reader gives its screen of output that comes in these pieces, while the screen lags behind. */
async function given(pieces: readonly Uint8Array[], visible: boolean, kept = KEPT): Promise<Buffer> {
  const drawn: Uint8Array[] = [];
  const under: (() => void)[] = [];
  const idle: (() => void)[] = [];
  let acknowledged = 0;
  const reader = createReader({
    channel: 1,
    send: (frame) => {
      if (frame.kind === 'ack') acknowledged += frame.count;
    },
    write: (bytes, done) => {
      drawn.push(bytes);
      under.push(done);
    },
    whenIdle: (work) => {
      idle.push(work);
      return () => void idle.splice(idle.indexOf(work), 1);
    },
    soon: (work) => {
      idle.push(work);
      return () => void idle.splice(idle.indexOf(work), 1);
    },
    linesKept: () => kept,
    onBegin: () => undefined,
    onLive: () => undefined,
    onTaken: () => undefined,
  });
  const prologue = new Uint8Array(0);
  reader.hear({ kind: 'begin', channel: 1, at: 0, live: 0, cols: COLS, rows: ROWS, prologue });
  reader.show(visible);
  const goOn = (): boolean => {
    const next = under.shift() ?? idle.shift();
    next?.();
    return next !== undefined;
  };
  for (const bytes of pieces) {
    reader.hear({ kind: 'data', channel: 1, bytes });
    goOn();
  }
  while (goOn());
  await Promise.resolve();
  const total = pieces.reduce((sum, { length }) => sum + length, 0);
  expect(acknowledged, 'each byte is acknowledged once').toBe(total);
  return Buffer.concat(drawn);
}

function cut(text: string, sizes: readonly number[]): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const pieces: Uint8Array[] = [];
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1000;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

const text = fc.constantFrom(
  'word',
  'zwei Wörter',
  '日本語',
  'a\tb',
  '\u{1F600}',
  'x'.repeat(55),
  '',
  'to\rover',
);
const colour = fc.constantFrom(
  '\u001b[31m',
  '\u001b[1;32m',
  '\u001b[m',
  '\u001b[0;7m',
  '\u001b[38;2;10;20;30m',
  '\u001b[48:5:99m',
  '\u001b[22m',
);
/** What may make a line end not scroll, or what comes after it look otherwise. */
const other = fc.constantFrom(
  '\u001b[2A',
  '\u001b[H',
  '\u001b[2J',
  '\u001b[2;5r',
  '\u001b[r',
  '\u001b[!p',
  '\u001bM',
  '\u001bc',
  '\u001b[?1049h',
  '\u001b[?1049l',
  '\u001b[4h',
  '\u001b[4l',
  '\u001b(0',
  '\u001b(B',
  '\u000e',
  '\u000f',
  '\b\b\b',
  '\u001b]0;title\u0007',
  '\u001b]0;never\r\nended\r\n',
  '\u001b\\',
  '\u001bPq\r\n#\r\n\u001b\\',
  '\u001b[3;\r\n1m',
  '\u001b[1;\u0018m',
  '\u0085',
  '\u009b2J',
  '\u001b[?7l',
  '\u001b[20h',
  '\u001b7',
  '\u001b8',
  '\u001b[3J',
);
const end = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n');
const line = fc.tuple(fc.array(fc.oneof({ weight: 3, arbitrary: text }, colour), { maxLength: 4 }), end);
const flood = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 40_000 }))
  .map(([lines, size]) => {
    const once = lines.map(([words, ending]) => words.join('') + ending).join('');
    return once.repeat(Math.ceil(size / once.length));
  });
const output = fc
  .array(fc.oneof({ weight: 4, arbitrary: flood }, other), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join('').slice(0, 60_000));

describe('what nobody could see', () => {
  it('is left out, and the screen and its scrollback hold the same as if all were drawn', async () => {
    let [drawn, said] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        output,
        fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (words, sizes, visible) => {
          const [whole, skimmed] = [small(), small()];
          const pieces = cut(words, sizes);
          await write(whole, Buffer.concat(pieces));
          const bytes = await given(pieces, visible);
          await write(skimmed, bytes);
          drawn += bytes.length;
          said += Buffer.byteLength(words);
          expect(held(skimmed)).toEqual(held(whole));
          whole.dispose();
          skimmed.dispose();
        },
      ),
      { numRuns: 25 },
    );
    expect(drawn, 'something was left out').toBeLessThan(said * 0.9);
  }, 120_000);

  it('keeps the column of what comes without a carriage return', async () => {
    const words = `${'left of it\r\n'.repeat(4000)}${'\n'.repeat(KEPT + 20)}`;
    const [whole, skimmed] = [small(), small()];
    await write(whole, words);
    const bytes = await given(cut(words, [24_677]), true);
    expect(bytes.length).toBeLessThan(words.length);
    await write(skimmed, bytes);
    expect(held(skimmed)).toEqual(held(whole));
  });

  it('of a flood of short lines is nearly all', async () => {
    const lines = Array.from({ length: 200_000 }, (_, n) => `${n + 1}\r\n`).join('');
    const [whole, skimmed] = [createHeadless(80, 24), createHeadless(80, 24)];
    await write(whole, lines);
    const drawn = await given(cut(lines, [64 * 1024]), true, SCREEN_OPTIONS.scrollback + 48);
    await write(skimmed, drawn);
    expect(drawn.length).toBeLessThan(lines.length / 4);
    expect(held(skimmed)).toEqual(held(whole));
    whole.dispose();
    skimmed.dispose();
  });
});
