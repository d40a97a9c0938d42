import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/contract';
import type { Home } from '../../state';
import { temporaryHome } from '../../state/testing';
import type { Pending } from './journal';
import { SecretStore } from './store';
import type { SecretChange, SecretStoreOptions, Slot } from './types';

const A = 'secrets/a.age';
const B = 'secrets/b.age';
const FILES = { [A]: 'old a', [B]: 'old b' };
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

interface World {
  readonly home: Home;
  readonly dir: string;
  readonly store: SecretStore;
  text(file: string): Promise<string>;
  /** Everything in the fleet that no user put there. */
  debris(): Promise<string[]>;
}

async function worldIn(home: Home, dir: string, options: Partial<SecretStoreOptions> = {}): Promise<World> {
  return {
    home,
    dir,
    store: new SecretStore({ home, dir, ...options }),
    text: (file) => readFile(path.join(dir, file), 'utf8'),
    debris: async () =>
      ((await readdir(dir, { recursive: true })) as string[]).filter((name) =>
        name.includes('.snowfleet-tmp-'),
      ),
  };
}

async function makeWorld(options: Partial<SecretStoreOptions> = {}): Promise<World> {
  const { home, env } = await temporaryHome();
  const dir = path.join(env.SNOWFLEET_HOME, 'fleet');
  await mkdir(path.join(dir, 'secrets'), { recursive: true });
  for (const [file, text] of Object.entries(FILES)) await writeFile(path.join(dir, file), text);
  return worldIn(home, dir, options);
}

/** A stand-in for encryption: the new bytes are the old ones with `new` before them. */
async function seal(
  slots: readonly Slot[],
): Promise<{ file: string; before: string | null; after: string }[]> {
  return Promise.all(
    slots.map(async ({ file, source, temporary }) => {
      const old = source === null ? '' : await readFile(source, 'utf8');
      const next = `new ${old || file}`;
      await writeFile(temporary, next, { flag: 'wx', mode: 0o600 });
      return { file, before: source === null ? null : sha(old), after: sha(next) };
    }),
  );
}

const BOTH: SecretChange = { title: 'rekeyed', write: [A, B], seal };
const failing = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};

describe('secrets that change together', () => {
  it('all get their new bytes, keep their permissions, and the old ones are kept', async () => {
    const { store, dir, text, debris } = await makeWorld();
    await chmod(path.join(dir, A), 0o640);
    expect(await store.change({ ...BOTH, write: [A, B, 'secrets/deep/c.age'] })).toEqual([
      A,
      B,
      'secrets/deep/c.age',
    ]);
    expect([await text(A), await text(B), await text('secrets/deep/c.age')]).toEqual([
      'new old a',
      'new old b',
      'new secrets/deep/c.age',
    ]);
    expect((await stat(path.join(dir, A))).mode & 0o777).toBe(0o640);
    expect(await debris()).toEqual([]);
    const kept = await store.keptFiles();
    expect(kept.map(({ file, title }) => [file, title])).toEqual([
      [A, 'rekeyed'],
      [B, 'rekeyed'],
    ]);
    expect(await readFile(kept[0]!.path, 'utf8')).toBe('old a');
  });

  it('are removed and made in one step, and git is told of both', async () => {
    const told: unknown[] = [];
    const { store, dir, text } = await makeWorld({ follow: async (come, go) => void told.push(come, go) });
    await store.change({
      title: 'renamed',
      write: ['secrets/z.age'],
      fresh: ['secrets/z.age'],
      remove: [A],
      seal,
    });
    expect(existsSync(path.join(dir, A))).toBe(false);
    expect(await text('secrets/z.age')).toBe('new secrets/z.age');
    expect(told).toEqual([['secrets/z.age'], [A]]);
    expect((await store.keptFiles()).map(({ file }) => file)).toEqual([A]);
  });

  it('are replaced behind a symbolic link, which stays one', async () => {
    const { store, dir } = await makeWorld();
    await mkdir(path.join(dir, 'elsewhere'));
    await rename(path.join(dir, A), path.join(dir, 'elsewhere/real.age'));
    await symlink('../elsewhere/real.age', path.join(dir, A));
    await store.change({ title: 'rekeyed', write: [A], seal });
    expect(await readFile(path.join(dir, 'elsewhere/real.age'), 'utf8')).toBe('new old a');
    expect(await readFile(path.join(dir, A), 'utf8')).toBe('new old a');
  });
});

