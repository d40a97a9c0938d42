import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Draft, HostGesture, Inventory } from '../../shared/contract';
import { ended, type Ran, start, usePlace } from './testing/terminal';

const place = usePlace();
const run = (...args: string[]): Promise<Ran> => ended(start(place, ['--fleet', place.fleet, ...args]));
const isThere = (file: string): boolean => existsSync(join(place.fleet, file));
const flake = (): string => readFileSync(join(place.fleet, 'flake.nix'), 'utf8');

describe('the life of hosts at the terminal', () => {
  it('prints the diff alone, takes it as one gesture, and gives it back', async () => {
    const before = flake();
    const dry = await run('host', 'rename', 'samsung', 'galaxy', '--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.stdout).toMatch(/^--- /);
    expect(dry.stdout).toContain('+        galaxy = mkHost ./hosts/galaxy;');
    expect(flake()).toBe(before);

    const done = JSON.parse(
      (await run('--json', 'host', 'rename', 'samsung', 'galaxy')).stdout,
    ) as HostGesture;
    expect(done.files).toContain('hosts/galaxy/default.nix');
    expect(done.leftovers).toEqual([]);
    const { hosts } = JSON.parse((await run('--json', 'inventory')).stdout) as Inventory;
    expect(hosts.map(({ name }) => name)).toContain('galaxy');
    expect((await run('undo')).code).toBe(0);
    expect(flake()).toBe(before);
    expect(isThere('hosts/samsung/default.nix')).toBe(true);
    expect(isThere('hosts/galaxy')).toBe(false);
  });

  it('adds a host where --address says, clones and retires', async () => {
    const added = await run(
      '--json',
      'host',
      'add',
      'nuc',
      '--role',
      'server',
      '--hardware',
      'intel',
      '--tag',
      'small',
      '--address',
      'ada@192.0.2.55:2222',
    );
    expect(added.code, added.stdout).toBe(0);
    const text = readFileSync(join(place.fleet, 'hosts/nuc/default.nix'), 'utf8');
    for (const words of [
      'role = "server"',
      'address = "192.0.2.55"',
      'user = "ada"',
      'port = 2222',
      'tags = [ "small" ]',
    ])
      expect(text).toContain(words);
    expect((await run('host', 'clone', 'nuc', 'nuc2')).code).toBe(0);
    expect(readFileSync(join(place.fleet, 'hosts/nuc2/default.nix'), 'utf8')).not.toContain('192.0.2.55');
    expect((await run('host', 'retire', 'nuc')).code).toBe(0);
    expect(flake()).not.toMatch(/\bnuc\b/);
    expect(isThere('hosts/nuc')).toBe(false);
    expect(isThere('hosts/nuc2')).toBe(true);
  });

  it('says by its exit code why not', async () => {
    const before = flake();
    for (const [words, code, error] of [
      [['rename', 'samsung', 'p510'], 2, 'bad-host-name'],
      [['rename', 'nobody', 'x'], 2, 'unknown-host'],
      [['clone', 'samsung', '-x'], 2, 'usage'],
      [['add', 'nuc', '--scan'], 2, 'usage'],
      [['add', 'nuc', '--host-key', 'rubbish'], 2, 'usage'],
    ] as const) {
      const ran = await run('--json', 'host', ...words);
      expect([words, ran.code, JSON.parse(ran.stdout)]).toMatchObject([
        words,
        code,
        { error: { code: error } },
      ]);
    }
    expect(flake()).toBe(before);
  });

  it('leaves all files old or all new when it is killed', async () => {
    for (const delay of [240, 400, 560]) {
      const child = start(place, ['--fleet', place.fleet, 'host', 'rename', 'samsung', 'galaxy']);
      const end = ended(child);
      await sleep(delay);
      child.kill('SIGKILL');
      await end;
      const draft = JSON.parse((await run('--json', 'draft')).stdout) as Draft;
      const isNew = draft.gestures.length === 1;
      expect(isThere('hosts/galaxy/default.nix'), `after ${delay} ms`).toBe(isNew);
      expect(isThere('hosts/galaxy/hardware-configuration.nix')).toBe(isNew);
      expect(isThere('hosts/samsung/default.nix')).toBe(!isNew);
      expect(/\bgalaxy\b/.test(flake())).toBe(isNew);
      if (isNew) expect((await run('discard')).code).toBe(0);
    }
  });
});
