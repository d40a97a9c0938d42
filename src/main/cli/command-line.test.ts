import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { splitCommandLine, wantsJson } from './command-line';
import { exitCodeOfError, exitCodeOfFindings, exitCodeOfOutcomes } from './exit-codes';
import { findFleetDir, requireFleetDir } from './fleet-dir';
import { createIo, harmless, printError } from './io';
import { nixString } from './nix-literal';
import { bytesInWords, table } from './table';

describe('a command line', () => {
  it.each([
    ['exec @a -- ls --json', 'exec @a', 'ls --json'],
    ['--fleet exec exec @a --json -- ls -- -l', '--fleet exec exec @a --json', 'ls -- -l'],
    ['ssh p510 ls --json', 'ssh p510', 'ls --json'],
    ['--ssh-config f ssh --fleet x p510', '--ssh-config f ssh --fleet x p510', ''],
    ['ssh p510 -- ls -- x', 'ssh p510', 'ls -- x'],
  ])('%s is parted into ours and the host’s', (line, ours, remote) => {
    const parted = splitCommandLine(line.split(' '));
    expect(parted.args.join(' ')).toBe(ours);
    expect((parted.remote ?? []).join(' ')).toBe(remote);
  });

  it.each(['inventory --json', 'exec @a', 'set p510 x -- -5', 'enable ssh x', '--fleet ssh inventory', ''])(
    '%s is all ours',
    (line) => {
      const argv = line.split(' ');
      expect(splitCommandLine(argv)).toEqual({ args: argv, remote: null });
    },
  );

  it.each([
    ['inventory --json', true],
    ['--json inventory', true],
    ['inventory', false],
    ['exec @a -- ls --json', false],
    ['ssh p510 ls --json', false],
    ['set p510 x -- --json', false],
  ])('%s: JSON is %s', (line, wanted) => {
    expect(wantsJson(line.split(' '))).toBe(wanted);
  });
});

describe('exit codes', () => {
  it('tell why', () => {
    expect(exitCodeOfError('conflict')).toBe(3);
    expect(exitCodeOfError('unknown-feature')).toBe(3);
    expect(exitCodeOfError('usage')).toBe(2);
    expect(exitCodeOfError('bad-host-name')).toBe(2);
    expect(exitCodeOfError('port-taken')).toBe(1);
    expect(exitCodeOfError('nix-absent')).toBe(1);
    expect(exitCodeOfError('cancelled')).toBe(130);
  });

  it('are the highest of the hosts', () => {
    expect(exitCodeOfOutcomes([])).toBe(0);
    expect(exitCodeOfOutcomes(['unchanged', 'switched'])).toBe(0);
    expect(exitCodeOfOutcomes(['switched', 'failed'])).toBe(1);
    expect(exitCodeOfOutcomes(['units-failed', 'failed'])).toBe(4);
    expect(exitCodeOfOutcomes(['rolled-back', 'units-failed'])).toBe(5);
    expect(exitCodeOfOutcomes(['unknown', 'rolled-back'])).toBe(6);
  });

  it('refuse on an error among findings', () => {
    const finding = { rule: 'r', message: 'm' };
    expect(exitCodeOfFindings([{ ...finding, severity: 'warning' }])).toBe(0);
    expect(
      exitCodeOfFindings([
        { ...finding, severity: 'warning' },
        { ...finding, severity: 'error' },
      ]),
    ).toBe(3);
  });
});

describe('the fleet', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await realpath(await mkdtemp(join(tmpdir(), 'snowfleet-cli-')));
    await mkdir(join(dir, 'fleet', 'hosts'), { recursive: true });
    await writeFile(join(dir, 'fleet', 'flake.nix'), '{}');
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('is the option, else the environment, else the flake at or above the working directory', () => {
    const cwd = join(dir, 'fleet', 'hosts');
    expect(findFleetDir('other', { SNOWFLEET_FLEET: '/env' }, cwd)).toBe(join(cwd, 'other'));
    expect(findFleetDir(undefined, { SNOWFLEET_FLEET: '/env' }, cwd)).toBe('/env');
    expect(findFleetDir(undefined, { SNOWFLEET_FLEET: '' }, cwd)).toBe(join(dir, 'fleet'));
    expect(findFleetDir(undefined, {}, join(dir, 'fleet'))).toBe(join(dir, 'fleet'));
    expect(findFleetDir(undefined, {}, dir)).toBeNull();
    expect(() => requireFleetDir(null, dir)).toThrow(expect.objectContaining({ code: 'not-a-flake' }));
  });
});

const capture = (json: boolean) => {
  const out: string[] = [];
  const err: string[] = [];
  const streams = {
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
    isInteractive: false,
  };
  return { io: createIo(streams, json), out, err };
};

describe('output', () => {
  const error = {
    code: 'conflict',
    message: 'A clashes with B.',
    hint: 'Take B off.',
    detail: { file: 'x' },
  } as const;

  it('is JSON only on standard output where that is asked for', () => {
    const { io, out, err } = capture(true);
    io.print('words');
    io.document({ a: 1 });
    io.say('progress');
    printError(io, error, { type: 'result' });
    expect(out.map((line) => JSON.parse(line) as unknown)).toEqual([{ a: 1 }, { type: 'result', error }]);
    expect(err).toEqual(['progress\n']);
  });

  it('tells a failure in words on standard error', () => {
    const { io, out, err } = capture(false);
    printError(io, error);
    expect(out).toEqual([]);
    expect(err).toEqual(['error: A clashes with B.\n', 'hint: Take B off.\n']);
  });

  it('shows control characters of hosts instead of obeying them', () => {
    expect(harmless('a\u001b]0;title\u0007b\tc\r\nd')).toBe('a\\x1b]0;title\\x07b\tc\nd');
  });

  it('is a table without lines whose empty cells are dashes', () => {
    expect(
      table(
        ['HOST', 'ROLE'],
        [
          ['p510', 'server'],
          ['x', ''],
        ],
      ),
    ).toBe('HOST  ROLE\np510  server\nx     -');
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KiB'],
    [-1024 * 1024, '-1.0 MiB'],
    [5 * 1024 ** 5, '5120 TiB'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(bytesInWords(bytes)).toBe(words);
  });

  it.each([
    ['plain', '"plain"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['C:\\x', '"C:\\\\x"'],
    ['${pkgs.evil}', '"\\${pkgs.evil}"'],
    ['a\nb\tc', '"a\\nb\\tc"'],
  ])('quotes %j for Nix', (text, literal) => {
    expect(nixString(text)).toBe(literal);
  });
});
