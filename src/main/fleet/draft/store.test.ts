import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/contract';
import { resolveHome, type Home } from '../../state';
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
function leaveIntent(revision: number): void {
  const drafts = path.join(home.state, 'drafts');
  const [folder] = readdirSync(drafts);
  const file = path.join(drafts, folder ?? '', 'pending.json');
  writeFileSync(file, JSON.stringify({ revision, files: CHANGES }));
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