describe('a change that cannot be made changes nothing', () => {
  const unchanged = async ({ text, debris, store, home, dir }: World): Promise<void> => {
    expect([await text(A), await text(B)]).toEqual(['old a', 'old b']);
    expect(await debris()).toEqual([]);
    expect(await store.keptFiles()).toEqual([]);
    // Nothing is left for a later start either.
    expect(await new SecretStore({ home, dir }).recover()).toBeNull();
  };

  it.each([
    ['a secret that cannot be read', new AppError('secret-unreadable', 'no'), 'secret-unreadable'],
    ['a full disk', Object.assign(new Error('full'), { code: 'ENOSPC' }), 'disk-full'],
    ['a disk that became read-only', Object.assign(new Error('ro'), { code: 'EROFS' }), 'read-only'],
  ])('because of %s', async (_, error, code) => {
    const world = await makeWorld();
    const half: SecretChange['seal'] = async (slots) => {
      await seal(slots.slice(0, 1));
      throw error;
    };
    await expect(world.store.change({ ...BOTH, seal: half })).rejects.toMatchObject({ code });
    await unchanged(world);
  });

  it('because a text of the same step is refused', async () => {
    const world = await makeWorld();
    const texts = {
      after: new Map([['secrets.nix', 'x']]),
      write: () => failing('EACCES'),
      takeBack: async () => {},
    };
    await expect(world.store.change({ ...BOTH, texts })).rejects.toMatchObject({ code: 'read-only' });
    await unchanged(world);
  });

  it('because git refuses at the very end', async () => {
    const world = await makeWorld({
      follow: () => Promise.reject(new AppError('git-failed', 'git add failed')),
    });
    let back = 0;
    const texts = {
      after: new Map([['secrets.nix', 'x']]),
      write: async () => {},
      takeBack: async () => void (back += 1),
    };
    await expect(world.store.change({ ...BOTH, texts })).rejects.toMatchObject({ code: 'git-failed' });
    expect(back).toBe(1);
    await unchanged(world);
  });

  it('because somebody else wrote meanwhile, whose bytes stay', async () => {
    const world = await makeWorld();
    const slow: SecretChange['seal'] = async (slots) => {
      const sealed = await seal(slots);
      await writeFile(path.join(world.dir, B), 'theirs');
      return sealed;
    };
    await expect(world.store.change({ ...BOTH, seal: slow })).rejects.toMatchObject({
      code: 'changed-outside',
    });
    expect([await world.text(A), await world.text(B)]).toEqual(['old a', 'theirs']);
    expect(await world.debris()).toEqual([]);
  });

  it.each([
    ['climbs out', '../x.age', 'outside-fleet'],
    ['climbs out by a link', 'out/x.age', 'outside-fleet'],
    ['is a folder', 'secrets', 'unreadable-file'],
    ['is a link to nothing', 'dangling.age', 'unreadable-file'],
    ['is write-protected', 'protected.age', 'read-only'],
    ['is there twice', 'alias.age', 'conflict'],
  ])('because a file %s', async (_, file, code) => {
    const world = await makeWorld();
    await symlink(path.dirname(world.dir), path.join(world.dir, 'out'));
    await symlink('nowhere', path.join(world.dir, 'dangling.age'));
    await symlink(A, path.join(world.dir, 'alias.age'));
    await writeFile(path.join(world.dir, 'protected.age'), 'x', { mode: 0o444 });
    await expect(world.store.change({ ...BOTH, write: [A, B, file] })).rejects.toMatchObject({ code });
    await unchanged(world);
  });

  it('because it is there, where a new one was wanted', async () => {
    const world = await makeWorld();
    await expect(world.store.change({ ...BOTH, fresh: [A] })).rejects.toMatchObject({
      code: 'secret-exists',
    });
    await unchanged(world);
  });

  it('because another process is at work', async () => {
    const world = await makeWorld();
    const inside: SecretChange['seal'] = async (slots) => {
      await expect(new SecretStore({ ...world, waitMs: 50 }).recover()).rejects.toMatchObject({
        code: 'busy',
      });
      return seal(slots);
    };
    await world.store.change({ ...BOTH, seal: inside });
  });
});

