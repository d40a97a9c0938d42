import type { WriteStage } from '../../../shared/contract';
import type { Blocks } from './blocks';
import type { Geometry } from './geometry';
import type { Meter } from './meter';
import type { WriteDriveOptions } from './types';

/** What the phases share. */
export interface Work extends WriteDriveOptions {
  readonly blocks: Blocks;
  readonly geometry: Geometry;
  readonly meter: Meter;
  /** Slots of blocks that are held back, by block. */
  readonly held: Map<number, number>;
  /** Blocks left as they are on the drive. */
  readonly skipped: Set<number>;
  /** Whether a block may be left out where it is empty. */
  readonly maySkip: (block: number) => boolean;
  /** What the work waits for right now. */
  waitsFor: WriteStage;
}
