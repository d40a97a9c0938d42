import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFactLines } from './parse';
import { BOOTED, FACTS_SCRIPT, RUNNING, writeHost } from './testing/fixture';
import { readFactValues, type ReadFacts } from './values';

const SHELLS: readonly (readonly string[])[] = [
  ['sh'],
  ['dash'],
  ['bash', '--posix'],
  ['busybox', 'sh'],
  ['mksh'],
];
const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const missing = SHELLS.filter(([program = '']) => !isThere(program)).map(([program]) => program);
if (missing.length > 0) console.log(`script.test: not run by ${missing.join(', ')}: not installed`);

/** Debian's busybox runs its own df and ip whatever stands on PATH, so what it tells of those is the machine's. */
const OWN_PROGRAMS = ['disks', 'boot', 'store', 'freeBytes', 'addresses'];
const withoutOwn = (facts: object, shell: readonly string[]): object =>
  Object.fromEntries(
    Object.entries(facts).filter(([name]) => shell[0] !== 'busybox' || !OWN_PROGRAMS.includes(name)),
  );

let dir: string;
let host: string;

/** Programs that stand before the machine's own on PATH. */
function programs(name: string, scripts: Readonly<Record<string, string>>): string {
  const folder = join(dir, name);
  mkdirSync(folder);
  for (const [program, text] of Object.entries(scripts)) {
    writeFileSync(join(folder, program), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, program), 0o755);
  }
  return `${folder}:/usr/bin:/bin`;
}

