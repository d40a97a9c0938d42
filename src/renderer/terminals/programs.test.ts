import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences, type Screen } from './testing/cells';
import { createHeadless, shown, write } from './testing/headless';
import { COLS, drawnByTmux, has, record, ROWS, type Deed } from './testing/tmux';

const missing = ['tmux', 'script'].filter((command) => !has(command));

async function drawnByUs(bytes: Buffer): Promise<Screen> {
  const terminal = createHeadless(COLS, ROWS);
  // In pieces, as it comes over a network: cut within letters and sequences.
  for (let at = 0; at < bytes.length; at += 997) await write(terminal, bytes.subarray(at, at + 997));
  const screen = shown(terminal);
  terminal.dispose();
  return screen;
}

async function agree(bytes: Buffer): Promise<void> {
  const [ours, theirs] = await Promise.all([drawnByUs(bytes), drawnByTmux(bytes)]);
  expect(
    theirs.cells.flat().filter(({ text }) => text !== ' ').length,
    'tmux shows something',
  ).toBeGreaterThan(20);
  expect(differences(ours, theirs)).toEqual([]);
}

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-programs-'));
  const lines = Array.from(
    { length: 200 },
    (_, n) => `${n}\tif (x < ${n}) { return "Zeile ${n} – 日本語"; } // TODO`,
  );
  writeFileSync(join(dir, 'code.c'), `${lines.join('\n')}\n`);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe.skipIf(missing.length > 0)('programs, drawn as tmux draws the same bytes', () => {
  const programs: readonly [name: string, command: () => string, deeds: readonly Deed[]][] = [
    [
      'vim',
      () => `vim -u NONE -N -i NONE -c "syntax on" -c "set number hlsearch ruler" ${join(dir, 'code.c')}`,
      [
        [700, ':vsplit\r'],
        [100, '50Gzz/TODO\r'],
        [100, 'ohello wörld 漢字\u001b'],
        [100, '\u0004\u0004:set cursorline\r'],
        [100, ':sp\r10\u0005'],
        [300, ''],
      ],
    ],
    [
      'htop',
      () => 'htop -d 2',
      [
        [900, '\u001b[B\u001b[B'],
        [200, 't'],
        [200, 'H'],
        [500, ''],
      ],
    ],
    [
      'tmux',
      () => `tmux -S ${join(dir, 'inner')} -f /dev/null new-session "env PS1='$ ' sh"`,
      [
        [600, 'seq 1 40\r'],
        [200, '\u0002%'],
        [300, 'printf "\\033[31mred \\033[44mon blue\\033[0m 漢字\\n"\r'],
        [200, '\u0002"'],
        [300, 'ls -la --color=always /etc | head -30\r'],
        [500, ''],
      ],
    ],
    [
      'less',
      () => `less -N ${join(dir, 'code.c')}`,
      [
        [400, '/return\r'],
        [150, '20j'],
        [300, ''],
      ],
    ],
  ];
  it.each(programs.filter(([name]) => has(name)))('%s', async (name, command, deeds) => {
    const bytes = await record(command(), deeds);
    if (name === 'tmux')
      await record(`tmux -S ${join(dir, 'inner')} kill-server`, [[200, '']]).catch(() => undefined);
    await agree(bytes);
  });

  it('letters of every width, each against a mark in a fixed column', async () => {
    const samples = [
      'a',
      'é',
      'e\u0301',
      '日',
      '한',
      'ｗ',
      '€',
      '─',
      '█',
      '…',
      '→',
      '★',
      '☃',
      '😀',
      '🚀',
      '❤',
      'ﬁ',
      'ข',
      'ש',
      '\u00ad',
      '①',
      '⏳',
      '✓',
      '✅',
      '🄰',
      '𝒳',
      '漢',
    ];
    const text = samples.map(
      (sample, at) =>
        `\u001b[${(at % 27) + 1};${at < 27 ? 1 : 50}H${sample}|\u001b[${(at % 27) + 1};${(at < 27 ? 1 : 50) + 10}Hx`,
    );
    await agree(Buffer.from(text.join('')));
  });

  it('colours of 4, 8 and 24 bits, and every look', async () => {
    const out: string[] = [];
    for (let n = 0; n < 8; n++)
      out.push(`\u001b[${30 + n}mA\u001b[${90 + n}mB\u001b[0;${40 + n}mC\u001b[${100 + n}mD\u001b[0m`);
    out.push('\r\n');
    for (let n = 0; n < 256; n++) out.push(`\u001b[38;5;${n}m#\u001b[48;5;${255 - n}m#\u001b[0m`);
    out.push('\r\n');
    for (let n = 0; n < 200; n++)
      out.push(`\u001b[38;2;${n};${255 - n};${(n * 7) % 256}m\u001b[48:2::${255 - n}:${n}:90m+\u001b[m`);
    out.push('\r\n');
    for (const look of [1, 2, 3, 4, 5, 7, 8, 9]) out.push(`\u001b[${look}mlook${look}\u001b[0m `);
    out.push('\u001b[1;4;31mall\u001b[22mless\u001b[24;39mplain\u001b[0m\r\n');
    await agree(Buffer.from(out.join('')));
  });

  it('scrolling regions, wrapping, inserting, erasing, tabs and saved cursors', async () => {
    const numbered = Array.from({ length: 40 }, (_, n) => `line ${n} ${'.'.repeat(n * 3)}`).join('\r\n');
    const deeds = [
      '\u001b[5;20r\u001b[20;1H\n\n\n\u001b[3M\u001b[6;1H\u001b[2L\u001b[r',
      '\u001b[10;10H\u001b[4hinserted\u001b[4l\u001b[5P\u001b[3@\u001b[4X',
      '\u001b[44m\u001b[12;50H\u001b[K\u001b[1;1H\u001b[1J\u001b[0m\u001b[25;1H\u001b[2K',
      `\u001b[3;95Hwraps at the edge, \u001b7\u001b[28;1Hta\tb\tc\u001b8and back\u001b[3g\u001bH`,
      '\u001b[14;1H\u001b(0lqqqk\u001b[15;1Hx   x\u001b[16;1Hmqqqj\u001b(B',
      '\u001b[18;1Hrep\u001b[12b|\u001b[2S\u001b[1T\u001b[29;99Hedge漢|',
    ];
    await agree(Buffer.from(numbered + deeds.join('')));
  });
});
