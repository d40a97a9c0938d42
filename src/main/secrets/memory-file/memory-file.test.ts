import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editInMemory } from './edit';
import { editorWords } from './editor';
import { hasSwap, memoryFolder } from './folder';

let scratch: string;
const said: string[] = [];
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'snowfleet-editor-'));
  said.length = 0;
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function editor(script: string): string {
  const file = join(scratch, 'editor');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const edit = (content: string, program: string): Promise<Buffer> =>
  editInMemory(Buffer.from(content), {
    env: { PATH: process.env['PATH'], EDITOR: program },
    name: 'secrets/token.age',
    say: (words) => void said.push(words),
  });
const leftovers = (): string[] =>
  readdirSync('/dev/shm').filter((name) => name.startsWith(`snowfleet-edit-${process.pid}-`));
const isInMemory = existsSync('/dev/shm') && existsSync('/proc/mounts');

describe.skipIf(!isInMemory)('a file for an editor', () => {
  it('is in memory, for nobody else, named as the secret, and gone afterwards with what lay beside it', async () => {
    const program = editor(
      `stat -c '%a' "$1" "$(dirname "$1")" > ${scratch}/modes; printf '%s' "$1" > ${scratch}/place; printf more >> "$1"; printf x > "$(dirname "$1")/.token.swp"`,
    );
    expect((await edit('first ', program)).toString()).toBe('first more');
    expect(readFileSync(join(scratch, 'modes'), 'utf8')).toBe('600\n700\n');
    expect(readFileSync(join(scratch, 'place'), 'utf8')).toMatch(
      /^\/dev\/shm\/snowfleet-edit-\d+-\w+\/token$/,
    );
    expect(said.at(-1)).toBe('Removed what the editor left beside it: .token.swp');
    expect(leftovers()).toEqual([]);
  });

  it('is gone also where the editor fails or is not there', async () => {
    await expect(edit('x', editor('exit 3'))).rejects.toMatchObject({ code: 'editor-failed' });
    await expect(edit('x', join(scratch, 'none'))).rejects.toMatchObject({ code: 'editor-absent' });
    expect(leftovers()).toEqual([]);
  });

  it('of a process that was killed is removed by the next', async () => {
    const old = join('/dev/shm', 'snowfleet-edit-4194303-killed');
    mkdirSync(old, { recursive: true });
    writeFileSync(join(old, 'token'), 'x');
    const folder = await memoryFolder({});
    expect(existsSync(old)).toBe(false);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    rmSync(folder, { recursive: true });
  });

  it('is refused where there is only a disk', async () => {
    await expect(memoryFolder({ XDG_RUNTIME_DIR: scratch }, scratch)).rejects.toMatchObject({
      code: 'not-in-memory',
      hint: expect.stringContaining('standard input'),
    });
  });
});

describe('the editor', () => {
  it('is $VISUAL, then $EDITOR, with its own words; one of vi’s kind keeps nothing elsewhere', () => {
    expect(editorWords({ EDITOR: 'code --wait' })).toEqual(['code', '--wait']);
    expect(editorWords({ VISUAL: '/usr/bin/nvim', EDITOR: 'ed' }).join(' ')).toMatch(
      /nvim --cmd set noswapfile .*shada=/,
    );
    expect(() => editorWords({ EDITOR: ' ' })).toThrow('$EDITOR is not set.');
  });

  it('is told of swap that is no memory', async () => {
    const list = join(scratch, 'swaps');
    const head = 'Filename Type Size Used Priority\n';
    for (const [line, expected] of [
      ['', false],
      ['/dev/zram0 partition 1 0 1\n', false],
      ['/swapfile file 1 0 1\n', true],
    ] as const) {
      writeFileSync(list, head + line);
      expect(await hasSwap(list)).toBe(expected);
    }
  });
});
