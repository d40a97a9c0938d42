import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { RPCLink } from '@orpc/client/websocket';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from '../../shared/carrier';
import type { Inventory } from '../../shared/contract';
import { ended, lastLine, type Ran, ROOT, start, usePlace } from './testing/terminal';

const P510 = join('hosts', 'p510', 'default.nix');

const place = usePlace();
const run = (...args: string[]): Promise<Ran> => ended(start(place, ['--fleet', place.fleet, ...args]));
const read = (file: string): string => readFileSync(join(place.fleet, file), 'utf8');
/** Of Node alone, on the slowest machine in use. */
const USUAL_START_MS = 60;

/** Milliseconds that `work` takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

describe('the terminal door without Nix', () => {
  it('reads the inventory of the bundled fleet in under a second', async () => {
    place.fleet = join(ROOT, 'fleet');
    let best = Number.POSITIVE_INFINITY;
    let last: Ran | undefined;
    for (let n = 0; n < 5 && best >= 1000; n++) {
      const bare = await timed(() => ended(spawn(process.execPath, ['-e', '0'])));
      const ours = await timed(async () => (last = await run('inventory', '--json')));
      // A second on a machine where Node alone starts in its usual time; busier ones get in proportion.
      best = Math.min(best, ours / Math.max(1, bare / USUAL_START_MS));
    }
    const inventory = JSON.parse(last?.stdout ?? '') as Inventory;
    expect(inventory.hosts.map((host) => host.name)).toEqual([
      'dex5550',
      'hp',
      'p510',
      'p620',
      'razer',
      'samsung',
    ]);
    expect(inventory.hosts.every((host) => host.features.length > 0 && 'role' in host.facts)).toBe(true);
    expect(best).toBeLessThan(1000);
  });

  it('finds the fleet by the environment and by the working directory', async () => {
    const byEnvironment = await ended(start(place, ['inventory'], { SNOWFLEET_FLEET: place.fleet }));
    expect(byEnvironment.stdout).toMatch(/^HOST .*\n(.*\n)*p510 /);
    const nowhere = await ended(start(place, ['inventory', '--json']));
    expect(nowhere.code).toBe(2);
    expect(JSON.parse(nowhere.stdout)).toMatchObject({ error: { code: 'not-a-flake' } });
  });

  it('shows a gesture as a diff, makes it, and takes it back byte for byte', async () => {
    const before = read(P510);
    const dry = await run('enable', 'p510', 'virtualization.podman', '--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.stdout).toMatch(/^--- a\/hosts\/p510\/default\.nix\n\+\+\+ b\/hosts\/p510\/default\.nix\n@@/);
    expect(dry.stdout).not.toMatch(/^-[^-]/m);
    expect(read(P510)).toBe(before);

    expect((await run('enable', 'p510', 'virtualization.podman')).code).toBe(0);
    const added = dry.stdout.split('\n').flatMap((line) => (/^\+[^+]/.test(line) ? [line.slice(1)] : []));
    const rest = read(P510).split('\n');
    for (const line of added) rest.splice(rest.indexOf(line), 1);
    expect(added.length).toBeGreaterThan(0);
    expect(rest.join('\n')).toBe(before);

    const draft = await run('draft', '--json');
    expect(JSON.parse(draft.stdout)).toMatchObject({ gestures: [{ files: ['hosts/p510/default.nix'] }] });
    expect((await run('undo')).code).toBe(0);
    expect(read(P510)).toBe(before);
    expect((await run('undo', '--json')).code).toBe(0);
  });

  it('refuses what a rule forbids, with the reason, and changes nothing', async () => {
    const before = read(P510);
    const refusals: [string[], string][] = [
      [['enable', 'p510', 'no.such.feature'], 'unknown-option'],
      [['set', 'p510', 'virtualization.podman.autoPrune', '"yes"'], 'wrong-type'],
      [['set', 'p510', 'virtualization.podman.autoPrune', 'pkgs.hello'], 'not-literal'],
    ];
    for (const [words, code] of refusals) {
      const ran = await run('--json', ...words);
      expect([words, ran.code, JSON.parse(ran.stdout)]).toMatchObject([words, 3, { error: { code } }]);
    }
    expect(read(P510)).toBe(before);

    expect((await run('enable', 'p510', 'virtualization.docker')).code).toBe(0);
    const withDocker = read(P510);
    const clash = await run('--json', 'enable', 'p510', 'virtualization.podman');
    expect(clash.code).toBe(3);
    expect(JSON.parse(clash.stdout)).toMatchObject({ error: { code: 'conflict' } });
    expect(clash.stdout).toMatch(/docker/i);
    expect(read(P510)).toBe(withDocker);
  });

  it('tells of what an editor wrote over, and settles it either way', async () => {
    const P510_FILE = 'hosts/p510/default.nix';
    await run('enable', 'p510', 'virtualization.podman');
    const theirs = read(P510).replace('podman.enable = true;', 'podman.enable = false; # by hand');
    writeFileSync(join(place.fleet, P510), theirs);
    const told = await run('draft');
    expect(told.stderr).toContain(`draft resolve ${P510_FILE} --ours`);
    expect(await run('undo', '--json')).toMatchObject({ code: 1 });
    expect(await run('draft', 'resolve', P510_FILE)).toMatchObject({ code: 2 });
    const kept = await run('--json', 'draft', 'resolve', P510_FILE, '--theirs');
    expect(JSON.parse(kept.stdout)).toMatchObject({ gestures: [], aside: [{ files: [P510_FILE] }] });
    await run('undo');
    const ours = await run('--json', 'draft', 'resolve', P510_FILE, '--ours');
    expect(JSON.parse(ours.stdout)).toMatchObject({ overwritten: [], gestures: [{}, { resolves: true }] });
    expect(read(P510)).toContain('podman.enable = true;');
    await run('undo');
    expect(read(P510)).toBe(theirs);
    expect(await run('commit', '--json')).toMatchObject({ code: 2 });
  });

  it.each([
    [['frobnicate'], 2, 'usage'],
    [['inventory', '--no-such-option'], 2, 'usage'],
    [['enable', 'p510'], 2, 'usage'],
    [['enable', '--', '-oProxyCommand=id', 'x.y'], 2, 'bad-host-name'],
    [['enable', 'p510;id', 'x.y'], 2, 'bad-host-name'],
    [['plan', '$(id)'], 2, 'bad-host-name'],
    [['plan', 'nosuchhost'], 2, 'unknown-host'],
    [['plan', 'p510', 'and'], 2, 'usage'],
    [['deploy', 'p510'], 2, 'usage'],
    [['deploy', 'p510', '--mode', 'sideways', '--yes'], 2, 'usage'],
    [['deploy', 'p510', '--canary', 'p620', '--yes'], 2, 'usage'],
    [['rollback', 'p510', '--to', '-1', '--yes'], 2, 'usage'],
    [['exec', 'p510'], 2, 'usage'],
    [['plan', 'p510'], 1, 'nix-absent'],
    [['serve', '--port', '70000'], 2, 'usage'],
  ])('answers %j with exit code %i and %s, in JSON alone', async (words, code, name) => {
    const ran = await run('--json', ...words);
    expect(ran.code).toBe(code);
    expect(lastLine(ran.stdout)).toMatchObject({ error: { code: name } });
    for (const line of ran.stdout.trim().split('\n')) JSON.parse(line);
  });

  it('says failures to people on standard error', async () => {
    const ran = await run('deploy', 'p510');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^error: .*\nhint: .*--yes/);
  });

  it('knows a folder without hosts from one without a flake', async () => {
    const empty = join(place.dir, 'empty');
    mkdirSync(empty);
    const noFlake = await ended(start(place, ['--json', '--fleet', empty, 'inventory']));
    expect([noFlake.code, JSON.parse(noFlake.stdout)]).toMatchObject([2, { error: { code: 'not-a-flake' } }]);
    writeFileSync(join(empty, 'flake.nix'), '{ outputs = _: { }; }\n');
    const noHosts = await ended(start(place, ['--json', '--fleet', empty, 'inventory']));
    expect([noHosts.code, JSON.parse(noHosts.stdout)]).toMatchObject([2, { error: { code: 'no-hosts' } }]);
  });

  it('teaches', async () => {
    const help = await run('--help');
    expect(help.code).toBe(0);
    for (const word of [
      'Examples:',
      'Exit codes:',
      'SNOWFLEET_FLEET',
      'rollback',
      'practice',
      '--feature-root',
    ]) {
      expect(help.stdout).toContain(word);
    }
    const ofCommand = await run('deploy', '--help');
    expect(ofCommand.stdout).toContain('--mode');
    expect((await run()).code).toBe(2);
  });

  it('parses files as they are given, and tells what does not parse', async () => {
    const broken = join(place.dir, 'broken.nix');
    writeFileSync(broken, '{ a = 1;\n  b = ; }\n');
    const good = join(place.fleet, 'flake.nix');
    const ran = await run('--json', 'syntax', good, broken);
    expect(ran.code).toBe(1);
    expect(
      ran.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { file: good, ok: true, roundTrip: true, errors: [] },
      { file: broken, ok: false, errors: [{ line: 2 }] },
    ]);
  });
});

const ready = async (child: ChildProcess): Promise<{ url: string; port: number; pid: number }> => {
  const [first] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return JSON.parse(first.toString()) as { url: string; port: number; pid: number };
};

describe('serve', () => {
  it('says its address in one line, and ends cleanly when asked', async () => {
    const child = start(place, ['serve', '--no-open', '--json', '--fleet', place.fleet]);
    const { url, port, pid } = await ready(child);
    expect(url).toBe(`http://127.0.0.1:${port}/?token=${new URL(url).searchParams.get('token')}`);
    expect(pid).toBe(child.pid);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(401);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('opens the practice fleet for a page that came in by its address', async () => {
    const child = start(place, ['serve', '--no-open', '--json', '--practice']);
    const { url, port } = await ready(child);
    const entered = await fetch(url, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, {
      headers: { cookie, origin: `http://127.0.0.1:${port}` },
    });
    const client = createClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
    expect(await client.fleet.current()).toMatchObject({ practice: true, dirty: false });
    expect((await client.app.status()).standIn).toBe(true);
    expect((await client.fleet.recent()).map((recent) => recent.name)).toEqual(['fleet']);

    const topics = new Set<string>();
    for await (const { topic, revision } of await client.app.changes()) {
      if (topics.size === 0) {
        await client.draft.apply({
          changes: [{ kind: 'enable', host: 'p510', path: 'virtualization.podman' }],
          dryRun: false,
        });
      }
      if (revision > 0) topics.add(topic);
      if (['draft', 'inventory', 'features', 'fleet'].every((name) => topics.has(name))) break;
    }
    expect((await client.fleet.current())?.dirty).toBe(true);

    // Another process takes the gesture back: the page hears of it.
    const practice = (await client.fleet.current())?.dir ?? '';
    let undone: Promise<Ran> | undefined;
    for await (const { topic, revision } of await client.app.changes()) {
      if (topic !== 'draft') continue;
      undone ??= ended(start(place, ['--fleet', practice, 'undo']));
      if ((await client.draft.get()).gestures.length === 0) break;
      expect(revision).toBeLessThan(20);
    }
    expect((await undone)?.code).toBe(0);
    await expect(client.fleet.open({ dir: join(place.dir, 'bin') })).rejects.toMatchObject({
      code: 'not-a-flake',
    });
    child.kill('SIGINT');
    await once(child, 'close');
  });

  it('says which port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const ran = await run('serve', '--no-open', '--json', '--port', String(port));
    other.close();
    expect([ran.code, JSON.parse(ran.stdout)]).toMatchObject([
      1,
      { error: { code: 'port-taken', detail: { port } } },
    ]);
  });
});
