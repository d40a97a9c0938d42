import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlockDevice } from '../../shared/drives';

/** Above a drive's own folder there are a few more until its USB port. */
const MAX_CLIMB = 12;

/** Adds what only sysfs knows of a device. What it does not tell stays as it is. */
export async function withSysfs(device: BlockDevice, sys: string): Promise<BlockDevice> {
  const folder = join(sys, 'class', 'block', device.name.replaceAll('/', '!'));
  const [diskSeq, backFile, card, slaves, port] = await Promise.all([
    word(join(folder, 'diskseq')),
    device.type === 'loop' ? word(join(folder, 'loop', 'backing_file')) : null,
    device.name.startsWith('mmcblk') ? word(join(folder, 'device', 'type')) : null,
    readdir(join(folder, 'slaves')).catch(() => []),
    device.type === 'disk' ? usbPort(folder) : null,
  ]);
  return {
    ...device,
    diskSeq: diskSeq !== null && /^\d+$/.test(diskSeq) ? Number(diskSeq) : null,
    backFile,
    mmcType: card === 'SD' || card === 'MMC' ? card : null,
    on: [...new Set([...device.on, ...slaves])],
    usbSpeed: port?.speed ?? null,
    serial: device.serial ?? port?.serial ?? null,
  };
}

/** The USB device that the drive belongs to; null where it belongs to none. */
async function usbPort(folder: string): Promise<{ speed: number | null; serial: string | null } | null> {
  let at = await realpath(folder).catch(() => null);
  for (let climbed = 0; at !== null && at !== '/' && climbed < MAX_CLIMB; climbed += 1) {
    const [vendor, speed] = await Promise.all([word(join(at, 'idVendor')), word(join(at, 'speed'))]);
    if (vendor !== null) {
      return {
        speed: speed !== null && /^\d+(\.\d+)?$/.test(speed) ? Number(speed) : null,
        serial: await word(join(at, 'serial')),
      };
    }
    at = dirname(at);
  }
  return null;
}

/** The first line of a file of the kernel; null where there is none. */
async function word(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, 'utf8')).split('\n')[0]?.trim() ?? '';
    return text === '' ? null : text;
  } catch {
    return null;
  }
}
