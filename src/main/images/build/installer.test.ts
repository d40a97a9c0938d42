import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { imageFlake } from './with-nix';

const path = (relative: string): string => fileURLToPath(new URL(`../../../../${relative}`, import.meta.url));
const IMAGES = path('installer-images');
const STAND_IN = path('resources/stand-in');
const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-installer-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the flake of an image', () => {
  it('names fleet, host and keys, whatever characters they have', () => {
    const text = imageFlake({
      fleet: 'git+file:///home/a%20b/fleet',
      imagesDir: '/opt/snow fleet',
      host: 'p510',
      profile: 'any',
      keys: ['ssh-ed25519 AAAA it is "${mine}" \\o/'],
      commit: null,
      flake: '',
      root: '',
    });
    expect(text).toContain('inputs.fleet.url = "git+file:///home/a%20b/fleet";');
    expect(text).toContain('"ssh-ed25519 AAAA it is \\"\\${mine}\\" \\\\o/"');
  });
});

const hasNix =
  isThere('nix') &&
  spawnSync('nix', ['eval', '--expr', '1'], { env: nixEnv(), stdio: 'ignore' }).status === 0;
if (!hasNix) console.log('installer.test: nothing is evaluated: there is no Nix that could');

describe.skipIf(!hasNix)('the system on an image, with the stand-in', () => {
  const evaluated = z.object({
    hosts: z.string(),
    name: z.string(),
    keys: z.array(z.string()),
    modules: z.array(z.string()),
    drv: z.string(),
    help: z.string(),
  });

  it('is evaluated for a host and a kind of hardware', () => {
    const fleet = join(dir, 'fleet');
    cpSync(path('fleet'), fleet, { recursive: true });
    const flake = join(dir, 'flake');
    mkdirSync(flake);
    writeFileSync(
      join(flake, 'flake.nix'),
      `{
        inputs.fleet.url = "path:${fleet}";
        inputs.images.url = "path:${IMAGES}";
        outputs = { fleet, images, ... }: {
          told = let
            installer = images.lib.mkInstaller {
              inherit fleet;
              host = "p510";
              base = [ ];
              options = {
                profile = "nvidia";
                keys = [ "ssh-ed25519 AAAA ada" ];
                modules = [ { fileSystems."/" = { device = "/dev/root"; fsType = "tmpfs"; }; } ];
              };
            };
            inherit (installer) config;
          in {
            hosts = config.environment.etc."snowfleet/hosts".text;
            name = config.networking.hostName;
            keys = config.users.users.root.openssh.authorizedKeys.keys;
            modules = config.boot.initrd.kernelModules;
            help = config.services.getty.helpLine;
            drv = config.system.build.toplevel.drvPath;
          };
          strange = images.lib.mkInstaller { inherit fleet; options.profil = "amd"; };
        };
      }`,
    );
    const inputs = [
      'nixpkgs',
      'home-manager',
      'agenix',
      'disko',
      'microvm',
      'nixos-hardware',
      'plasma-manager',
    ];
    const overrides = inputs.flatMap((name) => ['--override-input', `fleet/${name}`, `path:${STAND_IN}`]);
    const nix = (attribute: string) =>
      spawnSync(
        'nix',
        ['eval', '--json', '--no-write-lock-file', ...overrides, `path:${flake}#${attribute}`],
        {
          env: nixEnv(),
          encoding: 'utf8',
        },
      );
    const { stdout, stderr } = nix('told');
    const told = evaluated.parse(JSON.parse(stdout || JSON.stringify({ stderr })));
    expect(told).toMatchObject({
      hosts: 'p510\t-\t-\t-\n',
      name: 'p510-installer',
      keys: ['ssh-ed25519 AAAA ada'],
    });
    expect(told.modules).toContain('nouveau');
    expect(told.help).toContain('snowfleet-install');
    expect(told.drv).toMatch(/nixos-system-p510-installer/);
    expect(nix('strange').stderr).toContain('mkImage has no option profil.');
  });
});

const SHELLS: readonly (readonly string[])[] = [['dash'], ['bash', '--posix'], ['busybox', 'sh']];
/** Disks as lsblk tells them: one that is free, one the system runs from, a stick with an installer, a small one. */
const LSBLK = `#!/bin/sh
for last; do :; done
case "$*" in
'-ndpo NAME,TYPE') printf '/dev/sda disk\\n/dev/sdb disk\\n/dev/sdc disk\\n/dev/sdd disk\\n/dev/zram0 disk\\n' ;;
*'-ndo TYPE'*) echo disk ;;
*'-ndbo RO'*) echo 0 ;;
*'-ndbo SIZE'*) case $last in /dev/sdd) echo 4000000000 ;; *) echo 500000000000 ;; esac ;;
*'-no MOUNTPOINT'*) case $last in /dev/sdb) printf '\\n/boot\\n' ;; *) echo ;; esac ;;
*'-no LABEL'*) case $last in /dev/sdc) echo snowfleet-p510 ;; *) echo data ;; esac ;;
*'-no TYPE'*) echo disk ;;
esac
`;

