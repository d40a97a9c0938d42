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

const env: Record<string, string | undefined> = {
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
/**
 * A copy of the fleet; `more` are modules, as text, that hosts have besides their own, or all that they have
 * (`bare`), however the hosts of the fleet may change.
 */
function fleet(more: Readonly<Record<string, string>> = {}, bare = false): string {
  const dir = join(scratch, `fleet-${++copies}`);
  cpSync(path('fleet'), dir, { recursive: true });
  for (const [host, module] of Object.entries(more)) {
    const flake = readFileSync(join(dir, 'flake.nix'), 'utf8');
    const plain = `mkHost ./hosts/${host};`;
    expect(flake).toContain(plain);
    writeFileSync(
      join(dir, 'flake.nix'),
      flake.replace(
        plain,
        bare
          ? `probeHost { module = ./more-${host}.nix; };`
          : `mkHost { imports = [ ./hosts/${host} ./more-${host}.nix ]; };`,
      ),
    );
    writeFileSync(join(dir, `more-${host}.nix`), module);
  }
  return dir;
}

const INPUTS = [
  ...readFileSync(path('fleet/flake.nix'), 'utf8')
    .replace(/outputs =[^]*$/, '')
    .matchAll(/^ {4}([a-z][a-z-]*)(?:\.url)? =/gm),
].map(([, name]) => name!);
/** Every input as the flake in `dir`. */
const inputsFrom = (dir: string): string[] => [
  ...INPUTS.flatMap((name) => ['--override-input', name, `path:${dir}`]),
  '--no-write-lock-file',
];

describe.each(versions)('the bundled fleet with %s', (folder) => {
  const nix = (
    verb: string,
    ref: string,
    ...more: string[]
  ): { code: number | null; out: string; err: string } => {
    const run = spawnSync(join(folder, 'nix'), [verb, ...inputsFrom(STAND_IN), ...more, ref], {
      env,
      encoding: 'utf8',
    });
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

  it(
    'evaluates every host in one evaluation, alike in a plain folder and in a git checkout',
    { timeout: 120_000 },
    () => {
      const plain = fleet();
      // Processor time, which does not depend on what else the machine is doing.
      const stats = join(scratch, 'stats.json');
      env['NIX_SHOW_STATS_PATH'] = stats;
      env['NIX_SHOW_STATS'] = '1';
      const found = z
        .record(z.string(), z.string())
        .parse(evaluate(`${plain}#nixosConfigurations`, toplevels));
      delete env['NIX_SHOW_STATS'];
      const { cpuTime } = z.object({ cpuTime: z.number() }).parse(JSON.parse(readFileSync(stats, 'utf8')));
      expect(cpuTime).toBeLessThan(10);
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
    },
  );

  it('gives the features as plain data without nixpkgs', () => {
    const empty = join(scratch, 'empty');
    mkdirSync(empty, { recursive: true });
    writeFileSync(join(empty, 'flake.nix'), '{ outputs = _: { }; }');
    const run = spawnSync(
      join(folder, 'nix'),
      ['eval', '--json', ...inputsFrom(empty), `${fleet()}#features`],
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

  it.each<[string, string, string, string]>([
    [
      'a conflict, with its reason',
      'p620',
      '{ features.virtualization = { docker.enable = true; podman.enable = true; }; }',
      'features.virtualization.podman conflicts with features.virtualization.docker: both want to own the Docker socket',
    ],
    [
      'a conflict with what another feature brings',
      'dex5550',
      '{ features = { system.tlp.enable = true; desktop.plasma.enable = true; }; }',
      'features.system.tlp conflicts with features.system.power-profiles: both set',
    ],
    [
      'an unmet need',
      'p510',
      '{ lib, ... }: { features = { virtualization.podman.enable = true; network.nftables.enable = lib.mkForce false; }; }',
      'features.virtualization.podman needs features.network.nftables',
    ],
    [
      'hardware that is not there',
      'samsung',
      '{ features.virtualization.nvidia-containers.enable = true; }',
      'features.virtualization.nvidia-containers requires hardware: nvidia',
    ],
    [
      'a value that the type of a feature does not allow',
      'p620',
      '{ features.desktop.login.defaultSession = "twm"; }',
      "A definition for option `features.desktop.login.defaultSession' is not of type",
    ],
    [
      'a feature that does not exist',
      'p620',
      '{ features.ai.open-webu.enable = true; }',
      "The option `features.ai.open-webu' does not exist",
    ],
    [
      'a role other than the imported one',
      'p620',
      '{ snowfleet.host.role = "server"; }',
      "The option `snowfleet.host.role' has conflicting definition values",
    ],
    [
      'an option that NixOS does not have',
      'p510',
      '{ services.navidrome.enabel = true; }',
      "The option `services.navidrome.enabel' does not exist",
    ],
    [
      'an option that NixOS calls otherwise since',
      'p510',
      '{ hardware.pulseaudio.enable = false; }',
      "The option `hardware.pulseaudio' does not exist",
    ],
    [
      'a value that the type of a NixOS option does not allow',
      'p510',
      '{ services.navidrome.openFirewall = "yes"; }',
      "A definition for option `services.navidrome.openFirewall' is not of type `boolean'",
    ],
    [
      'a value of a wrong type deep inside',
      'p510',
      '{ services.nginx.virtualHosts.a.locations."/".priority = "first"; }',
      'A definition for option `services.nginx.virtualHosts.a.locations."/".priority\' is not of type `signed integer\'',
    ],
    [
      'a wrong setting of a person',
      'p620',
      '{ home-manager.users.admin.programs.ssh.matchBlocks.there.port = "first"; }',
      "A definition for option `home-manager.users.admin.programs.ssh.matchBlocks.there.port' is not of type `null or 16 bit",
    ],
    [
      'a wrong setting of Plasma',
      'p620',
      '{ home-manager.users.admin.programs.plasma.workspace.clickItemTo = "dance"; }',
      "option `home-manager.users.admin.programs.plasma.workspace.clickItemTo' is not of type",
    ],
    [
      'a secret without a file',
      'p510',
      '{ age.secrets.lost.owner = "root"; }',
      "The option `age.secrets.lost.file' was accessed but has no value defined",
    ],
    [
      'a disk with something unknown on it',
      'p510',
      '{ disko.devices.disk.main = { device = "/dev/sda"; content.type = "gtp"; }; }',
      "A definition for option `disko.devices.disk.main.content' is not of type",
    ],
    [
      'a wrong setting inside a virtual machine',
      'p510',
      '{ microvm.vms.inner.config.microvm.vcpu = "two"; }',
      "A definition for option `microvm.vcpu' is not of type",
    ],
  ])('refuses %s', (_what, host, module, words) => {
    expect(complaint(fleet({ [host]: module }), host)).toContain(words);
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
      from: [expect.stringMatching(/^roles\//)],
    });
    expect(option('features.media.library.enable')).toMatchObject({
      priorityName: 'default',
      from: expect.arrayContaining(['features/media/plex.nix', 'features/media/arr.nix']),
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
      const plex = 'media.plex.enable = true;';
      const podman = 'network.nftables.enable = true; virtualization.podman.enable = true;';
      const before = build(fleet({ p510: `{ features = { ${plex} }; }` }, true), 'p510');
      const after = build(fleet({ p510: `{ features = { ${plex} ${podman} }; }` }, true), 'p510');
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

      expect(activate(after, 'dry-activate').said).toMatch(
        /would start the following units: nftables\.service,.* podman\.socket/,
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

  it("gives with functions of the library what nixpkgs' own gives", (context) => {
    if (LIB === undefined) context.skip("NIXPKGS_LIB names no copy of nixpkgs' lib");
    const told = (lib: string): unknown => {
      const functions = path('src/main/nix/stand-in.functions.nix');
      // What is a function in a result is no value to compare.
      const plain = 'set: removeAttrs set [ "extend" "override" "overrideDerivation" "__unfix__" ]';
      const run = execFileSync(
        join(folder, 'nix-instantiate'),
        [
          '--eval',
          '--strict',
          '--json',
          '--expr',
          `builtins.mapAttrs (_: v: if builtins.isAttrs v then (${plain}) v else v) (import ${functions} (import ${lib}))`,
        ],
        { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      );
      return JSON.parse(run);
    };
    expect(told(join(STAND_IN, 'lib'))).toEqual(told(LIB ?? ''));
  });

  it("says of every option that is set what nixpkgs' own lib says", { timeout: 180_000 }, (context) => {
    if (LIB === undefined) context.skip("NIXPKGS_LIB names no copy of nixpkgs' lib");
    const file = join(scratch, 'compare.nix');
    // Of Home Manager's settings a fingerprint is compared, which everything that is set goes into.
    writeFileSync(
      file,
      `{ nixpkgsLib, fleet, resources }: let
        standIn = resources + "/stand-in";
        theirs = import nixpkgsLib;
        flake = import (fleet + "/flake.nix");
        introspect = import (resources + "/introspect.nix");
        look = lib: let
          packagesFor = system: import (standIn + "/pkgs") { inherit lib system; };
          nixosSystem = import (standIn + "/nixos") { inherit lib packagesFor; };
          input = {
            lib = lib // { inherit nixosSystem; };
            nixosModules = import (standIn + "/nixos/inputs") { inherit nixosSystem; };
            homeModules.plasma-manager = standIn + "/nixos/inputs/plasma-manager.nix";
            legacyPackages.x86_64-linux = packagesFor "x86_64-linux";
          };
          outputs = flake.outputs (builtins.mapAttrs (_: _: input) flake.inputs // { self = outputs; });
        in builtins.mapAttrs (_: host: {
          drv = host.config.system.build.toplevel.drvPath;
          options = introspect {
            subOptions = false;
            skip = [ "home-manager.users" "microvm.vms" ];
            prefixes = map (option: option.loc) (builtins.filter
              (option: builtins.head option.loc != "_module" && option.highestPrio < 1500)
              (host.options._module.touched or (lib.collect lib.isOption (removeAttrs host.options [ "_module" ]))));
          } host;
          home = builtins.mapAttrs (_: user: user.practice) host.config.home-manager.users;
          inherit (host.config) features snowfleet;
        }) outputs.nixosConfigurations;
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
      options: z.array(z.looseObject({ path: z.array(z.string()) })),
      home: z.unknown(),
      features: z.unknown(),
      snowfleet: z.unknown(),
    });
    const { own, reference } = z
      .object({ own: z.record(z.string(), host), reference: z.record(z.string(), host) })
      .parse(JSON.parse(out));
    expect(Object.keys(own)).toEqual(HOSTS);
    for (const name of HOSTS) {
      expect(own[name]!.options.length).toBeGreaterThan(70);
      const paths = (one: z.infer<typeof host>): string[] =>
        one.options.map((option) => option.path.join('.'));
      expect(paths(own[name]!), name).toEqual(paths(reference[name]!));
    }
    expect(own).toEqual(reference);
  });
});

describe('the lists of options', () => {
  it('are what the stand-in declares', () => {
    const run = spawnSync(process.execPath, [path('scripts/fleet/make-options.mjs'), '--check'], {
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });
});
