import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { isAnswer } from './answers';
import { createHeadless, write } from './testing/headless';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are really held. */
function held(): number {
  collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

/** For what takes seconds of the processor, on a machine that is busy. */
const PATIENCE_MS = 120_000;
const HUGE = '2147483647';

/** Writes and tells what came back, and whether it was over soon. */
async function hear(
  output: string,
): Promise<{ answers: string[]; titles: string[]; text: string; ms: number }> {
  const terminal = createHeadless(80, 24);
  const answers: string[] = [];
  const titles: string[] = [];
  terminal.onData((sent) => answers.push(sent));
  terminal.onTitleChange((title) => titles.push(title));
  const started = process.cpuUsage();
  await write(terminal, output);
  const ms = process.cpuUsage(started).user / 1000;
  expect([terminal.cols, terminal.rows]).toEqual([80, 24]);
  const { active } = terminal.buffer;
  const text = Array.from({ length: active.length }, (_, at) =>
    active.getLine(at)?.translateToString(true),
  ).join('\n');
  terminal.dispose();
  return { answers, titles, text, ms };
}

describe('guardTerminal', () => {
  it.each([
    'b',
    'S',
    'T',
    'L',
    'M',
    'I',
    'Z',
    '@',
    'P',
    'X',
    'C',
    'A',
    'd',
    'a',
    'e',
    ' @',
    ' A',
    "'}",
    "'~",
    ';1;1;5$x',
  ])('is not frozen by a number of two thousand millions before %s', async (final) => {
    const { ms, text } = await hear(`begin\u001b[${HUGE}${final}\u001b[9999999999${final}\r\nend`);
    expect(text).toContain('end');
    expect(ms).toBeLessThan(500);
  });

  it('still does what programs ask for', async () => {
    expect((await hear('ab\u001b[30b|')).text).toContain(`a${'b'.repeat(31)}|`);
    expect((await hear('one\r\ntwo\r\n\u001b[1;1H\u001b[1L|')).text).toMatch(/^\|\none\ntwo/);
    expect((await hear('one\r\ntwo\r\nthree\u001b[1S')).text).toMatch(/^(one\n)?two\nthree/);
    expect((await hear('one\u001b[24Mx')).text).not.toContain('one');
    expect((await hear('\t\tx\u001b[2Zy')).text).toContain('y');
  });

  it.each([
    ['reads the clipboard', '\u001b]52;c;?\u0007'],
    ['writes the clipboard', '\u001b]52;c;cm0gLXJmIC8=\u0007'],
    ['reports the title', '\u001b]0;rm -rf /\u0007\u001b[21t'],
    ['reports the icon title', '\u001b]1;rm -rf /\u0007\u001b[20t'],
    ['reports the window', '\u001b[11t\u001b[13t\u001b[14t\u001b[18t\u001b[19t'],
    [
      'resizes and moves the window',
      `\u001b[8;${HUGE};${HUGE}t\u001b[8;1;1t\u001b[3;0;0t\u001b[9;1t\u001b[?3h\u001b[?40h`,
    ],
    ['sends a file', '\u001b]1337;File=name=eA==;inline=1:AAAA\u0007'],
    ['raises a notice', '\u001b]9;x\u0007\u001b]777;notify;x;y\u0007'],
    ['answers back', '\u0005'],
    ['prints', '\u001b[5itext\u001b[4i\u001b[?5i'],
    ['loads keys', '\u001bP1;1|17/72\u001b\\'],
    ['draws a picture', `\u001bPq${'#0;2;0;0;0~'.repeat(1000)}\u001b\\\u001b_Gf=100;AAAA\u001b\\`],
  ])('stays silent to output that %s', async (_what, output) => {
    const { answers, ms } = await hear(output);
    expect(answers).toEqual([]);
    expect(ms).toBeLessThan(500);
  });

  it('answers what programs need, and nothing that repeats what was sent', async () => {
    const secret = 'touch /tmp/pwned';
    const asked = [
      '[c',
      '[>c',
      '[=c',
      '[5n',
      '[6n',
      '[?6n',
      '[?2004$p',
      `P$q${secret}\u001b\\`,
      'P$qm\u001b\\',
      `P+q${secret}\u001b\\`,
      ']10;?\u0007',
      ']11;?\u0007',
      `]4;1;?;${secret}\u0007`,
      '[>q',
      `]0;${secret}\u0007`,
      '[21t',
    ];
    const { answers, titles } = await hear(asked.map((one) => `\u001b${one}`).join(''));
    expect(answers.length).toBeGreaterThan(5);
    expect(answers.filter((one) => !isAnswer(one))).toEqual([]);
    expect(answers.join('')).not.toContain('touch');
    expect(answers.join('')).not.toMatch(/[\r\n]/);
    expect(titles).toEqual([secret]);
  });

  it(
    'holds a sequence that never ends in bounded memory',
    async () => {
      const before = held();
      const terminal = createHeadless(80, 24);
      const million = Buffer.alloc(1_000_000, 'x');
      await write(terminal, '\u001b]0;');
      for (let n = 0; n < 20; n++) await write(terminal, million);
      expect((held() - before) / 1e6).toBeLessThan(15);
      await write(terminal, '\u0007\u001bP');
      for (let n = 0; n < 20; n++) await write(terminal, million);
      // Its end has not come: what is held now is what a server can make us hold.
      expect((held() - before) / 1e6).toBeLessThan(15);
      await write(terminal, '\u001b\\\r\nafter');
      expect(terminal.buffer.active.getLine(1)?.translateToString(true)).toBe('after');
      terminal.dispose();
    },
    PATIENCE_MS,
  );
});

describe('heavy output', () => {
  it(
    '10 MB on one line, then a storm of resizes: nothing breaks, memory stays bounded',
    async () => {
      const terminal = createHeadless(120, 40);
      const before = held();
      // Of the processor, not of the clock: others may keep it busy.
      const started = process.cpuUsage();
      const spent = (): number => process.cpuUsage(started).user / 1000;
      const piece = 'abcdefghij'.repeat(800);
      for (let n = 0; n < 1249; n++) terminal.write(piece);
      await write(terminal, piece);
      const written = spent();
      expect(terminal.buffer.active.length).toBe(10_000 + 40);
      for (let n = 0; n < 15; n++) {
        terminal.resize(40 + ((n * 37) % 160), 10 + ((n * 13) % 50));
        await write(terminal, `\r\nstorm ${n}`);
      }
      terminal.resize(120, 40);
      await write(terminal, '\r\nend');
      const resized = spent() - written;
      const { active } = terminal.buffer;
      expect(active.getLine(active.baseY + active.cursorY)?.translateToString(true)).toBe('end');
      expect(active.getLine(active.baseY + active.cursorY - 1)?.translateToString(true)).toBe('storm 14');
      expect(written).toBeLessThan(8000);
      expect(resized).toBeLessThan(8000);
      expect((held() - before) / 1e6).toBeLessThan(100);
      terminal.dispose();
    },
    PATIENCE_MS,
  );
});