describe.each(SHELLS.map((shell) => [shell.join(' '), shell] as const))('the wizard under %s', (_, shell) => {
  const wizard = (words: readonly string[], input = ''): { code: number | null; said: string } => {
    const etc = join(dir, 'etc');
    const bin = join(dir, 'bin');
    mkdirSync(join(etc, 'fleet/hosts/p510'), { recursive: true });
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(etc, 'fleet/hosts/p510/hardware-configuration.nix'), '{ }\n');
    writeFileSync(join(etc, 'hosts'), 'p510\t-\t-\t-\nhp\t/nix/store/x-disko\t/dev/no-such-disk\t-\n');
    for (const [name, text] of Object.entries({
      lsblk: LSBLK,
      id: '#!/bin/sh\necho 0\n',
      'nixos-generate-config': '#!/bin/sh\nexit 0\n',
    })) {
      writeFileSync(join(bin, name), text);
      chmodSync(join(bin, name), 0o755);
    }
    const program = join(dir, 'snowfleet-install');
    writeFileSync(program, execFileSync(join(IMAGES, 'wizard/assemble.sh')));
    const [command = '', ...rest] = shell;
    const { status, stdout, stderr } = spawnSync(command, [...rest, program, ...words], {
      input,
      encoding: 'utf8',
      env: {
        PATH: `${bin}:/usr/bin:/bin`,
        SNOWFLEET_ETC: etc,
        SNOWFLEET_TARGET: join(dir, 'mnt'),
      },
    });
    return { code: status, said: `${stdout}${stderr}` };
  };
  const isRun = isThere(shell[0] ?? '');
  // Debian's busybox has its own id, so only root comes past the first question there.
  const asRoot = process.getuid?.() === 0 || shell[0] !== 'busybox';
  if (!isRun || !asRoot)
    console.log(`installer.test: not run by ${shell[0]}: ${isRun ? 'that needs root' : 'not installed'}`);

  it.skipIf(!isRun || !asRoot)(
    'asks, offers only disks that nothing lives on, and says every command',
    () => {
      const { code, said } = wizard(['--dry-run', '--layout', 'ext4'], 'p510\n/dev/sdb\n/dev/sda\nno\n');
      expect(said).toContain('"/dev/sdb" is not among them: /dev/sda');
      expect(said).toMatch(/\/dev\/sdb +not offered: in use/);
      expect(said).toMatch(/\/dev\/sdc +not offered: an installer/);
      expect(said).toMatch(/\/dev\/sdd +not offered: smaller/);
      expect(said).toMatch(/\/dev\/zram0 +not offered: memory/);
      const commands = said.split('\n').filter((line) => line.startsWith('+ '));
      expect(commands[0]).toBe('+ wipefs -aq /dev/sda');
      expect(commands).toContain('+ mkfs.ext4 -q -F -L nixos /dev/sda3');
      expect(commands.at(-2)).toContain('+ nixos-install --root');
      expect(said).toContain('Nothing was changed');
      expect(code).toBe(0);
    },
  );

  it.skipIf(!isRun || !asRoot)('encrypts where it is told to, before anything is written to the disk', () => {
    const words = '--dry-run --host p510 --layout ext4 --disk /dev/sda --encrypt yes';
    const { said } = wizard(words.split(' '));
    expect(said.indexOf('luksFormat')).toBeGreaterThan(0);
    expect(said.indexOf('luksFormat')).toBeLessThan(said.indexOf('mkfs.ext4'));
    expect(said).toContain('mkfs.ext4 -q -F -L nixos /dev/mapper/cryptroot');
  });

  it.skipIf(!isRun || !asRoot)('refuses, and has changed nothing then', () => {
    const refusals: readonly (readonly [readonly string[], string, number, string])[] = [
      [['--host', 'nobody'], '', 1, 'The fleet has no host "nobody".'],
      [['--host', 'p510', '--layout', 'ext4', '--disk', '/dev/sdb'], '', 1, '/dev/sdb is not among'],
      [['--host', 'p510', '--layout', 'host'], '', 1, 'The layout host is not to be had here'],
      [['--host', 'hp', '--layout', 'host'], '', 1, 'which this computer does not have'],
      [
        ['--host', 'p510', '--layout', 'ext4', '--disk', '/dev/sda', '--encrypt', 'no'],
        'sdb\n',
        1,
        'another name',
      ],
      [['--host', 'p510', '--layout', 'ext4'], '', 1, 'Nobody answers.'],
      [['--yes'], '', 2, 'usage:'],
      [['--layout', 'ntfs'], '', 2, 'usage:'],
    ];
    for (const [words, input, code, words2] of refusals) {
      const answer = wizard(words, input);
      expect(answer.said, words.join(' ')).toContain(words2);
      expect(answer.said).not.toContain('== Installing');
      expect(answer.code, words.join(' ')).toBe(code);
    }
  });
});

describe('scripts of images', () => {
  const hasShellcheck = isThere('shellcheck');
  if (!hasShellcheck) console.log('installer.test: scripts are not looked at: shellcheck is not installed');
  it.skipIf(!hasShellcheck)('are clean by shellcheck', () => {
    const wizard = join(dir, 'wizard.sh');
    writeFileSync(wizard, execFileSync(join(IMAGES, 'wizard/assemble.sh')));
    const scripts = execFileSync('grep', ['-rlE', '^#!/bin/(ba)?sh', join(IMAGES, 'practice'), wizard], {
      encoding: 'utf8',
    });
    const { stdout } = spawnSync('shellcheck', scripts.trim().split('\n'), { encoding: 'utf8' });
    expect(stdout).toBe('');
  });

  it('are found whole: the wizard has every part that the image is made of', () => {
    const module = readFileSync(join(IMAGES, 'modules/installer.nix'), 'utf8');
    const assembled = /cat (.*)$/m.exec(readFileSync(join(IMAGES, 'wizard/assemble.sh'), 'utf8'))?.[1];
    for (const part of assembled?.split(' ') ?? []) expect(module).toContain(`"${part.replace('.sh', '')}"`);
  });
});

function nixEnv(): Record<string, string | undefined> {
  return {
    ...process.env,
    NIX_CONFIG: [
      'experimental-features = nix-command flakes',
      'substituters =',
      'flake-registry =',
      'connect-timeout = 1',
      ...(process.getuid?.() === 0 ? ['sandbox = false', 'build-users-group ='] : []),
    ].join('\n'),
  };
}
