import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError, type BuildNode } from '../../shared/contract';
import { resolveHome } from '../state';
import { createNix, type Nix } from '.';

/** Real Nix: the one on PATH, and a newer one beside it where the tests' bootstrap has put it. */
const NEWER = '/usr/local/lib/nix-2.26/bin';
const present = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'nix')));
const versions = [...(present ? [''] : []), ...(existsSync(join(NEWER, 'nix')) ? [NEWER] : [])];
if (versions.length === 0) console.warn('skipped: no Nix on PATH; the tests of src/main/nix need one');

const STAND_IN = fileURLToPath(new URL('../../../resources/stand-in', import.meta.url));

/** Builds with /bin/sh and no inputs; `stamp` makes the derivations new in every run. */
const flake = (stamp: string): string => `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  outputs = { self, nixpkgs }: let
    make = name: env: script: derivation ({
      inherit name; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-e" "-c" script ];
      PATH = "/bin:/usr/bin"; stamp = "${stamp}";
    } // env);
    tool = make "tool-1.0" { } ''echo "making tool"; mkdir $out'';
    broken = make "broken-1.0" { } ''echo "cc: no such header" >&2; exit 2'';
    host = script: env: { config.system.build.toplevel = make "system" env script; };
  in {
    nixosConfigurations = {
      good = host (import ./script.nix) { inherit tool; };
      alike = host (import ./script.nix) { inherit tool; };
      mismatched = host "mkdir $out" { source = derivation {
        name = "source-${stamp}"; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-c" "echo hi > $out" ];
        outputHashMode = "flat"; outputHashAlgo = "sha256"; outputHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
      }; };
      unbuildable = host "mkdir $out" { inherit broken; };
      warning = { config = (host "mkdir $out" { }).config // { warnings = [ "a is old" ]; }; };
      throwing = host "mkdir $out" { } // {
        options.features.web = {
          _type = "option"; loc = [ "features" "web" ]; isDefined = true; highestPrio = 100;
          value = throw "not ready"; definitionsWithLocations = throw "not ready";
        };
      };
      missing = { config.system.build.toplevel = { a = 1; }.b; };
      asserting = { config.system.build.toplevel = throw "\\nFailed assertions:\\n- features.a needs features.b\\n"; };
    };
    offline = nixpkgs ? lib;
  };
}
`;

