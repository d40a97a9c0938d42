import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileReport, reportOf } from './syntax-file';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', '..', 'bin', 'snowfleet');

let dir: string;

/** A module as a generator would write it, of about `megabytes`. */
function generated(megabytes: number): string {
  const line = '  services.example."entry-0000000".enable = true; # made by a program\n';
  const count = Math.round((megabytes * 1e6) / line.length);
  const lines = Array.from({ length: count }, (_, i) => line.replace('0000000', String(i).padStart(7, '0')));
  return `{\n${lines.join('')}}\n`;
}

const bytes = (count: number): Buffer =>
  Buffer.from(Array.from({ length: count }, (_, i) => (i * 151) % 256));

/** Hostile files by name, with what must be said of each. */
const FILES: readonly (readonly [name: string, content: string | Buffer, expected: Partial<FileReport>])[] = [
  ['good.nix', '{ a = 1; }\n', { ok: true, encoding: 'utf8' }],
  ['empty.nix', '', { ok: false }],
  ['binary.nix', bytes(100_000), { ok: false, encoding: 'latin1' }],
  ['crlf.nix', '{\r\n  a = 1; # note\r\n  b = "x";\r\n}\r\n', { ok: true }],
  ['tabs.nix', '{\n\ta = 1;\n\t\tb\t=\t2;\n}\n', { ok: true }],
  ['mark.nix', '\uFEFF{ a = 1; }\n', { ok: false, encoding: 'utf8' }],
  ['latin1.nix', Buffer.from('{ a = "caf\xe9"; } # \xfcber\n', 'latin1'), { ok: true, encoding: 'latin1' }],
  ['latin1-name.nix', Buffer.from('{ caf\xe9 = 1; }\n', 'latin1'), { ok: false, encoding: 'latin1' }],
  ['cut.nix', Buffer.from('{ a = "é"; }').subarray(0, 8), { ok: false, encoding: 'latin1' }],
  ['conflict.nix', '{\n<<<<<<< HEAD\n  a = 1;\n=======\n  a = 2;\n>>>>>>> other\n}\n', { ok: false }],
  ['undefined.nix', '{ a = nobody; }\n', { ok: false }],
  ['repeated.nix', '{ a = 1; a = 2; }\n', { ok: false }],
  ['old.nix', '{ a.b.c = 1; a = { b.d = 2; }; }\n', { ok: true }],
  ['huge.nix', generated(20), { ok: true, encoding: 'utf8' }],
  ['huge-binary.nix', bytes(2_000_000), { ok: false, encoding: 'latin1' }],
];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-syntax-'));
  for (const [name, content] of FILES) writeFileSync(join(dir, name), content);
  symlinkSync('loop-b.nix', join(dir, 'loop-a.nix'));
  symlinkSync('loop-a.nix', join(dir, 'loop-b.nix'));
  mkdirSync(join(dir, 'folder.nix'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a hostile file', () => {
  it.each(FILES)('%s comes back byte for byte', async (name, content, expected) => {
    const report = await reportOf(name, join(dir, name));
    expect(report).toMatchObject({
      ...expected,
      file: name,
      roundTrip: true,
      bytes: Buffer.byteLength(content),
    });
    expect(report.errors.length > 0).toBe(!report.ok);
    expect(report.errors.length).toBeLessThanOrEqual(1000);
  });

  it('is told with its place', async () => {
    const places = async (name: string): Promise<unknown> =>
      (await reportOf(name, join(dir, name))).errors[0];
    expect(await places('conflict.nix')).toMatchObject({ line: 2, column: 1 });
    expect(await places('mark.nix')).toMatchObject({ line: 1, column: 1 });
    expect(await places('undefined.nix')).toMatchObject({ line: 1, column: 7 });
    expect((await reportOf('old.nix', join(dir, 'old.nix'))).warnings).toHaveLength(1);
  });

  it.each([
    ['gone.nix', 'no such file'],
    ['loop-a.nix', 'in a circle'],
    ['folder.nix', 'it is a folder'],
  ])('%s that cannot be read is told', async (name, reason) => {
    const report = await reportOf(name, join(dir, name));
    expect(report).toMatchObject({ ok: false, roundTrip: false, bytes: 0 });
    expect(report.errors[0]?.message).toContain(reason);
  });

  it('that is a pipe is not waited for', async () => {
    execFileSync('mkfifo', [join(dir, 'pipe.nix')]);
    const report = await reportOf('pipe.nix', join(dir, 'pipe.nix'));
    expect(report.errors[0]?.message).toContain('it is not a file');
  });
});

describe('syntax --files-from -', () => {
  it('has a line for every file, whatever is wrong with it, and fails', async () => {
    const names = [...FILES.map(([name]) => name), 'gone.nix', 'loop-a.nix', 'folder.nix'];
    const child = spawn(process.execPath, [PROGRAM, '--json', 'syntax', '--files-from', '-'], {
      cwd: dir,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stdin.end(names.join('\n'));
    const [code] = (await once(child, 'close')) as [number | null];
    const reports = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as FileReport);
    expect(reports.map(({ file }) => file)).toEqual(names);
    expect(code).toBe(1);
  });
});
