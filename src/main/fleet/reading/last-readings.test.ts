import fs, {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readFleet } from './read-fleet';

let dir: string;

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  writeFileSync(path.join(dir, file), text);
};

const module = (level: string): string => `{ features.level = ${level}; }\n`;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-again-'));
  write(
    'flake.nix',
    `{ outputs = i: { nixosConfigurations.a = i.nixpkgs.lib.nixosSystem {
        modules = [ ./a.nix ] ++ (if builtins.pathExists ./more.nix then [ ./more.nix ] else [ ]);
      }; }; }`,
  );
  write('a.nix', module('1'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const values = (): unknown[] => readFleet(dir).hosts[0]?.assignments.map(({ value }) => value) ?? [];

describe('reading again', () => {
  it('gives what was read while nothing has changed, and says when it looked', async () => {
    const first = readFleet(dir);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = readFleet(dir);
    expect(second.hosts).toBe(first.hosts);
    expect(second.findings).toBe(first.findings);
    expect(Date.parse(second.readAt)).toBeGreaterThan(Date.parse(first.readAt));
    expect(second.readMs).not.toBe(first.readMs);
  });

  it.each<[string, () => void, unknown[]]>([
    ['a file', () => write('a.nix', module('20')), [20]],
    [
      'a file, with its time set back',
      () => {
        write('a.nix', module('2'));
        utimesSync(path.join(dir, 'a.nix'), 1_000_000_000, 1_000_000_000);
      },
      [2],
    ],
    [
      'a file, by another in its place',
      () => {
        write('b.nix', module('3'));
        renameSync(path.join(dir, 'b.nix'), path.join(dir, 'a.nix'));
      },
      [3],
    ],
    ['what was asked for and was not there', () => write('more.nix', '{ b = 5; }'), [1, 5]],
    ['a file that is removed', () => rmSync(path.join(dir, 'a.nix')), []],
    [
      'a file that cannot be read any more',
      () => {
        rmSync(path.join(dir, 'a.nix'));
        symlinkSync('a.nix', path.join(dir, 'a.nix'));
      },
      [],
    ],
    [
      'a file that becomes a folder',
      () => {
        rmSync(path.join(dir, 'a.nix'));
        write('a.nix/default.nix', module('4'));
      },
      [4],
    ],
  ])('sees a change of %s', (_what, change, expected) => {
    expect(values()).toEqual([1]);
    change();
    expect(values()).toEqual(expected);
    expect(values()).toEqual(expected);
  });

  it('sees a file that nothing imports come and go', () => {
    const orphans = (): (string | undefined)[] =>
      readFleet(dir, { featureRoots: ['features'] })
        .findings.filter(({ rule }) => rule === 'orphan-file')
        .map(({ file }) => file);
    expect(orphans()).toEqual([]);
    write('old/x.nix', module('1'));
    expect(orphans()).toEqual(['old/x.nix']);
    rmSync(path.join(dir, 'old'), { recursive: true });
    expect(orphans()).toEqual([]);
  });

  it('sees changes of the same size that come faster than the clock of the file system ticks', () => {
    const { statSync } = fs;
    const ticks = (time: number): number => Math.floor(time / 50) * 50;
    vi.spyOn(fs, 'statSync').mockImplementation((file, ...rest) => {
      const stats = Reflect.apply(statSync, fs, [file, ...rest]) as fs.Stats | undefined;
      if (stats) Object.assign(stats, { mtimeMs: ticks(stats.mtimeMs), ctimeMs: ticks(stats.ctimeMs) });
      return stats as fs.Stats;
    });
    syncBuiltinESMExports();
    try {
      for (let i = 100; i < 200; i += 1) {
        write('a.nix', module(String(i)));
        expect(values()).toEqual([i]);
      }
    } finally {
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    }
  });

  it('keeps what lies over the files apart from the files', () => {
    const over = new Map([['a.nix', module('9')]]);
    expect(values()).toEqual([1]);
    expect(readFleet(dir, { overlay: over }).hosts[0]?.assignments[0]?.value).toBe(9);
    expect(values()).toEqual([1]);
  });
});

describe('files that nothing imports', () => {
  const isOrphan = (text: string): boolean => {
    write('orphan.nix', text);
    return readFleet(dir, { featureRoots: ['features'] }).findings.some(({ rule }) => rule === 'orphan-file');
  };

  it.each([
    ['{ features.a = 1; }', true],
    ['{ "features".a = 1; }', true],
    ['{ inherit features; }', true],
    ['{\n  # features of old\n  features = { a = 1; };\n}', true],
    ['{ /* features */ features\n# here\n.a = 1; }', true],
    ['# old\rfeatures:\n# the rest\r{ features.a = 1; }', true],
    ['{ x = 1; /*\n# features\n*/ }', false],
    ['# the features of this host\n{ a = 1; }', false],
    ['{ my-features.a = 1; features-of.a = 1; b.features = 1; }', false],
  ])('%j is one: %s', (text, expected) => expect(isOrphan(text)).toBe(expected));
});
