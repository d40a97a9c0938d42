/** Why a drive is refused, whatever anybody asks for: what would be lost is in use by this machine. */
export const REFUSALS = ['system', 'swap', 'fleet', 'state', 'image'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Why a drive is not offered. */
export const HIDINGS = [
  // it is no drive for an image
  'not-a-drive',
  'internal',
  'emmc',
  'optical',
  'loop',
  'memory',
  // it cannot take the image
  'no-medium',
  'read-only',
  'too-small',
  // something works with it
  'being-written',
  'mounted',
  'unlocked',
  'held',
  // it is one of several that belong together
  'lvm',
  'raid',
  'zfs',
  'bcache',
  'multipath',
  'multi-device',
  'pool',
  // nothing can be vouched for
  'system-unknown',
] as const;
export type Hiding = (typeof HIDINGS)[number];

/** Every reason, in the order in which they are told. Stable: scripts branch on them. */
export const REASON_CODES = [...REFUSALS, ...HIDINGS] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** What to look at twice on a drive that is offered. */
export const CAUTION_CODES = ['large', 'twin', 'mounted', 'encrypted'] as const;
export type CautionCode = (typeof CAUTION_CODES)[number];

/** refused: never written · hidden: not offered, and not written either · offered: may be written. */
export const VERDICTS = ['offered', 'hidden', 'refused'] as const;
export type Verdict = (typeof VERDICTS)[number];
