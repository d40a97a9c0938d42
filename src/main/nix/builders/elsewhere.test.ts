import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simHostsMissing, startSimHosts, type SimHosts } from '../../../../e2e/hosts/sim-hosts';
import { isAppError, type BuildNode } from '../../../shared/contract';
import { createSsh, type Reach, type Ssh } from '../../ssh';
import { resolveHome } from '../../state';
import { createNix } from '../nix';
import type { HostSystem, Nix } from '../types';
import { createBuilders, type Builders } from './builders';
import type { BuildWay } from './types';

const missing = simHostsMissing();
if (missing) console.warn(`skipped: building elsewhere, because ${missing}`);

/** Systems that hold the name of the machine they were built on; new in every run. */
const flake = (stamp: string): string => `{
  outputs = { self }: let
    make = name: env: derivation ({
      inherit name; system = "x86_64-linux"; builder = "/bin/sh"; PATH = "/bin:/usr/bin"; stamp = "${stamp}";
      args = [ "-e" "-c" "echo $name is made on $(hostname); hostname > $out" ];
    } // env);
    host = name: { config.system.build.toplevel = make "system-\${name}" { tool = make "tool-\${name}" { }; }; };
    broken = { config.system.build.toplevel = make "system-broken" {
      tool = make "tool-broken" { args = [ "-c" "echo no such header >&2; exit 1" ]; };
    }; };
  in { nixosConfigurations = { alpha = host "alpha"; beta = host "beta"; inherit broken; }; };
}
`;

describe.skipIf(missing !== null)('two hosts with a store of their own', () => {
  let dir = '';
  let fleet = { dir: '' };
  let sim: SimHosts;
  let ssh: Ssh;
  let nix: Nix;
  let builders: Builders;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'snowfleet-elsewhere-'));
    fleet = { dir: join(dir, 'fleet') };
    mkdirSync(fleet.dir);
    writeFileSync(join(fleet.dir, 'flake.nix'), flake(dir));
    sim = await startSimHosts({ names: ['alpha', 'beta'] });
    const env = {
      ...process.env,
      SSH_AUTH_SOCK: '',
      NIX_CONFIG: 'sandbox = false\nsubstituters =\nbuild-users-group =',
    };
    const home = resolveHome({ SNOWFLEET_HOME: join(dir, 'home') });
    const standInDir = fileURLToPath(new URL('../../../../resources/stand-in', import.meta.url));
    ssh = createSsh({ home, env });
    nix = createNix({ home, env, standInDir, standIn: false });
    const reach = async (host: string): Promise<Reach> => ({
      host,
      source: 'ssh-config',
      destination: host,
      configFile: sim.sshConfig,
    });
    builders = createBuilders({ home, ssh, nix: () => nix, reachBuilder: reach, reachHost: reach });
  });
  afterAll(async () => {
    await ssh?.close();
    await sim?.down();
    rmSync(dir, { recursive: true, force: true });
  });

  const waysOf = async (hosts: readonly string[]): Promise<Map<string, BuildWay>> => {
    const found = await builders.ways({ fleetDir: fleet.dir, hosts });
    const ways = new Map<string, BuildWay>();
    for (const [host, way] of found) {
      if (isAppError(way)) throw way;
      ways.set(host, way);
    }
    return ways;
  };
  const build = async (hosts: readonly string[]) => {
    const systems = new Map<string, HostSystem>();
    for (const [host, one] of await nix.instantiate({ fleet, hosts })) {
      if (isAppError(one)) throw one;
      systems.set(host, one);
    }
    // By name: what is copied has the names of what is built.
    const nodes = new Map<string, BuildNode>();
    const built = await nix.realise({
      fleet,
      systems,
      ways: await waysOf(hosts),
      progress: {
        data: (data) =>
          data.nodes.filter(({ kind }) => kind === 'build').forEach((node) => nodes.set(node.name, node)),
      },
    });
    return { built, nodes };
  };

  it('build for themselves where that is remembered, and nothing of it is here', async () => {
    await builders.setPlace(fleet.dir, ['alpha', 'broken'], 'target');
    const { built, nodes } = await build(['alpha']);
    const system = built.get('alpha');
    if (!system || isAppError(system)) throw system;
    expect(system.onTarget).toBe(true);
    expect(readFileSync(join(sim.root('alpha'), system.out), 'utf8')).toBe('alpha\n');
    expect(await nix.isValid(system.out)).toBe(false);
    expect(nodes.get('tool-alpha')).toMatchObject({ state: 'done' });
    expect(nodes.get('tool-alpha')?.parent).toContain('-system-alpha.drv');
    expect(await builders.places(fleet.dir)).toEqual({ hosts: { alpha: 'target', broken: 'target' } });
  });

  it('are builders that say of themselves what they can, and what is built there is here afterwards', async () => {
    const { builder, test } = await builders.add({ address: 'beta' });
    expect(test).toMatchObject({
      ok: true,
      checks: [{ state: 'green' }, { state: 'green' }, { state: 'green' }, { state: 'green' }],
    });
    expect(builder.systems).toContain('x86_64-linux');
    await builders.setPlace(fleet.dir, ['beta'], 'builders');
    const { built, nodes } = await build(['beta']);
    const system = built.get('beta');
    if (!system || isAppError(system)) throw system;
    expect(readFileSync(await nix.physicalPath(system.out), 'utf8')).toBe('beta\n');
    expect(nodes.get('tool-beta')).toMatchObject({ state: 'done', machine: 'beta' });
  });

  it('tell why a builder failed on another machine, with what pulled it in', async () => {
    const reach: Reach = {
      host: 'broken',
      source: 'ssh-config',
      destination: 'alpha',
      configFile: sim.sshConfig,
    };
    const systems = await nix.instantiate({ fleet, hosts: ['broken'] });
    const system = systems.get('broken');
    if (!system || isAppError(system)) throw system;
    const way: BuildWay = { on: 'target', reach, sshOpts: await ssh.nixSshOpts(reach) };
    const built = await nix.realise({
      fleet,
      systems: new Map([['broken', system]]),
      ways: new Map([['broken', way]]),
      progress: {},
    });
    const error = built.get('broken');
    expect(isAppError(error, 'build-failed') && error.message).toBe(
      'Building tool-broken failed: no such header',
    );
    expect(isAppError(error) && error.hint).toMatch(/^It is needed by system-broken\. /);
  });

  it('are left out while they are away; with none left nothing is built anywhere else', async () => {
    await sim.stop('beta');
    const log: string[] = [];
    const request = { fleetDir: fleet.dir, hosts: ['alpha', 'beta'], wish: 'builders' as const };
    const ways = await builders.ways({ ...request, log: (text) => log.push(text) });
    expect(ways.get('alpha')).toMatchObject({ code: 'no-builders' });
    expect(log).toEqual([expect.stringMatching(/^The builder beta is left out: /)]);
    expect(await builders.test('beta')).toMatchObject({
      ok: false,
      checks: [{ name: 'login', state: 'red' }],
    });
  });
});
