import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The script as it goes to hosts. */
export const FACTS_SCRIPT = fileURLToPath(
  new URL('../../../../resources/facts/host-facts.sh', import.meta.url),
);

const STORE = (letter: string, name: string): string => `/nix/store/${letter.repeat(32)}-${name}`;
export const RUNNING = STORE('b', 'nixos-system-p510-25.11.2');
export const BOOTED = STORE('a', 'nixos-system-p510-25.11.1');

const FILES: Readonly<Record<string, string>> = {
  'proc/uptime': '93784.25 700000.00\n',
  'proc/loadavg': '0.52 0.48 1.10 2/345 6789\n',
  'proc/sys/kernel/random/boot_id': '0c1f7d3e-4a5b-4c6d-8e9f-a0b1c2d3e4f5\n',
  'proc/sys/kernel/osrelease': '6.12.58\n',
  'proc/sys/kernel/hostname': 'p510\n',
  'proc/meminfo':
    'MemTotal:       65773056 kB\nMemFree:         1000000 kB\nMemAvailable:   32886528 kB\nSwapTotal:       8388608 kB\nSwapFree:        8388604 kB\n',
  'proc/self/mounts': [
    'proc /proc proc rw 0 0',
    'server:/export /mnt/nfs nfs4 rw 0 0',
    '/dev/fixture / ext4 rw,relatime 0 0',
    '/dev/fixture /nix/store ext4 ro,relatime 0 0',
    '/dev/other /tmp ext4 ro,relatime 0 0',
    '',
  ].join('\n'),
  'sys/devices/system/cpu/online': '0-7,16\n',
  // A card that works, one that sleeps, and a device that is none.
  'sys/bus/pci/devices/0000:01:00.0/class': '0x030000\n',
  'sys/bus/pci/devices/0000:01:00.0/vendor': '0x1002\n',
  'sys/bus/pci/devices/0000:01:00.0/device': '0x73df\n',
  'sys/bus/pci/devices/0000:01:00.0/power/runtime_status': 'active\n',
  'sys/bus/pci/devices/0000:01:00.0/gpu_busy_percent': '37\n',
  'sys/bus/pci/devices/0000:01:00.0/mem_info_vram_total': '12868124672\n',
  'sys/bus/pci/devices/0000:01:00.0/mem_info_vram_used': '1073741824\n',
  'sys/bus/pci/devices/0000:02:00.0/class': '0x030200\n',
  'sys/bus/pci/devices/0000:02:00.0/vendor': '0x10de\n',
  'sys/bus/pci/devices/0000:02:00.0/device': '0x2484\n',
  'sys/bus/pci/devices/0000:02:00.0/power/runtime_status': 'suspended\n',
  'sys/bus/pci/devices/0000:02:00.0/gpu_busy_percent': '99\n',
  'sys/bus/pci/devices/0000:03:00.0/class': '0x010802\n',
  'run/udev/data/+pci:0000:01:00.0': 'I:1\nE:ID_MODEL_FROM_DATABASE=Navi 22 [Radeon RX 6700 XT]\n',
  'run/systemd/timesync/synchronized': '',
  'sys/class/drm/card1-DP-1/status': 'connected\n',
  'sys/class/drm/card1-DP-1/modes': '2560x1440\n2560x1440\n1920x1080i\nno mode\n',
  'sys/class/drm/card1-DP-1/edid': `${'e'.repeat(21)}\u003c\u0022${'e'.repeat(20)}`,
  'sys/class/drm/card1-HDMI-A-1/status': 'disconnected\n',
  'sys/class/drm/card1-HDMI-A-1/modes': '',
  'sys/class/hwmon/hwmon0/name': 'k10temp\n',
  'sys/class/hwmon/hwmon0/temp1_input': '51250\n',
  'sys/class/hwmon/hwmon0/temp1_label': 'Tctl\n',
  'sys/class/hwmon/hwmon0/temp1_crit': '95000\n',
  'sys/class/hwmon/hwmon0/temp2_input': '-273150\n',
  'sys/class/hwmon/hwmon1/name': 'drivetemp\n',
  'sys/class/hwmon/hwmon1/temp1_input': '33000\n',
  'sys/class/hwmon/hwmon2/name': 'amdgpu\n',
  'sys/class/hwmon/hwmon2/temp1_input': '60000\n',
  'sys/class/hwmon/hwmon2/device/power/runtime_status': 'suspended\n',
  'boot/kernels': '',
};

const LINKS: Readonly<Record<string, string>> = {
  'nix/var/nix/profiles/system': 'system-12-link',
  'nix/var/nix/profiles/system-3-link': STORE('c', 'nixos-system-p510-25.05.9'),
  'nix/var/nix/profiles/system-10-link': BOOTED,
  'nix/var/nix/profiles/system-11-link': RUNNING,
  'nix/var/nix/profiles/system-12-link': STORE('d', 'nixos-system-p510-25.11.3'),
  'sys/bus/pci/devices/0000:01:00.0/driver': '../../../bus/pci/drivers/amdgpu',
  'sys/bus/pci/devices/0000:02:00.0/driver': '../../../bus/pci/drivers/vfio-pci',
};

/** Writes what the script looks at of a host, below `root`. */
export function writeHost(root: string): void {
  const folder = (file: string): string => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    return join(root, file);
  };
  for (const [file, text] of Object.entries(FILES)) writeFileSync(folder(file), text);
  for (const [file, target] of Object.entries(LINKS)) symlinkSync(target, folder(file));
  for (const [name, system, age] of [
    ['current-system', RUNNING, 'new'],
    ['booted-system', BOOTED, 'old'],
  ] as const) {
    writeFileSync(folder(`${system}/nixos-version`), `25.11.${age}`);
    symlinkSync(STORE('f', `linux-${age}/bzImage`), folder(`${system}/kernel`));
    symlinkSync(STORE('g', 'initrd/initrd'), folder(`${system}/initrd`));
    symlinkSync(STORE('h', `modules-${age}`), folder(`${system}/kernel-modules`));
    symlinkSync(join(root, system), folder(`run/${name}`));
  }
}
