import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ended, type Ran, start, usePlace } from './testing/terminal';

const place = usePlace();

/** The drives of a file, needing neither a fleet nor a machine. */
function judged(fixture: unknown, ...words: string[]): Promise<Ran> {
  const file = join(place.dir, 'drives.json');
  writeFileSync(file, JSON.stringify(fixture));
  return ended(start(place, ['drives', '--json', '--fixture', file, ...words]));
}

const STICK = { name: 'sda', type: 'disk', size: 8e9, rm: true, hotplug: true, tran: 'usb', serial: 'S1' };
const DISK = { name: 'nvme0n1', type: 'disk', size: 1e12, tran: 'nvme', mountpoints: [null] };

it('judges the drives of a fixture, with mounts beside it and an image to fit', async () => {
  const fixture = {
    blockdevices: [DISK, STICK],
    mounts: [{ source: '/dev/nvme0n1', target: '/', fsType: 'ext4' }],
  };
  const { code, stdout } = await judged(fixture, '--bytes', '9000000000');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    drives: [
      { path: '/dev/nvme0n1', bus: 'nvme', verdict: 'refused', reasons: ['system', 'internal'] },
      {
        path: '/dev/sda',
        serial: 'S1',
        removable: true,
        mounts: [],
        verdict: 'hidden',
        reasons: ['too-small'],
      },
    ],
  });
});

it('says what is no fixture', async () => {
  const { code, stdout } = await judged({ blockdevices: [{ size: 'large' }] });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'drives-unreadable' } });
});
