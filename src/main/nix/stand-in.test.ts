import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/** The bundled fleet, the stand-in and introspect.nix, with every real Nix that is there. */
const path = (relative: string): string => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));
const STAND_IN = path('resources/stand-in');
const HOSTS = ['dex5550', 'hp', 'p510', 'p620', 'razer', 'samsung'];

const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  NIX_CONFIG: [
    'experimental-features = nix-command flakes',
    'substituters =',
    'flake-registry =',
    'warn-dirty = false',
    'connect-timeout = 1',
    'download-attempts = 1',
    ...(process.getuid?.() === 0 ? ['sandbox = false', 'build-users-group ='] : []),
  ].join('\n'),
};

const NEWER = '/usr/local/lib/nix-2.26/bin';
const folders = [...(process.env['PATH'] ?? '').split(delimiter), NEWER];
const usable = (folder: string): boolean =>
  existsSync(join(folder, 'nix')) &&
  spawnSync(join(folder, 'nix'), ['eval', '--raw', '--expr', 'builtins.toFile "probe" "x"'], { env })
    .status === 0;
const first = folders.find((folder) => existsSync(join(folder, 'nix')));
const versions = [...new Set([...(first === undefined ? [] : [first]), NEWER])].filter(usable);
if (versions.length === 0)
  console.warn('skipped: no Nix that can write to its store; the stand-in needs one');

const LIB = process.env['NIXPKGS_LIB'];
if (LIB === undefined) {
  console.warn("skipped: the comparison with nixpkgs' own lib; NIXPKGS_LIB names no copy of it");
}

const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-stand-in-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let copies = 0;
/** A copy of the fleet, `edits` being [file, text to replace, replacement]. */
function fleet(edits: readonly (readonly [string, string, string])[] = []): string {
  const dir = join(scratch, `fleet-${++copies}`);
  cpSync(path('fleet'), dir, { recursive: true });
  for (const [file, before, after] of edits) {
    const text = readFileSync(join(dir, file), 'utf8');
    expect(text, `${file} has ${before}`).toContain(before);
    writeFileSync(
      join(dir, file),
      text.replace(before, () => after),
    );
  }
  return dir;
}

/** Podman on p510, with the firewall it needs. */
const withPodman = [
  'hosts/p510/default.nix',
  'media.plex.enable = true;',
  'media.plex.enable = true; network.nftables.enable = true; virtualization.podman.enable = true;',
] as const;