describe('what a killed process left', () => {
  /** The disk as a process would leave it that died at this moment: fleet and state, in folders of their own. */
  async function killedAt(world: World, name: string): Promise<World> {
    const base = path.join(path.dirname(world.dir), name);
    await cp(world.dir, path.join(base, 'fleet'), { recursive: true });
    await cp(world.home.state, path.join(base, 'state'), { recursive: true });
    await rm(path.join(base, 'state/locks'), { recursive: true });
    const home = { ...world.home, state: path.join(base, 'state') };
    // The state goes by the fleet's folder, and paths in the journal are whole.
    const [folder] = await readdir(path.join(base, 'state/secrets'));
    const key = sha(path.join(base, 'fleet')).slice(0, 16);
    await rename(path.join(base, 'state/secrets', folder!), path.join(base, 'state/secrets', key));
    const journal = path.join(base, 'state/secrets', key, 'pending.json');
    const text = await readFile(journal, 'utf8');
    await writeFile(journal, text.replaceAll(`${world.dir}/`, `${path.join(base, 'fleet')}/`));
    return worldIn(home, path.join(base, 'fleet'));
  }

  async function pendingOf({
    home,
    dir,
  }: World): Promise<{ pending: Pending; write(next: Pending): Promise<void> }> {
    const file = path.join(home.state, 'secrets', sha(dir).slice(0, 16), 'pending.json');
    return {
      pending: JSON.parse(await readFile(file, 'utf8')) as Pending,
      write: (next) => writeFile(file, JSON.stringify(next)),
    };
  }

  async function moments(): Promise<Record<'sealing' | 'deciding' | 'decided' | 'moved', World>> {
    const found: Record<string, World> = {};
    const world: World = await makeWorld({
      follow: async () => {
        found['moved'] ??= await killedAt(world, 'moved');
      },
    });
    const texts = {
      after: new Map([['secrets.nix', 'new rules']]),
      async write() {
        found['deciding'] = await killedAt(world, 'deciding');
        await writeFile(path.join(world.dir, 'secrets.nix'), 'new rules');
        found['decided'] = await killedAt(world, 'decided');
      },
      takeBack: async () => {},
    };
    await world.store.change({
      ...BOTH,
      texts,
      async seal(slots) {
        const sealed = await seal(slots);
        found['sealing'] = await killedAt(world, 'sealing');
        return sealed;
      },
    });
    return found as Record<'sealing' | 'deciding' | 'decided' | 'moved', World>;
  }

  it('is undone before the change has happened, and completed after', async () => {
    const at = await moments();
    for (const [moment, outcome, a, b] of [
      ['sealing', 'undone', 'old a', 'old b'],
      ['deciding', 'undone', 'old a', 'old b'],
      ['decided', 'completed', 'new old a', 'new old b'],
      ['moved', 'completed', 'new old a', 'new old b'],
    ] as const) {
      const world = at[moment];
      expect(await world.store.recover(), moment).toBe(outcome);
      expect([await world.text(A), await world.text(B)], moment).toEqual([a, b]);
      expect(await world.debris(), moment).toEqual([]);
      expect(await world.store.recover(), moment).toBeNull();
    }
  });

  it('is completed or taken back where only some files were moved', async () => {
    for (const state of ['committing', 'undoing'] as const) {
      const { decided: world } = await moments();
      const { pending, write } = await pendingOf(world);
      await write({ ...pending, state });
      await rename(pending.entries[0]!.temporary!, pending.entries[0]!.target);
      expect(await world.store.recover()).toBe(state === 'committing' ? 'completed' : 'undone');
      expect([await world.text(A), await world.text(B)]).toEqual(
        state === 'committing' ? ['new old a', 'new old b'] : ['old a', 'old b'],
      );
      expect(await world.debris()).toEqual([]);
    }
  });

  it('goes back where somebody removed the new bytes of a file, and leaves what somebody wrote', async () => {
    const { decided: world } = await moments();
    const { pending } = await pendingOf(world);
    await rename(pending.entries[0]!.temporary!, pending.entries[0]!.target);
    await rm(pending.entries[1]!.temporary!);
    expect(await world.store.recover()).toBe('undone');
    expect([await world.text(A), await world.text(B)]).toEqual(['old a', 'old b']);

    const { decided: other } = await moments();
    await writeFile(path.join(other.dir, B), 'theirs');
    expect(await other.store.recover()).toBe('completed');
    expect([await other.text(A), await other.text(B)]).toEqual(['new old a', 'theirs']);
  });

  it('is told where the journal makes no sense, and nothing is touched', async () => {
    const { decided: world } = await moments();
    const { write } = await pendingOf(world);
    await write({ state: 'odd' } as unknown as Pending);
    await expect(world.store.recover()).rejects.toMatchObject({ code: 'state-damaged' });
    await expect(world.store.change(BOTH)).rejects.toMatchObject({ code: 'state-damaged' });
    expect([await world.text(A), await world.text(B)]).toEqual(['old a', 'old b']);
  });
});

describe('replaced secrets', () => {
  it('go after some days, and the oldest first where they take too much room', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const { store, text } = await makeWorld({ kept: { days: 10, bytes: 30 }, now: () => now });
    const names = async (): Promise<string[]> => (await store.keptFiles()).map(({ file }) => file);
    await store.change({ title: '1', write: [A], seal });
    now += 11 * 86_400_000;
    await store.change({ title: '2', write: [B], seal });
    expect(await names()).toEqual([B]);
    now += 1000;
    await store.change({ title: '3', write: [A], seal });
    expect(await names()).toEqual([A, B]);
    now += 1000;
    await store.change({ title: '4', write: [A], seal });
    expect(await text(A)).toBe('new new new old a');
    expect(await names(), '13 + 9 bytes fit, 5 more do not').toEqual([A, A, B]);
    now += 1000;
    await store.change({ title: '5', write: [B], seal });
    expect((await store.keptFiles()).map(({ title }) => title)).toEqual(['5', '4']);
  });
});
