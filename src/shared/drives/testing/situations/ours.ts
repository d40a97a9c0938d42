import { made, part, stick } from '../devices';
import { beside, type Situation } from './situation';

/** What Snowfleet itself needs: image, fleet, state. */
export const OURS: readonly Situation[] = [
  {
    name: 'the image lies on the stick',
    machine: beside(stick('sda', {}, part('sda1', { mounts: ['/run/media/ada/X'] })), stick('sdb')),
    needs: { image: '/run/media/ada/X/nixos.iso' },
    expect: { '/dev/sda': 'refused image', '/dev/sdb': 'offered' },
  },
  {
    name: 'the image lies in an open encrypted volume of the stick',
    machine: beside(
      stick('sda', {}, part('sda1', {}, made('crypt', 'dm-0', { mounts: ['/run/media/ada/X'] }))),
    ),
    needs: { image: '/run/media/ada/X/nixos.iso' },
    expect: { '/dev/sda': 'refused image unlocked' },
  },
  {
    name: 'the image lies on the disk of the system, which needs no second reason',
    machine: beside(stick('sda')),
    needs: { image: '/home/ada/nixos.iso', fleets: ['/home/ada/fleet'], states: ['/home/ada/.local/state'] },
    expect: { '/dev/sda': 'offered', '/dev/nvme0n1': 'refused system internal:nvme' },
  },
  {
    name: 'the image lies below a name that only begins like the mount',
    machine: beside(stick('sda', {}, part('sda1', { mounts: ['/run/media/ada/X'] }))),
    needs: { image: '/run/media/ada/XY/nixos.iso' },
    expect: { '/dev/sda': 'offered ~mounted' },
  },
  {
    name: 'the image lies on a second mount inside the first',
    machine: beside(
      stick('sda', {}, part('sda1', { mounts: ['/mnt/a'] })),
      stick('sdb', {}, part('sdb1', { mounts: ['/mnt/a/b'] })),
    ),
    needs: { image: '/mnt/a/b/nixos.iso' },
    expect: { '/dev/sda': 'offered ~mounted', '/dev/sdb': 'refused image' },
  },
  {
    name: 'the fleet lies on a stick',
    machine: beside(stick('sda', {}, part('sda1', { mounts: ['/run/media/ada/FLEET'] }))),
    needs: { fleets: ['/run/media/ada/FLEET/nixos'] },
    expect: { '/dev/sda': 'refused fleet' },
  },
  {
    name: 'Snowfleet keeps its state on a stick',
    machine: beside(stick('sda', {}, part('sda1', { mounts: ['/run/media/ada/S'] }))),
    needs: { states: ['/run/media/ada/S/snowfleet'] },
    expect: { '/dev/sda': 'refused state' },
  },
  {
    name: 'all of it lies on one stick, which is also too small and read-only',
    machine: beside(
      stick('sda', { readOnly: true }, part('sda1', { mounts: ['/run/media/ada/S', '[SWAP]'] })),
    ),
    needs: {
      states: ['/run/media/ada/S'],
      fleets: ['/run/media/ada/S/f'],
      image: '/run/media/ada/S/i.iso',
      imageBytes: 65e9,
    },
    expect: { '/dev/sda': 'refused swap fleet state image read-only too-small' },
  },
];
