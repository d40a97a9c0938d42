import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HostAnswer, parseAnswer } from './answer';
import { storePath } from './testing/answers';

const SCRIPT = fileURLToPath(new URL('../../../../resources/deploy/preflight.sh', import.meta.url));
const SHELLS: readonly (readonly string[])[] = [
  ['sh'],
  ['dash'],
  ['bash', '--posix'],
  ['busybox', 'sh'],
  ['mksh'],
];
const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const missing = SHELLS.filter(([program = '']) => !isThere(program)).map(([program]) => program);
if (missing.length > 0) console.log(`preflight script: not run by ${missing.join(', ')}: not installed`);

const RUNNING = storePath('b', 'nixos-system-p510-25.11.2');
const BOOTED = storePath('a', 'nixos-system-p510-25.11.1');
const DEFAULT = storePath('d', 'nixos-system-p510-25.11.3');

let dir: string;
let host: string;
let holder: ChildProcess;
let daemon: Server;

const below = (root: string, file: string): string => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  return join(root, file);
};

/** Programs that stand before the machine's own on PATH; all of them `id`, so that the login is an ordinary user's. */
function programs(name: string, scripts: Readonly<Record<string, string>>): string {
  const folder = join(dir, name);
  mkdirSync(folder);
  const id = 'case $1 in -u) echo 1000 ;; -un) echo deploy ;; -Gn) echo deploy wheel ;; esac';
  for (const [program, text] of Object.entries({ id, ...scripts })) {
    writeFileSync(join(folder, program), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, program), 0o755);
  }
  return `${folder}:/usr/bin:/bin`;
}

