import { execFileSync } from 'node:child_process';
import {
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
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/contract';
import { resolveHome, type Home } from '../../state';
import { reverseChange } from './fleet-file';
import { DraftStore } from './store';

let scratch: string;
let dir: string;
let home: Home;

const text = (file: string): string => readFileSync(path.join(dir, file), 'utf8');
const isRoot = process.getuid?.() === 0;

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'snowfleet-store-'));
  dir = path.join(scratch, 'fleet');
  mkdirSync(dir);
  home = resolveHome({ SNOWFLEET_HOME: path.join(scratch, 'home') });
  writeFileSync(path.join(dir, 'a.nix'), 'old a');
  writeFileSync(path.join(dir, 'b.nix'), 'old b');
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const CHANGES = [
  { file: 'a.nix', before: 'old a', after: 'new a' },
  { file: 'b.nix', before: 'old b', after: 'new b' },
];

/** The folder of the journal, with the intent of a write that was cut off. */
function leaveIntent(revision: number, files: readonly object[] = CHANGES): void {
  const drafts = path.join(home.state, 'drafts');
  const [folder] = readdirSync(drafts);
  const file = path.join(drafts, folder ?? '', 'pending.json');
  writeFileSync(file, JSON.stringify({ revision, files }));
}

describe('the journal of a draft', () => {
  it('takes a write back that was cut off after the first of two files', async () => {
    const store = new DraftStore(home, dir);
    await store.write([], { gestures: [], redo: [] });
    leaveIntent(2);
    writeFileSync(path.join(dir, 'a.nix'), 'new a');
    await new DraftStore(home, dir).recover();
    expect([text('a.nix'), text('b.nix')]).toEqual(['old a', 'old b']);
  });

  it('keeps a write that was cut off after its draft was written', async () => {
    const store = new DraftStore(home, dir);
    await store.write(CHANGES, { gestures: [], redo: [] });
    leaveIntent(1);
    await new DraftStore(home, dir).recover();
    expect([text('a.nix'), text('b.nix')]).toEqual(['new a', 'new b']);
  });

  it('leaves a file alone that somebody wrote after the cut', async () => {
    const store = new DraftStore(home, dir);
    await store.write([], { gestures: [], redo: [] });
    leaveIntent(2);
    writeFileSync(path.join(dir, 'a.nix'), 'theirs');
    await store.recover();
    expect(text('a.nix')).toBe('theirs');
  });

  it('writes none of two files when the second changed meanwhile', async () => {
    const store = new DraftStore(home, dir);
    writeFileSync(path.join(dir, 'b.nix'), 'theirs');
    await expect(store.write(CHANGES, { gestures: [], redo: [] })).rejects.toThrow(/changed by another/);
    expect([text('a.nix'), text('b.nix')]).toEqual(['old a', 'theirs']);
  });

  describe('of files that come and go', () => {
    const MOVE = [
      { file: 'hosts/new/a.nix', before: null, after: 'old a' },
      { file: 'a.nix', before: 'old a', after: null, mode: 0o755 },
    ] as const;
    const tree = (): string[] => readdirSync(dir, { recursive: true, encoding: 'utf8' }).toSorted();

    it('makes folders that are needed and removes those that become empty', async () => {
      const store = new DraftStore(home, dir);
      await store.write(MOVE, { gestures: [], redo: [] });
      expect(tree()).toEqual(['b.nix', 'hosts', 'hosts/new', 'hosts/new/a.nix']);
      await store.write(MOVE.map(reverseChange).toReversed(), { gestures: [], redo: [] });
      expect(tree()).toEqual(['a.nix', 'b.nix']);
      expect(statSync(path.join(dir, 'a.nix')).mode & 0o777).toBe(0o755);
    });

    // Every instant a write can be cut off at, in its order.
    const instants: readonly (readonly [string, () => void])[] = [
      ['before the folder', () => undefined],
      ['after the folder', () => mkdirSync(path.join(dir, 'hosts/new'), { recursive: true })],
      [
        'after the new file',
        () => {
          mkdirSync(path.join(dir, 'hosts/new'), { recursive: true });
          writeFileSync(path.join(dir, 'hosts/new/a.nix'), 'old a');
        },
      ],
      [
        'after the old file is gone',
        () => {
          mkdirSync(path.join(dir, 'hosts/new'), { recursive: true });
          writeFileSync(path.join(dir, 'hosts/new/a.nix'), 'old a');
          rmSync(path.join(dir, 'a.nix'));
        },
      ],
    ];
    it.each(instants)('takes a move back that was cut off %s', async (_when, cut) => {
      const store = new DraftStore(home, dir);
      await store.write([], { gestures: [], redo: [] });
      leaveIntent(2, MOVE);
      cut();
      await new DraftStore(home, dir).recover();
      expect(tree()).toEqual(['a.nix', 'b.nix']);
      expect(text('a.nix')).toBe('old a');
    });

    it('writes nothing where the new file is there already', async () => {
      mkdirSync(path.join(dir, 'hosts/new'), { recursive: true });
      writeFileSync(path.join(dir, 'hosts/new/a.nix'), 'theirs');
      const store = new DraftStore(home, dir);
      await expect(store.write(MOVE, { gestures: [], redo: [] })).rejects.toThrow(/changed by another/);
      expect([text('hosts/new/a.nix'), existsSync(path.join(dir, 'a.nix'))]).toEqual(['theirs', true]);
    });

    it('takes the files back when git refuses the new one', async () => {
      const follow = (): Promise<void> => Promise.reject(new Error('index.lock'));
      const store = new DraftStore(home, dir, { follow });
      await expect(store.write(MOVE, { gestures: [], redo: [] })).rejects.toThrow('index.lock');
      expect(tree()).toEqual(['a.nix', 'b.nix']);
    });
  });

  it('reads a journal of before files could come and go', async () => {
    const store = new DraftStore(home, dir);
    await store.write([], { gestures: [], redo: [] });
    const [folder = ''] = readdirSync(path.join(home.state, 'drafts'));
    const old = {
      id: 'a',
      title: 't',
      at: '2026-01-02T03:04:05.000Z',
      files: ['a.nix'],
      hosts: [],
      deltas: {
        'a.nix': { after: 'hash', text: 'new a', delta: [{ start: 0, removed: 'old', inserted: 'new' }] },
      },
    };
    writeFileSync(
      path.join(home.state, 'drafts', folder, 'draft.json'),
      JSON.stringify({ revision: 4, gestures: [old], redo: [] }),
    );
    expect((await store.read()).gestures[0]?.deltas['a.nix']?.kind).toBe('edited');
  });

  it('leaves every file as it was when the disk is full', async (context) => {
    if (!isRoot) context.skip('a small file system needs root');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', dir]);
    try {
      writeFileSync(path.join(dir, 'a.nix'), 'old a');
      writeFileSync(path.join(dir, 'b.nix'), 'old b');
      const store = new DraftStore(home, dir);
      const big = [CHANGES[0], { file: 'b.nix', before: 'old b', after: 'x'.repeat(200_000) }].flatMap(
        (change) => change ?? [],
      );
      const error: unknown = await store.write(big, { gestures: [], redo: [] }).catch((e: unknown) => e);
      expect(isAppError(error, 'disk-full')).toBe(true);
      expect([text('a.nix'), text('b.nix')]).toEqual(['old a', 'old b']);
      expect(readdirSync(dir).toSorted()).toEqual(['a.nix', 'b.nix']);
    } finally {
      execFileSync('umount', [dir]);
    }
  });
});
