import type { WritePhase } from '../../../shared/contract';
import type { JobStepSpec } from '../../jobs';

/** The steps of a write's job; weights are what each takes of a usual one. */
export const WRITE_STEPS: readonly (JobStepSpec & { readonly id: WritePhase })[] = [
  { id: 'check', title: 'Check the image', weight: 6 },
  { id: 'open', title: 'Open the drive', weight: 1 },
  { id: 'clear', title: 'Clear: first and last megabyte zeroed', weight: 1 },
  { id: 'write', title: 'Write', weight: 50 },
  { id: 'flush', title: 'Flush: the drive empties its buffer', weight: 2 },
  { id: 'verify', title: 'Verify: read back from the drive', weight: 38 },
  { id: 'finish', title: 'Finish: first block last', weight: 2 },
];
