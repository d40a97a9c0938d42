import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change, Draft } from '../../../shared/contract';
import { codeOf, gitFleet, type GitFleet } from '../testing/git-fleet';
import type { FleetDraft } from './draft';

const P510 = 'hosts/p510/default.nix';
const RAZER = 'hosts/razer/default.nix';
const PODMAN: Change = { kind: 'enable', host: 'p510', path: 'virtualization.podman' };
const PLEX_OFF: Change = { kind: 'disable', host: 'p510', path: 'media.plex' };
const ON = 'virtualization.podman.enable = true;';
const OFF = 'virtualization.podman.enable = false; # by hand';

let fleet: GitFleet;
let draft: FleetDraft;
let before: string;

beforeEach(async () => {
  fleet = gitFleet();
  draft = await fleet.openDraft();
  before = fleet.text(P510);
});
afterEach(() => fleet.remove());

const titles = (gestures: Draft['gestures']): string[] => gestures.map(({ title }) => title);

describe('what somebody wrote over', () => {
  beforeEach(async () => {
    await draft.apply([PODMAN]);
    fleet.edit(P510, (text) => `# mine\n${text.replace(ON, OFF)}`);
  });

  it('is told with the three texts of its place, and undo and commit wait', async () => {
    const { overwritten, gestures } = await draft.get();
    expect(titles(gestures)).toEqual(['podman on for p510']);
    expect(overwritten).toMatchObject([{ file: P510, title: 'podman on for p510' }]);
    const [one] = overwritten;
    expect(one?.before).not.toContain('podman');
    expect(one?.ours).toContain(ON);
    expect(one?.theirs).toContain(OFF);
    expect(
      fleet
        .text(P510)
        .split('\n')
        .slice((one?.line ?? 0) - 1)
        .join('\n'),
    ).toContain(one?.theirs);
    for (const work of [() => draft.undo(), () => draft.discard(), () => draft.commit('x')]) {
      expect(await codeOf(work())).toBe('changed-outside');
    }
  });

  it('is ours again, with all else that was written kept; undo brings theirs back', async () => {
    const theirs = fleet.text(P510);
    const after = await draft.resolve(P510, 'ours');
    expect(after.overwritten).toEqual([]);
    expect(fleet.text(P510)).toContain(ON);
    expect(fleet.text(P510)).toMatch(/^# mine\n/);
    expect(fleet.text(P510)).not.toContain('by hand');
    const undone = await draft.undo();
    expect(fleet.text(P510)).toBe(theirs);
    expect(undone.overwritten).toHaveLength(1);
    await draft.redo();
    expect((await draft.discard()).gestures).toEqual([]);
    expect(fleet.text(P510)).toBe(`# mine\n${before}`);
    await draft.redo();
    expect(fleet.text(P510)).toContain(ON);
  });

  it('ours again is committed without what else was written', async () => {
    await draft.resolve(P510, 'ours');
    await draft.commit('feat: podman');
    expect(fleet.git('show', '--format=', 'HEAD')).toContain(`+    ${ON}`);
    expect(fleet.git('diff', '-U0')).toContain('+# mine');
    expect(fleet.git('diff', '-U0')).not.toContain('podman');
  });

  it('stays theirs, and ours can be brought back', async () => {
    const theirs = fleet.text(P510);
    const after = await draft.resolve(P510, 'theirs');
    expect(after).toMatchObject({ gestures: [], overwritten: [], files: [] });
    expect(titles(after.aside)).toEqual(['podman on for p510']);
    expect(fleet.text(P510)).toBe(theirs);
    const back = await draft.undo();
    expect(back.overwritten).toHaveLength(1);
    expect(back.aside).toEqual([]);
    await draft.resolve(P510, 'theirs');
    await draft.apply([PLEX_OFF]);
    const [aside] = (await (await fleet.openDraft()).get()).aside;
    await draft.bringBack(aside?.id ?? '');
    expect(titles((await draft.resolve(P510, 'ours')).gestures)).toEqual([
      'podman on for p510',
      'plex off for p510',
      `ours again in ${P510}`,
    ]);
    expect(fleet.text(P510)).toContain(ON);
  });

  it('can be given up after it was ours again, and leaves nothing behind', async () => {
    await draft.resolve(P510, 'ours');
    fleet.edit(P510, (text) => text.replace(ON, OFF));
    const { gestures, aside } = await draft.resolve(P510, 'theirs');
    expect([gestures, titles(aside)]).toEqual([[], ['podman on for p510']]);
  });

  it('is not settled twice', async () => {
    await draft.resolve(P510, 'theirs');
    expect(await codeOf(draft.resolve(P510, 'ours'))).toBe('nothing-to-resolve');
  });
});

describe('a file that is gone', () => {
  it.each(['taken away', 'a folder now'])('%s: theirs and ours both go', async (how) => {
    await draft.apply([PODMAN]);
    const ours = fleet.text(P510);
    rmSync(path.join(fleet.dir, P510));
    if (how === 'a folder now') {
      mkdirSync(path.join(fleet.dir, P510));
      writeFileSync(path.join(fleet.dir, P510, 'default.nix'), ours);
    }
    const { overwritten } = await draft.get();
    expect(overwritten).toMatchObject([{ file: P510, line: null, theirs: null, ours }]);
    if (how === 'a folder now') {
      expect(await codeOf(draft.resolve(P510, 'ours'))).toBe('unreadable-file');
      expect(existsSync(path.join(fleet.dir, P510, 'default.nix'))).toBe(true);
      expect((await draft.resolve(P510, 'theirs')).gestures).toEqual([]);
      return;
    }
    await draft.resolve(P510, 'ours');
    expect(fleet.text(P510)).toBe(ours);
    await draft.undo();
    expect(existsSync(path.join(fleet.dir, P510))).toBe(false);
    expect((await draft.resolve(P510, 'theirs')).gestures).toEqual([]);
  });
});

describe('a change that others took back is gone, and can be made again', () => {
  it.each<[string, () => void]>([
    ['git checkout of the file', () => fleet.git('checkout', '--', P510)],
    ['git reset --hard', () => fleet.git('reset', '--quiet', '--hard')],
    ['git stash', () => fleet.git('stash', '--quiet')],
    ["an editor's undo", () => writeFileSync(path.join(fleet.dir, P510), before)],
    [
      'an editor, with other words',
      () =>
        fleet.edit(
          P510,
          (text) =>
            `# mine\n${text
              .split('\n')
              .filter((line) => !/podman|nftables/.test(line))
              .join('\n')}`,
        ),
    ],
  ])('%s', async (_how, take) => {
    await draft.apply([PODMAN]);
    const ours = fleet.text(P510);
    take();
    const now = fleet.text(P510);
    const after = await draft.get();
    expect(after).toMatchObject({ gestures: [], overwritten: [], files: [] });
    expect(titles(after.redo)).toEqual(['podman on for p510']);
    await draft.redo();
    expect(fleet.text(P510)).toBe(now.startsWith('# mine') ? `# mine\n${ours}` : ours);
    expect((await draft.get()).gestures).toHaveLength(1);
  });

  it('is made again without writing where git stash pop brought it back', async () => {
    await draft.apply([PODMAN]);
    const ours = fleet.text(P510);
    fleet.git('stash', '--quiet');
    await draft.get();
    fleet.git('stash', 'pop', '--quiet');
    const again = await draft.redo();
    expect(fleet.text(P510)).toBe(ours);
    expect(again.files).toHaveLength(1);
    await draft.undo();
    expect(fleet.text(P510)).toBe(before);
  });

  it('only in part: the rest stays a change', async () => {
    await draft.apply([PODMAN, { kind: 'disable', host: 'razer', path: 'virtualization.podman' }]);
    fleet.git('checkout', '--', P510);
    const { gestures, redo } = await draft.get();
    expect(gestures.map(({ files }) => files)).toEqual([[RAZER]]);
    expect(redo.map(({ files }) => files)).toEqual([[P510]]);
  });
});

describe('a change that others committed leaves the draft', () => {
  it('whole, with a commit of everything', async () => {
    await draft.apply([PODMAN]);
    await draft.apply([PLEX_OFF]);
    fleet.edit(P510, (text) => `# mine\n${text}`);
    fleet.git('commit', '--quiet', '-am', 'theirs');
    const now = fleet.text(P510);
    expect(await draft.get()).toMatchObject({ gestures: [], redo: [], overwritten: [] });
    expect(fleet.text(P510)).toBe(now);
    expect(await codeOf(draft.undo())).toBe('nothing-to-undo');
  });

  it('the older of two, when only that was staged', async () => {
    await draft.apply([PODMAN]);
    fleet.git('add', P510);
    await draft.apply([PLEX_OFF]);
    fleet.git('commit', '--quiet', '-m', 'theirs');
    expect(titles((await draft.get()).gestures)).toEqual(['plex off for p510']);
    await draft.undo();
    expect(fleet.git('diff', '--name-only')).toBe('');
  });

  it('but not with an unrelated commit, nor by another branch', async () => {
    await draft.apply([PODMAN]);
    fleet.git('commit', '--quiet', '--allow-empty', '-m', 'else');
    expect((await draft.get()).gestures).toHaveLength(1);
    fleet.git('checkout', '--quiet', '-b', 'other');
    fleet.git('commit', '--quiet', '--allow-empty', '-m', 'there');
    expect((await draft.get()).gestures).toHaveLength(1);
    await draft.undo();
    expect(fleet.text(P510)).toBe(before);
  });

  it('also when two gestures undo each other in part', async () => {
    await draft.apply([
      { kind: 'set', host: 'p510', path: 'virtualization.podman.autoPrune', value: 'true' },
    ]);
    await draft.apply([
      { kind: 'set', host: 'p510', path: 'virtualization.podman.autoPrune', value: 'false' },
    ]);
    fleet.git('commit', '--quiet', '-am', 'theirs');
    expect((await draft.get()).gestures).toEqual([]);
  });
});

describe('another process', () => {
  it('undoes and redoes the same gestures', async () => {
    await draft.apply([PODMAN]);
    await draft.apply([PLEX_OFF]);
    const ours = fleet.text(P510);
    await (await fleet.openDraft()).undo();
    await (await fleet.openDraft()).undo();
    expect(fleet.text(P510)).toBe(before);
    const next = await fleet.openDraft();
    await next.redo();
    await next.redo();
    expect(fleet.text(P510)).toBe(ours);
    expect(titles((await draft.get()).gestures)).toEqual(['podman on for p510', 'plex off for p510']);
  });
});
