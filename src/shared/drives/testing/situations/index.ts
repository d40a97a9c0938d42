import { INTERNAL } from './internal';
import { ODD } from './odd';
import { OURS } from './ours';
import { PLAIN } from './plain';
import { SWAP } from './swap';
import { SYSTEM } from './system';
import { TOGETHER } from './together';
import type { Situation } from './situation';

export type { Situation } from './situation';

/** Every row of the table. */
export const SITUATIONS: readonly Situation[] = [
  ...PLAIN,
  ...INTERNAL,
  ...ODD,
  ...SYSTEM,
  ...SWAP,
  ...TOGETHER,
  ...OURS,
];