describe.each(versions)('the bundled fleet with %s', (folder) => {
  const nix = (
    verb: string,
    ref: string,
    ...more: string[]
  ): { code: number | null; out: string; err: string } => {
    const override = ['--override-input', 'nixpkgs', `path:${STAND_IN}`, '--no-write-lock-file'];
    const run = spawnSync(join(folder, 'nix'), [verb, ...override, ...more, ref], { env, encoding: 'utf8' });
    return { code: run.status, out: run.stdout, err: run.stderr };
  };
  const evaluate = (ref: string, apply?: string): unknown => {
    const run = nix('eval', ref, '--json', ...(apply === undefined ? [] : ['--apply', apply]));
    if (run.code !== 0) throw new Error(run.err);
    return JSON.parse(run.out);
  };
  const toplevels = 'builtins.mapAttrs (_: host: host.config.system.build.toplevel.drvPath)';
  const complaint = (dir: string, host: string): string => {
    const run = nix(
      'eval',
      `${dir}#nixosConfigurations.${host}.config.system.build.toplevel.drvPath`,
      '--raw',
    );
    expect(run.code).not.toBe(0);
    return run.err;
  };
  const build = (dir: string, host: string): string => {
    const run = nix(
      'build',
      `${dir}#nixosConfigurations.${host}.config.system.build.toplevel`,
      '--no-link',
      '--json',
    );
    if (run.code !== 0) throw new Error(run.err);
    return z.array(z.object({ outputs: z.object({ out: z.string() }) })).parse(JSON.parse(run.out))[0]!
      .outputs.out;
  };

  const namesInClosure = (system: string): string[] =>
    execFileSync(join(folder, 'nix-store'), ['-qR', system], { env, encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => line.slice('/nix/store/'.length + 33));

  it('evaluates every host in one evaluation, alike in a plain folder and in a git checkout', () => {
    const plain = fleet();
    const started = performance.now();
    const found = z.record(z.string(), z.string()).parse(evaluate(`${plain}#nixosConfigurations`, toplevels));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(Object.keys(found)).toEqual(HOSTS);
    for (const host of HOSTS)
      expect(found[host]).toMatch(new RegExp(`-nixos-system-${host}-25\\.11\\..+\\.drv$`));
    expect(existsSync(join(plain, 'flake.lock'))).toBe(false);

    const checkout = fleet();
    const git = (...args: string[]): unknown => execFileSync('git', ['-C', checkout, ...args], { env });
    git('init', '-q');
    git('add', '-A');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-qm', 'one');
    expect(evaluate(`${checkout}#nixosConfigurations`, toplevels)).toEqual(found);
  });

  it('gives the features as plain data without nixpkgs', () => {
    const empty = join(scratch, 'empty');
    mkdirSync(empty, { recursive: true });
    writeFileSync(join(empty, 'flake.nix'), '{ outputs = _: { }; }');
    const run = spawnSync(
      join(folder, 'nix'),
      [
        'eval',
        '--json',
        '--override-input',
        'nixpkgs',
        `path:${empty}`,
        '--no-write-lock-file',
        `${fleet()}#features`,
      ],
      { env, encoding: 'utf8' },
    );
    expect(run.stderr).not.toContain('error:');
    const features = z
      .record(
        z.string(),
        z.object({ path: z.string(), file: z.string(), category: z.string(), needs: z.array(z.string()) }),
      )
      .parse(JSON.parse(run.stdout));
    expect(features['virtualization.podman']).toMatchObject({
      path: 'features.virtualization.podman',
      file: 'features/virtualization/podman.nix',
      needs: ['network.nftables'],
    });
    expect(Object.keys(features).length).toBeGreaterThanOrEqual(16);
    expect(new Set(Object.values(features).map((feature) => feature.category)).size).toBeGreaterThanOrEqual(
      7,
    );
  });

  it.each<[string, string, readonly (readonly [string, string, string])[], string]>([
    [
      'a conflict, with its reason',
      'p620',
      [
        [
          'hosts/p620/default.nix',
          'virtualization.docker.enable = true;',
          'virtualization = { docker.enable = true; podman.enable = true; };',
        ],
      ],
      'features.virtualization.podman conflicts with features.virtualization.docker: both want to own the Docker socket',
    ],
    [
      'a conflict with what another feature brings',
      'razer',
      [
        [
          'hosts/razer/default.nix',
          'system.tlp.enable = true;',
          'system.tlp.enable = true;\n    desktop.plasma.enable = true;',
        ],
        [
          'hosts/razer/default.nix',
          '    desktop = {\n      hyprland = {\n        enable = true;\n        terminal = "kitty";\n      };\n      login.defaultSession = "hyprland";\n    };\n',
          '',
        ],
      ],
      'features.system.tlp conflicts with features.system.power-profiles: both set',
    ],
    [
      'an unmet need',
      'p510',
      [['hosts/p510/default.nix', 'media.plex.enable = true;', 'virtualization.podman.enable = true;']],
      'features.virtualization.podman needs features.network.nftables',
    ],
    [
      'hardware that is not there',
      'samsung',
      [
        [
          'hosts/samsung/default.nix',
          'network.tailscale.enable = true;',
          'network.nftables.enable = true; virtualization = { podman.enable = true; nvidia-containers.enable = true; };',
        ],
      ],
      'features.virtualization.nvidia-containers requires hardware: nvidia',
    ],
    [
      'a value that the type does not allow',
      'p620',
      [['hosts/p620/default.nix', 'defaultSession = "hyprland"', 'defaultSession = "gnome"']],
      "A definition for option `features.desktop.login.defaultSession' is not of type",
    ],
    [
      'an option that does not exist',
      'p620',
      [['hosts/p620/default.nix', 'ai.open-webui.enable', 'ai.open-webu.enable']],
      "The option `features.ai.open-webu' does not exist",
    ],
    [
      'a role other than the imported one',
      'p620',
      [['hosts/p620/default.nix', 'role = "workstation"', 'role = "server"']],
      "The option `snowfleet.host.role' has conflicting definition values",
    ],
  ])('refuses %s', (_what, host, edits, words) => {
    expect(complaint(fleet(edits), host)).toContain(words);
  });

  it('says where every value comes from', () => {
    const introspect = readFileSync(path('resources/introspect.nix'), 'utf8');
    const found = evaluate(
      `${fleet()}#nixosConfigurations.p510`,
      `host: let i = (${introspect}); in { facts = i.facts host; options = i { prefixes = [ [ "features" ] [ "snowfleet" "host" ] ]; } host; }`,
    );
    const { facts, options } = z
      .object({
        facts: z.object({
          hostName: z.string(),
          stateVersion: z.string(),
          system: z.string(),
          drvPath: z.string(),
        }),
        options: z.array(
          z.looseObject({
            path: z.array(z.string()),
            definitions: z.array(z.object({ file: z.string(), value: z.unknown() })),
          }),
        ),
      })
      .parse(found);
    expect(facts).toMatchObject({ hostName: 'p510', stateVersion: '25.11', system: 'x86_64-linux' });
    const option = (dotted: string): Record<string, unknown> & { from: string[] } => {
      const one = options.find((candidate) => candidate.path.join('.') === dotted);
      if (!one) throw new Error(`no record of ${dotted}`);
      return { ...one, from: one.definitions.map(({ file }) => file.replace(/^.*-source\//, '')) };
    };
    expect(option('features.media.plex.enable')).toMatchObject({
      value: true,
      priority: 100,
      from: ['hosts/p510/default.nix'],
    });
    expect(option('features.network.ssh.enable')).toMatchObject({
      value: true,
      priority: 1000,
      from: ['roles/server.nix'],
    });
    expect(option('features.media.library.enable')).toMatchObject({
      priorityName: 'default',
      from: ['features/media/plex.nix', 'features/media/arr.nix'],
    });
    expect(option('features.virtualization.podman.enable')).toMatchObject({ value: false, priority: 1500 });
    expect(option('features.ai.ollama.acceleration')).toMatchObject({
      type: { name: 'enum', enum: ['auto', 'cuda', 'rocm', 'cpu'] },
      default: 'auto',
    });
    expect(option('snowfleet.host.role')).toMatchObject({ value: 'server' });
  });

  it(
    'builds a host whose activation reports units, and whose closure shows a feature',
    { timeout: 60_000 },
    () => {
      const before = build(fleet(), 'p510');
      const after = build(fleet([withPodman]), 'p510');
      const [old, now] = [namesInClosure(before), namesInClosure(after)];
      expect(now.filter((name) => !old.includes(name))).toEqual(
        expect.arrayContaining(['podman-5.6.2', 'skopeo-1.20.0']),
      );
      expect(old.filter((name) => !now.includes(name))).toEqual(['iptables-1.8.11']);

      const root = mkdtempSync(join(scratch, 'root-'));
      for (const part of ['run', 'etc/practice']) mkdirSync(join(root, part), { recursive: true });
      symlinkSync('/nix', join(root, 'nix'));
      const activate = (system: string, action: string): { code: number | null; said: string } => {
        const run = spawnSync(join(system, 'bin/switch-to-configuration'), [action], {
          env: { ...env, PRACTICE_ROOT: root },
          encoding: 'utf8',
        });
        return { code: run.status, said: run.stderr };
      };
      const current = (): string => readlinkSync(join(root, 'run/current-system'));

      const started = activate(before, 'switch');
      expect(started.code).toBe(0);
      expect(started.said).toMatch(/activating the configuration\.\.\.\nsetting up \/etc\.\.\.\n/);
      expect(started.said).toMatch(/the following new units were started: .*plex\.service/);
      expect(current()).toBe(before);

      expect(activate(after, 'dry-activate').said).toContain(
        'would start the following units: nftables.service, podman.socket',
      );
      expect(activate(after, 'boot').code).toBe(0);
      expect(current()).toBe(before);

      writeFileSync(join(root, 'etc/practice/fail-activation'), '');
      expect(activate(after, 'switch').code).toBe(1);
      expect(current()).toBe(before);
      rmSync(join(root, 'etc/practice/fail-activation'));

      writeFileSync(join(root, 'etc/practice/fail-units'), 'podman.socket\n');
      const failing = activate(after, 'switch');
      expect(failing.code).toBe(4);
      expect(failing.said).toContain('stopping the following units: firewall.service');
      expect(failing.said).toContain('warning: the following units failed: podman.socket');
      expect(current()).toBe(after);
      expect(readFileSync(join(root, 'run/practice/failed-units'), 'utf8')).toBe('podman.socket\n');

      expect(activate(before, 'switch')).toMatchObject({ code: 0 });
      expect(activate(before, 'switch').said).not.toContain('units');
      expect(activate(before, 'restart').code).toBe(1);
    },
  );

  it("says of every option what nixpkgs' own lib says", { timeout: 60_000 }, (context) => {
    if (LIB === undefined) context.skip("NIXPKGS_LIB names no copy of nixpkgs' lib");
    const file = join(scratch, 'compare.nix');
    writeFileSync(
      file,
      `{ nixpkgsLib, fleet, resources }: let
        standIn = resources + "/stand-in";
        theirs = import nixpkgsLib;
        nixos = lib: import (standIn + "/nixos") {
          inherit lib;
          packagesFor = system: import (standIn + "/pkgs") { inherit lib system; };
        };
        look = lib: builtins.mapAttrs (_: host: {
          drv = host.config.system.build.toplevel.drvPath;
          options = import (resources + "/introspect.nix") { } host;
          inherit (host.config) features snowfleet;
        }) ((import (fleet + "/flake.nix")).outputs {
          self = { };
          nixpkgs.lib = lib // { nixosSystem = nixos lib; };
        }).nixosConfigurations;
      in {
        own = look (import (standIn + "/lib"));
        reference = look (theirs // { evalModules = given: theirs.evalModules (removeAttrs given [ "unknownOptionHint" ]); });
      }`,
    );
    const args = [
      '--arg',
      'nixpkgsLib',
      LIB ?? '',
      '--arg',
      'fleet',
      path('fleet'),
      '--arg',
      'resources',
      path('resources'),
    ];
    const out = execFileSync(
      join(folder, 'nix-instantiate'),
      ['--eval', '--strict', '--json', ...args, file],
      {
        env,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    const host = z.object({
      drv: z.string(),
      options: z.array(z.unknown()),
      features: z.unknown(),
      snowfleet: z.unknown(),
    });
    const { own, reference } = z
      .object({ own: z.record(z.string(), host), reference: z.record(z.string(), host) })
      .parse(JSON.parse(out));
    expect(Object.keys(own)).toEqual(HOSTS);
    expect(own['p510']?.options.length).toBeGreaterThan(300);
    expect(own).toEqual(reference);
  });
});