describe.each(versions)('Nix on PATH %j', (folder) => {
  let above = '';
  let root = '';
  let dir = '';
  let nix: Nix;
  const stamp = `${process.pid}-${Date.now()}`;
  const git = (...args: string[]): void => {
    execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args]);
  };

  beforeAll(() => {
    // A blank in the path: Nix 2.8 reads such a repository's last commit instead of its working tree.
    above = mkdtempSync(join(tmpdir(), 'snowfleet nix-'));
    root = join(above, 'repository');
    mkdirSync(root);
    dir = join(root, 'fleet');
    mkdirSync(dir);
    writeFileSync(join(dir, 'flake.nix'), flake(stamp));
    writeFileSync(join(dir, 'script.nix'), '"mkdir $out"');
    execFileSync('git', ['-C', root, 'init', '-q']);
    git('add', '-A');
    git('commit', '-qm', 'one');
    const env = {
      ...process.env,
      SNOWFLEET_HOME: join(tmpdir(), `snowfleet-home-${stamp}`),
      PATH: [folder, process.env['PATH'] ?? ''].filter((part) => part !== '').join(delimiter),
    };
    nix = createNix({ home: resolveHome(env), env, standInDir: STAND_IN, standIn: true });
  });
  afterAll(() => {
    rmSync(above, { recursive: true, force: true });
    // Folders of a private store are read-only.
    execFileSync('chmod', ['-R', 'u+w', join(tmpdir(), `snowfleet-home-${stamp}`)]);
    rmSync(join(tmpdir(), `snowfleet-home-${stamp}`), { recursive: true, force: true });
  });

  it('is found, with a store it can write', async () => {
    expect(await nix.probe()).toMatchObject({ available: true, note: null });
  });

  it('reads the working tree of a subfolder of a repository, new files included', async () => {
    writeFileSync(join(dir, 'added.nix'), '"mkdir $out; echo changed > $out/changed"');
    git('add', '-N', 'fleet/added.nix');
    const before = await nix.instantiate({ fleet: { dir }, hosts: ['good'] });
    writeFileSync(join(dir, 'script.nix'), 'import ./added.nix');
    const after = await nix.instantiate({ fleet: { dir }, hosts: ['good'] });
    expect(isAppError(after.get('good'))).toBe(false);
    expect(after.get('good')).not.toEqual(before.get('good'));
    expect(existsSync(join(dir, 'flake.lock'))).toBe(false);
  });

  it('overrides inputs without asking a network', async () => {
    expect(await nix.evaluateAttribute({ dir }, 'offline')).toBe(true);
    expect(await nix.hostNames({ dir })).toEqual([
      'alike',
      'asserting',
      'good',
      'mismatched',
      'missing',
      'throwing',
      'unbuildable',
      'warning',
    ]);
  });

  it('isolates hosts that cannot be evaluated, each with its own reason', async () => {
    const { hosts } = await nix.evaluate({ fleet: { dir } });
    const byName = new Map(hosts.map((host) => [host.host, host]));
    expect(byName.get('good')?.toplevel).toMatch(/^\/nix\/store\/[0-9a-z]{32}-system$/);
    expect(byName.get('good')).toMatchObject({ error: null, warnings: [] });
    expect(byName.get('warning')?.warnings).toEqual(['a is old']);
    const [thrown] = byName.get('throwing')?.options ?? [];
    expect(thrown).toMatchObject({ valueError: true, definitions: [{ value: { _error: 'throws' } }] });
    expect(byName.get('missing')).toMatchObject({ toplevel: null });
    expect(byName.get('missing')?.error?.message).toMatch(
      /^The attribute b is missing \(flake\.nix:\d+\)\.$/,
    );
    expect(byName.get('asserting')?.error?.detail['assertions']).toEqual(['features.a needs features.b']);
  });

  it('builds many hosts in one run, keeps the good ones and explains the bad ones', async () => {
    const nodes = new Map<string, BuildNode>();
    const log: string[] = [];
    const results = await nix.build({
      fleet: { dir },
      hosts: ['good', 'alike', 'unbuildable', 'mismatched', 'missing', 'nosuch'],
      progress: {
        log: (text, source) => log.push(`${source}: ${text}`),
        data: (data) => data.nodes.forEach((node) => nodes.set(node.name, node)),
      },
    });
    const good = results.get('good');
    if (!good || isAppError(good)) throw good;
    expect(results.get('alike')).toEqual(good);
    expect(existsSync(join(await nix.physicalPath(good.out), 'changed'))).toBe(true);
    expect(await nix.isValid(good.out)).toBe(true);
    const failed = results.get('unbuildable');
    expect(isAppError(failed, 'build-failed') && failed.message).toBe(
      'Building broken-1.0 failed: cc: no such header',
    );
    const mismatched = results.get('mismatched');
    expect(isAppError(mismatched, 'build-failed') && mismatched.hint).toContain(
      'sha256-mOpuTyFvL7S2n/+bOkSELDhobKaF8/VdxIxdP7EQe+Q=',
    );
    expect(isAppError(results.get('missing'), 'evaluation-failed')).toBe(true);
    expect(isAppError(results.get('nosuch'), 'unknown-host')).toBe(true);
    expect(nodes.get('tool-1.0')).toMatchObject({ state: 'done' });
    expect(nodes.get('tool-1.0')?.parent).toContain('-system.drv');
    expect(nodes.get('broken-1.0')).toMatchObject({ state: 'failed' });
    expect(log).toContain('tool-1.0: making tool');
    const closure = await nix.closure(good.out);
    expect(closure.map((info) => info.path)).toContain(good.out);
    expect(closure.every((info) => info.narSize > 0)).toBe(true);
  });

  it('keeps a garbage collection root for each host, and does not warn that there is none', async () => {
    const log: string[] = [];
    const progress = { log: (text: string) => log.push(text) };
    const built = await nix.build({ fleet: { dir }, hosts: ['good'], progress });
    expect(log.filter((line) => line.includes('--add-root'))).toEqual([]);
    const good = built.get('good');
    const roots = execFileSync('find', [join(tmpdir(), `snowfleet-home-${stamp}`), '-name', 'good'], {
      encoding: 'utf8',
    });
    expect(good && !isAppError(good) && readlinkSync(roots.trim())).toBe(
      good && !isAppError(good) && good.out,
    );
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    const work = nix.build({ fleet: { dir }, hosts: ['good'], signal: abort.signal });
    abort.abort();
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('refuses a folder without a flake', async () => {
    await expect(nix.hostNames({ dir: root })).rejects.toMatchObject({ code: 'not-a-flake' });
  });
});