function run(shell: readonly string[], operands: readonly string[], path: string): HostAnswer {
  const [program = 'sh', ...rest] = shell;
  const sentAt = Date.now();
  const output = execFileSync(program, [...rest, SCRIPT, ...operands], {
    env: { PATH: path, NIX_CONFIG: 'trusted-users = mallory' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return parseAnswer(output, { sentAt, heardAt: Date.now() });
}

const df = `for path in "$@"; do :; done
  echo 'Filesystem 1024-blocks Used Available Capacity Mounted on'
  case $path in
    */nix/store) echo '/dev/vda2 1000000 600000 350000 64% /nix/store' ;;
    */boot) echo '/dev/vda1 500 100 400 20% /boot' ;;
  esac`;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-preflight-'));
  host = join(dir, 'host');
  for (const [name, system, letter] of [
    ['current-system', RUNNING, 'f'],
    ['booted-system', BOOTED, 'e'],
  ] as const) {
    symlinkSync(storePath(letter, 'linux/bzImage'), below(host, `${system}/kernel`));
    symlinkSync(storePath('g', 'initrd/initrd'), below(host, `${system}/initrd`));
    symlinkSync(join(host, system), below(host, `run/${name}`));
  }
  writeFileSync(join(host, RUNNING, 'switch-inhibitors'), '{\n  "dbus-implementation": "dbus"\n}\n');
  symlinkSync('system-12-link', below(host, 'nix/var/nix/profiles/system'));
  symlinkSync(DEFAULT, join(host, 'nix/var/nix/profiles/system-12-link'));
  mkdirSync(join(host, 'boot'));
  writeFileSync(below(host, 'etc/nix/nix.conf'), 'trusted-users = root\n');
  writeFileSync(
    below(host, 'proc/self/mounts'),
    [
      '/dev/vda2 / ext4 rw,relatime 0 0',
      '/dev/vda2 /nix/store ext4 ro,relatime 0 0',
      '/dev/vda1 /boot vfat rw 0 0',
      '/dev/vda1 /boot/efi vfat rw 0 0',
      '',
    ].join('\n'),
  );
  const words = (...all: string[]): string => `${all.join('\0')}\0`;
  writeFileSync(below(host, 'proc/1/cmdline'), words('/run/current-system/systemd/lib/systemd/systemd'));
  // What speaks of a switch does not make one.
  writeFileSync(
    below(host, 'proc/20/cmdline'),
    words('vim', 'switch-to-configuration', `x ${RUNNING}/bin/switch-to-configuration`),
  );
  writeFileSync(
    below(host, 'proc/30/cmdline'),
    words('sh', '/run/snowfleet/r1-p510/activate.sh', '/run/snowfleet/r1-p510'),
  );
  writeFileSync(below(host, 'proc/31/cmdline'), words(`${DEFAULT}/bin/switch-to-configuration`, 'test'));
  // The lock is really held; the table of locks is the kernel's own.
  const lock = below(host, 'run/nixos/switch-to-configuration.lock');
  holder = spawn('flock', [lock, 'sh', '-c', 'echo held; exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(holder.stdout!, 'data');
  copyFileSync('/proc/locks', join(host, 'proc/locks'));
  daemon = createServer().listen(below(host, 'nix/var/nix/daemon-socket/socket'));
  await once(daemon, 'listening');
});
afterAll(() => {
  holder?.kill();
  daemon?.close();
  rmSync(dir, { recursive: true, force: true });
});

describe.skipIf(!isThere('shellcheck'))('the script', () => {
  it('is clean in the eyes of shellcheck', () => {
    const { status, stdout } = spawnSync('shellcheck', ['-s', 'sh', SCRIPT], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

describe.each(SHELLS.filter(([program = '']) => isThere(program)))('run by %s %s', (...shell) => {
  const words = shell.filter((word) => word !== undefined);
  /** Debian's busybox runs its own df and id whatever stands on PATH. */
  const own =
    words[0] === 'busybox'
      ? ['uid', 'user', 'groups', 'sudo', 'store', 'boot', 'daemonListens', 'trusted', 'settings']
      : [];

  it('tells everything of a host', () => {
    const path = programs(`tools-${words.join('-')}`, {
      sudo: `[ "$*" = "-n -- true" ] || exit 0
        echo "We trust you have received the usual lecture" >&2; echo "sudo: a password is required" >&2; exit 1`,
      'nix-daemon': 'exit 1',
      nix: `case $* in
        *'config show'*) [ "\${NIX_USER_CONF_FILES-none}\${NIX_CONFIG-}" = '' ] || exit 1
          printf '%s\\n' 'substituters = https://cache.nixos.org/' 'require-sigs = true' 'trusted-public-keys = a:A= b:B=' 'trusted-users = root @wheel' ;;
        *'store info --store daemon --json') echo '{"trusted":false,"url":"daemon","version":"2.31.2"}' ;;
        *) exit 1 ;;
      esac`,
      systemctl: `case $* in
        list-units*) echo 'nixos-upgrade.service loaded activating start NixOS Upgrade'; echo 'sshd.service loaded active running SSH' ;;
      esac`,
      df,
    });
    const { clockOffset, ...answer } = run(words, [host], path);
    expect(clockOffset).toBe(0);
    const expected: Omit<HostAnswer, 'clockOffset'> = {
      uid: 1000,
      user: 'deploy',
      groups: ['deploy', 'wheel'],
      running: RUNNING,
      booted: BOOTED,
      profile: DEFAULT,
      generation: 12,
      parts: [
        { name: 'kernel', booted: storePath('e', 'linux/bzImage'), now: storePath('f', 'linux/bzImage') },
        { name: 'initrd', booted: storePath('g', 'initrd/initrd'), now: storePath('g', 'initrd/initrd') },
        { name: 'kernel-modules', booted: '', now: '' },
      ],
      inhibitors: { 'dbus-implementation': 'dbus' },
      sudo: { kind: 'refused', said: 'sudo: a password is required' },
      hasNix: true,
      daemonListens: true,
      trusted: false,
      settings: { trustedUsers: ['root', '@wheel'], trustedKeys: ['a:A=', 'b:B='], requiresSignatures: true },
      switching: ['switch-to-configuration', 'a deploy of Snowfleet', 'nixos-upgrade.service'],
      seesProcesses: true,
      store: {
        mount: '/nix/store',
        device: '/dev/vda2',
        totalBytes: 1_024_000_000,
        usedBytes: 614_400_000,
        freeBytes: 358_400_000,
      },
      isReadOnly: false,
      boot: {
        place: '/boot',
        own: true,
        mount: '/boot',
        device: '/dev/vda1',
        totalBytes: 512_000,
        usedBytes: 102_400,
        freeBytes: 409_600,
      },
      ended: true,
    };
    const kept = ([name]: [string, unknown]): boolean => !own.includes(name);
    expect({ ...answer, switching: answer.switching.toSorted() }).toMatchObject(
      Object.fromEntries(
        Object.entries({ ...expected, switching: expected.switching.toSorted() }).filter(kept),
      ),
    );
  });

  it('ends without a word of what is not there', () => {
    const empty = join(dir, `empty-${words.join('-')}`);
    mkdirSync(empty);
    const gone = {
      sudo: 'exit 127',
      nix: 'exit 1',
      'nix-daemon': 'exit 1',
      systemctl: 'exit 1',
      df: 'exit 1',
    };
    const answer = run(words, [empty], programs(`broken-${words.join('-')}`, gone));
    const nothing = {
      running: null,
      booted: null,
      profile: null,
      generation: null,
      inhibitors: null,
      switching: [],
    };
    expect(answer).toMatchObject({ ...nothing, seesProcesses: false, isReadOnly: false, ended: true });
    expect(answer.clockOffset).toBe(0);
  });
});

it('leaves out what hangs, and tells the rest', () => {
  const hangs = 'exec sleep 20';
  const path = programs('hanging', {
    sudo: hangs,
    nix: hangs,
    'nix-daemon': hangs,
    systemctl: hangs,
    df: hangs,
  });
  const answer = run(['sh'], [host, '0.1'], path);
  expect(answer).toMatchObject({
    ended: true,
    running: RUNNING,
    sudo: { kind: 'late' },
    store: null,
    trusted: null,
  });
  // Without an answer of Nix its file is read.
  expect(answer.settings?.trustedUsers).toEqual(['root']);
});

it('takes a disk that went read-only for one, and the store that is always so for none', () => {
  const root = join(dir, 'read-only');
  writeFileSync(below(root, 'proc/self/mounts'), '/dev/a / ext4 rw 0 0\n/dev/b /nix btrfs ro,noatime 0 0\n');
  const answer = run(['sh'], [root], programs('ro-tools', {}));
  expect(answer.isReadOnly).toBe(true);
});