function run(
  shell: readonly string[],
  operands: readonly string[],
  path: string,
): ReadFacts & { ended: boolean } {
  const [program = 'sh', ...rest] = shell;
  const sentAt = Date.now();
  const output = execFileSync(program, [...rest, FACTS_SCRIPT, ...operands], {
    env: { PATH: path },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const raw = parseFactLines(output);
  expect(raw.began).toBe(true);
  return { ...readFactValues(raw, { sentAt, heardAt: Date.now() }), ended: raw.ended };
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-facts-'));
  host = join(dir, 'host');
  writeHost(host);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe.skipIf(!isThere('shellcheck'))('the script', () => {
  it('is clean in the eyes of shellcheck', () => {
    const { status, stdout } = spawnSync('shellcheck', ['-s', 'sh', FACTS_SCRIPT], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

describe.each(SHELLS.filter(([program = '']) => isThere(program)))('run by %s %s', (...shell) => {
  const words = shell.filter((word) => word !== undefined);

  it('tells everything of a host', () => {
    const path = programs(`tools-${words.join('-')}`, {
      systemctl: `case $* in
        is-system-running) echo degraded; exit 1 ;;
        *--failed*) echo 'restic-backups-nas.service loaded failed failed Restic backup'; echo 'nginx.service loaded failed failed Nginx' ;;
      esac`,
      tailscale: `echo '{ "BackendState": "Running", "Version": "1.90.6-t1", "TailscaleIPs": ["100.101.102.103"],
        "Self": { "DNSName": "p510.tail1234.ts.net.", "UserID": 7 }, "Health": null,
        "CurrentTailnet": { "Name": "somebody@example.org", "MagicDNSSuffix": "tail1234.ts.net", "MagicDNSEnabled": true },
        "User": { "7": { "LoginName": "somebody@example.org" } } }'`,
      ip: `echo '2: eth0    inet 192.168.1.10/24 brd 192.168.1.255 scope global eth0\\       valid_lft forever'
        echo '2: eth0    inet6 2001:db8::10/64 scope global \\       valid_lft forever'`,
      df: `for path in "$@"; do :; done
        echo 'Filesystem 1024-blocks Used Available Capacity Mounted on'
        case $path in
          */nix/store) echo '/dev/fixture 1000000 600000 350000 64% /nix/store' ;;
          /tmp) echo '/dev/other 1000 900 100 90% /tmp' ;;
          *) echo '/dev/fixture 1000000 600000 350000 64% /' ;;
        esac`,
    });
    const { facts, unread, ended } = run(words, [host], path);
    expect(ended).toBe(true);
    expect(unread).toEqual([]);
    const { clock, architecture, ...steady } = facts;
    expect(steady.disks).toHaveLength(2);
    expect(clock).toMatchObject({ offsetSeconds: 0, synchronised: true });
    expect(architecture).toBe(execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim());
    const space = { totalBytes: 1_024_000_000, usedBytes: 614_400_000, freeBytes: 358_400_000 };
    const expected = {
      hostNameNow: 'p510',
      bootId: '0c1f7d3e-4a5b-4c6d-8e9f-a0b1c2d3e4f5',
      uptimeSeconds: 93_784,
      load: { one: 0.52, five: 0.48, fifteen: 1.1 },
      processors: 9,
      memory: {
        totalBytes: 65_773_056 * 1024,
        availableBytes: 32_886_528 * 1024,
        swapTotalBytes: 8_388_608 * 1024,
        swapFreeBytes: 8_388_604 * 1024,
      },
      kernel: '6.12.58',
      running: RUNNING,
      booted: BOOTED,
      bootDefault: `/nix/store/${'d'.repeat(32)}-nixos-system-p510-25.11.3`,
      generation: 12,
      runningGeneration: 11,
      bootedGeneration: 10,
      nixosVersion: '25.11.new',
      rebootNeeded: true,
      rebootBecause: ['kernel', 'kernel-modules'],
      systemState: 'degraded',
      failedUnits: 2,
      failedUnitNames: ['restic-backups-nas.service', 'nginx.service'],
      gpus: [
        {
          slot: '0000:01:00.0',
          vendor: 'AMD',
          model: 'Navi 22 [Radeon RX 6700 XT]',
          driver: 'amdgpu',
          asleep: false,
          busyPercent: 37,
          memoryBytes: 12_868_124_672,
          memoryUsedBytes: 1_073_741_824,
        },
        { slot: '0000:02:00.0', vendor: 'NVIDIA', model: '0x2484', driver: 'vfio-pci', asleep: true },
      ],
      monitors: [
        {
          name: 'DP-1',
          modes: [
            { width: 2560, height: 1440 },
            { width: 1920, height: 1080 },
          ],
          millimetres: { width: 600, height: 340 },
        },
      ],
      temperatures: [{ chip: 'k10temp', sensor: 'Tctl', celsius: 51.25, criticalCelsius: 95 }],
      tailscale: {
        state: 'Running',
        name: 'p510.tail1234.ts.net',
        addresses: ['100.101.102.103'],
        tailnet: 'tail1234.ts.net',
        magicDns: true,
        version: '1.90.6-t1',
        health: [],
      },
      addresses: [
        { interface: 'eth0', address: '192.168.1.10' },
        { interface: 'eth0', address: '2001:db8::10' },
      ],
      disks: [
        { mount: '/', device: '/dev/fixture', type: 'ext4', readOnly: false, ...space },
        {
          mount: '/tmp',
          device: '/dev/other',
          type: 'ext4',
          readOnly: true,
          totalBytes: 1_024_000,
          usedBytes: 921_600,
          freeBytes: 102_400,
        },
      ],
      boot: { mount: '/', device: '/dev/fixture', own: false, ...space },
      store: { mount: '/nix/store', device: '/dev/fixture', own: false, ...space },
      freeBytes: 358_400_000,
    };
    expect(withoutOwn(steady, words)).toEqual(withoutOwn(expected, words));
  });

  it('tells what there is on a machine that is no NixOS host', () => {
    const { facts, unread, ended } = run(words, [], '/usr/bin:/bin');
    expect(ended).toBe(true);
    expect(unread).toEqual([]);
    expect(facts).toMatchObject({
      bootId: expect.any(String),
      uptimeSeconds: expect.any(Number),
      memory: expect.any(Object),
      disks: expect.any(Array),
    });
  });

  it('ends without a word of what is not there', () => {
    const empty = join(dir, `empty-${words.join('-')}`);
    mkdirSync(empty);
    const broken = programs(`broken-${words.join('-')}`, {
      systemctl: 'echo "System has not been booted with systemd as init system" >&2; exit 1',
      tailscale: 'echo "failed to connect to local tailscaled" >&2; exit 1',
      ip: 'exit 127',
      df: 'exit 1',
    });
    const { facts, unread, ended } = run(words, [empty], broken);
    expect(ended).toBe(true);
    expect(unread).toEqual([]);
    expect(Object.keys(withoutOwn(facts, words))).toEqual(['clock']);
  });
});

it('leaves out what hangs, and tells the rest', () => {
  const path = programs('hanging', {
    systemctl: 'sleep 20',
    tailscale: 'while :; do echo noise; done',
    df: 'sleep 20',
  });
  const started = Date.now();
  const { facts, ended } = run(['sh'], [host, '0.2'], path);
  expect(Date.now() - started).toBeLessThan(15_000);
  expect(ended).toBe(true);
  expect(facts).toMatchObject({ kernel: '6.12.58', running: RUNNING });
  expect(facts).not.toHaveProperty('failedUnits');
  expect(facts).not.toHaveProperty('tailscale');
  expect(facts).not.toHaveProperty('disks');
});
