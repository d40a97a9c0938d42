import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostWishSchema } from '../../../shared/contract';
import { createNix } from '../../nix';
import { resolveHome } from '../../state';
import { FleetDraft } from '../draft/draft';
import { findWorktree } from '../git/worktree';
import { readerInThisThread } from '../reader';
import type { HostPlan } from './index';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFbRVU17arzUJyXpOkeZpsTFATKRgsu4jUgRi974ykGX';
const hasNix = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'nix')));

/** The life of hosts in a copy of the bundled fleet, through the draft as every door has it. */
describe('hosts of the bundled fleet', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-hosts-'));
  const dir = join(scratch, 'fleet');
  const home = resolveHome({ ...process.env, SNOWFLEET_HOME: join(scratch, 'home') });
  let draft: FleetDraft;
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd: dir,
      encoding: 'utf8',
    });
  const take = async (given: Record<string, unknown>): Promise<HostPlan> => {
    let plan: HostPlan | undefined;
    await draft.take(async () => {
      plan = await readerInThisThread.ask('hostPlan', { dir }, { wish: hostWishSchema.parse(given) });
      return plan;
    });
    if (!plan) throw new Error('nothing was planned');
    return plan;
  };
  /** The files of every line that still names a host, as git sees it. */
  const named = (name: string): string[] =>
    spawnSync('git', ['grep', '-nIw', '--untracked', name], { cwd: dir, encoding: 'utf8' })
      .stdout.split('\n')
      .filter(Boolean)
      .map((line) => line.split(':')[0] ?? '');

  beforeAll(async () => {
    cpSync(join(ROOT, 'fleet'), dir, { recursive: true });
    git('init', '--quiet');
    git('add', '-A');
    git('commit', '--quiet', '-m', 'as bundled');
    draft = new FleetDraft({ home, dir, worktree: await findWorktree(dir), reader: readerInThisThread });
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('leave no trace but what was told, and come back byte for byte', async () => {
    for (const wish of [
      { kind: 'retire', name: 'samsung' },
      { kind: 'retire', name: 'dex5550' },
      { kind: 'rename', name: 'razer', to: 'blade' },
      { kind: 'rename', name: 'p620', to: 'tower' },
    ]) {
      const { leftovers } = await take(wish);
      expect(named(wish.name), wish.name).toEqual(leftovers.map(({ file }) => file));
    }
    expect(git('ls-files', '--others', '--exclude-standard')).toBe('');
    await draft.discard();
    expect(git('status', '--porcelain')).toBe('');
  });

  it.runIf(hasNix)('evaluate after each of them', { timeout: 240_000 }, async () => {
    await take({ kind: 'retire', name: 'samsung' });
    await take({ kind: 'rename', name: 'p620', to: 'tower' });
    await take({ kind: 'clone', from: 'p510', name: 'nas', address: '192.0.2.128', hostKey: KEY });
    await take({
      kind: 'add',
      name: 'air',
      role: 'laptop',
      hardware: ['amd'],
      desktop: 'features.desktop.plasma',
      address: '192.0.2.77',
    });
    const nix = createNix({
      home,
      env: process.env,
      standInDir: join(ROOT, 'resources', 'stand-in'),
      standIn: true,
    });
    const { hosts } = await nix.evaluate({ fleet: { dir }, featureRoots: ['features'] });
    expect(Object.fromEntries(hosts.map(({ host, error }) => [host, error?.message ?? null]))).toEqual({
      air: null,
      dex5550: null,
      hp: null,
      nas: null,
      p510: null,
      razer: null,
      tower: null,
    });
    await draft.discard();
    expect(git('status', '--porcelain')).toBe('');
  });
});
