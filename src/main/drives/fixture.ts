import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../shared/contract';
import { type DriveNeeds, type Machine, NO_NEEDS } from '../../shared/drives';
import { mountsOf, swapsOf } from './kernel-tables';
import { devicesOfLsblk, lsblkSchema } from './lsblk-output';

/**
 * A machine as a file: the JSON of lsblk, and beside `blockdevices` what else is asked of a machine. All of that may
 * be left out.
 */
const fixtureSchema = lsblkSchema.extend({
  /** Mounts, or the text of `/proc/self/mountinfo`. */
  mounts: z
    .union([
      z.array(
        z.object({
          majMin: z.string().default('0:0'),
          source: z.string(),
          target: z.string(),
          fsType: z.string().default(''),
        }),
      ),
      z.string().transform(mountsOf),
    ])
    .default([]),
  /** Devices and files, or the text of `/proc/swaps`. */
  swaps: z.union([z.array(z.string()), z.string().transform(swapsOf)]).default([]),
  zfsPools: z.array(z.string()).nullable().default(null),
  /** What sysfs says, by the kernel's name of the device. */
  sysfs: z
    .record(
      z.string(),
      z.object({
        diskSeq: z.number().int().optional(),
        backFile: z.string().optional(),
        mmcType: z.enum(['SD', 'MMC']).optional(),
        usbSpeed: z.number().optional(),
        slaves: z.array(z.string()).optional(),
      }),
    )
    .default({}),
  needs: z
    .object({
      imageBytes: z.number().int().min(0).optional(),
      image: z.string().optional(),
      fleets: z.array(z.string()).optional(),
      states: z.array(z.string()).optional(),
      writing: z.array(z.string()).optional(),
      allowLoops: z.boolean().optional(),
    })
    .default({}),
});

/** The machine that a fixture describes, and what drives are wanted for there. */
export interface DrivesFixture {
  readonly machine: Machine;
  readonly needs: DriveNeeds;
}

/** What a fixture's JSON describes. Throws `drives-unreadable`. */
export function drivesFixture(json: unknown, allowLoops: boolean): DrivesFixture {
  const parsed = fixtureSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError(
      'drives-unreadable',
      `It does not describe drives${issue ? `: ${issue.path.join('.')}: ${issue.message}` : ''}.`,
      { hint: 'A fixture is what `lsblk --json --bytes --output-all` prints.' },
    );
  }
  const { mounts, swaps, zfsPools, sysfs, needs } = parsed.data;
  const devices = devicesOfLsblk(parsed.data).map((device) => {
    const { slaves = [], diskSeq, backFile, mmcType, usbSpeed } = sysfs[device.name] ?? {};
    return {
      ...device,
      diskSeq: diskSeq ?? null,
      backFile: backFile ?? null,
      mmcType: mmcType ?? null,
      usbSpeed: usbSpeed ?? null,
      on: [...new Set([...device.on, ...slaves])],
    };
  });
  return {
    machine: { devices, mounts, swaps, zfsPools },
    needs: {
      ...NO_NEEDS,
      allowLoops: needs.allowLoops ?? allowLoops,
      imageBytes: needs.imageBytes ?? null,
      image: needs.image ?? null,
      fleets: needs.fleets ?? [],
      states: needs.states ?? [],
      writing: needs.writing ?? [],
    },
  };
}

/** The fixture in a file. Throws `unreadable-file`, `drives-unreadable`. */
export async function readDrivesFixture(file: string, allowLoops: boolean): Promise<DrivesFixture> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('unreadable-file', `${file} cannot be read.`, { cause: error, detail: { file } });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new AppError('drives-unreadable', `${file} is not JSON.`, { cause: error, detail: { file } });
  }
  return drivesFixture(json, allowLoops);
}
