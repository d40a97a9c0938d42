import type { DriveNeeds, Machine } from '../../machine';
import { machine, type Node, nvme, part } from '../devices';

/** A machine as somebody has it, and what must be said of its drives. Written by hand, row by row. */
export interface Situation {
  readonly name: string;
  readonly machine: Machine;
  readonly needs?: Partial<DriveNeeds>;
  /** By path: the verdict, the reasons, and after `~` the cautions. */
  readonly expect: Readonly<Record<string, string>>;
}

/** The disk a common machine runs from. */
export const system = (): Node =>
  nvme(
    'nvme0n1',
    { model: '990 Pro', serial: 'S6Z' },
    part('nvme0n1p1', { fsType: 'vfat', mounts: ['/boot'] }),
    part('nvme0n1p2', { fsType: 'ext4', mounts: ['/', '/nix/store'] }),
  );
export const beside = (...drives: Node[]): Machine => machine([system(), ...drives]);
