import { z } from 'zod';
import { hostNameSchema, timeSchema } from './base';

/**
 * As of switch-to-configuration, and `build`, which ends before anything is activated: this machine has the systems
 * then, and the hosts too where a copy was asked for.
 */
export const deployModeSchema = z.enum(['switch', 'boot', 'test', 'dry-activate', 'build']);
export type DeployMode = z.infer<typeof deployModeSchema>;

/**
 * What becomes of a system whose units fail: `judge` goes back when one failed that worked before, `keep` never does,
 * `roll-back` does for any.
 */
export const failedUnitsSchema = z.enum(['judge', 'keep', 'roll-back']);
export type FailedUnits = z.infer<typeof failedUnitsSchema>;

/**
 * What a new system is healthy by, as the fleet declares it (`snowfleet.health`): systemd has a unit running, a TCP port
 * is listened on, a URL answers, or a line for sh ends with 0. Looked at on the host.
 */
export const healthCheckSchema = z.object({
  kind: z.enum(['unit', 'port', 'url', 'command']),
  value: z.string(),
  /** Id of the feature that declares it; absent where the host does. */
  feature: z.string().optional(),
});
export type HealthCheck = z.infer<typeof healthCheckSchema>;

/** How a check was found. Unknown: the host has no means to look. */
export const healthFindingSchema = healthCheckSchema.extend({
  state: z.enum(['ok', 'bad', 'unknown']),
  words: z.string(),
});
export type HealthFinding = z.infer<typeof healthFindingSchema>;

/** What becomes of a new system whose health checks fail: it is gone back from, kept, or nobody looks. */
export const healthPolicySchema = z.enum(['roll-back', 'keep', 'off']);
export type HealthPolicy = z.infer<typeof healthPolicySchema>;

/**
 * Seconds that one program of an activation may take on the host, that health checks may take until they hold, and
 * that the host waits for the acknowledgement beside that.
 */
export const deployLimitsSchema = z.object({
  activation: z.number().int().min(1).max(86_400).optional(),
  health: z.number().int().min(1).max(3_600).optional(),
  confirm: z.number().int().min(1).max(3_600).optional(),
  /** From the order to restart until the host is back. */
  reboot: z.number().int().min(1).max(86_400).optional(),
});
export type DeployLimits = z.infer<typeof deployLimitsSchema>;

/**
 * In which order hosts are activated. Copying goes ahead of it: that changes nothing a host runs. A host that was away
 * counts as neither good nor bad, but as a canary it proves nothing, so the others are left alone.
 */
export const wavesSchema = z.object({
  /** Activated and confirmed before any other is; when it does not come out well, no other is begun. */
  canary: hostNameSchema.optional(),
  /** Hosts that are activated at the same time; 4 where absent. */
  atOnce: z.number().int().min(1).max(100).optional(),
  /** After so many hosts have come out badly no other is begun; never where absent. */
  stopAfter: z.number().int().min(1).max(1000).optional(),
});
export type Waves = z.infer<typeof wavesSchema>;
/** What {@link Waves} means where it does not say. */
export const AT_ONCE = 4;

export const packageChangesSchema = z.object({
  added: z.array(z.object({ name: z.string(), version: z.string() })),
  removed: z.array(z.object({ name: z.string(), version: z.string() })),
  changed: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
});
export type PackageChanges = z.infer<typeof packageChangesSchema>;

export const unitChangesSchema = z.object({
  stop: z.array(z.string()),
  restart: z.array(z.string()),
  reload: z.array(z.string()),
  start: z.array(z.string()),
});
export type UnitChanges = z.infer<typeof unitChangesSchema>;

/** What a deploy of one host would do. `from` is the store path the host runs; absent when it could not be asked. */
export const hostPlanSchema = z.object({
  host: z.string(),
  from: z.string().optional(),
  to: z.string(),
  unchanged: z.boolean(),
  packages: packageChangesSchema.optional(),
  /** Growth of the closure in bytes; negative when it shrinks. */
  bytes: z.number().optional(),
  /** Bytes of the paths of the new closure that the old one does not have: at most so much is copied. */
  copyBytes: z.number().optional(),
  units: unitChangesSchema.optional(),
  reboot: z.boolean().optional(),
  /** Parts of the new system that only a reboot takes into use. */
  rebootBecause: z.array(z.enum(['kernel', 'initrd', 'kernel-modules'])).optional(),
  /** Why NixOS itself would refuse to switch from what runs, as `NAME: OLD -> NEW`; only where it would. */
  inhibitors: z.array(z.string()).optional(),
  /** Why the host could not be compared, when `from` is absent. */
  note: z.string().optional(),
});
export type HostPlan = z.infer<typeof hostPlanSchema>;

/** What a run planned for one host, in figures: the part of a plan that outlives its log. */
export const planFiguresSchema = z.object({
  added: z.number().int(),
  removed: z.number().int(),
  changed: z.number().int(),
  /** Growth of the closure in bytes. */
  bytes: z.number().optional(),
  reboot: z.boolean().optional(),
});
export type PlanFigures = z.infer<typeof planFiguresSchema>;

export const hostOutcomeSchema = z.enum([
  'unchanged',
  'switched',
  'units-failed',
  'rolled-back',
  'failed',
  'skipped',
  'unknown',
]);
export type HostOutcome = z.infer<typeof hostOutcomeSchema>;

export const hostResultSchema = z.object({
  host: z.string(),
  outcome: hostOutcomeSchema,
  from: z.string().nullable(),
  to: z.string().nullable(),
  generation: z.number().int().nullable(),
  reason: z.string().optional(),
  /** It did not answer when its turn came, so nothing was done there; a deploy of it is offered later. */
  away: z.boolean().optional(),
  /** How its health checks were found at last, where it has any. */
  health: z.array(healthFindingSchema).optional(),
});
export type HostResult = z.infer<typeof hostResultSchema>;

/** A deploy or rollback that happened, kept in the journal. */
export const runSchema = z.object({
  id: z.string(),
  kind: z.enum(['deploy', 'rollback']),
  started: timeSchema,
  ended: timeSchema.optional(),
  who: z.string(),
  fleet: z.string(),
  /** Commit of the working tree, null outside git; `draft` is a hash of the uncommitted diff. */
  commit: z.string().nullable(),
  draft: z.string().nullable(),
  mode: deployModeSchema,
  waves: wavesSchema.optional(),
  reboot: z.boolean().optional(),
  state: z.enum(['running', 'done', 'interrupted']),
  hosts: z.array(
    hostResultSchema.extend({
      outcome: hostOutcomeSchema.nullable(),
      /** Steps of the activation as the host told them, with its own times. */
      steps: z.array(z.object({ step: z.string(), at: timeSchema })).optional(),
      /** Absent where the host was not compared. */
      planned: planFiguresSchema.optional(),
    }),
  ),
  /** The last step that began, while running or interrupted. */
  step: z.string().optional(),
  /** What can be done about an interrupted run, in words. */
  advice: z.string().optional(),
});
export type Run = z.infer<typeof runSchema>;

export const generationSchema = z.object({
  number: z.number().int(),
  path: z.string(),
  date: timeSchema,
  current: z.boolean(),
  bootDefault: z.boolean(),
  /** The host was started with this system. */
  booted: z.boolean(),
  nixosVersion: z.string().nullable(),
  kernel: z.string().nullable(),
  /** The commit it was built from, as our runs or the system itself tell; absent where a draft lay on it. */
  commit: z.string().optional(),
  /** The commit on which an uncommitted draft lay. */
  draftOn: z.string().optional(),
  /** The newest of our runs that brought this system. */
  run: z.string().optional(),
});
export type Generation = z.infer<typeof generationSchema>;

/** Why a generation is never deleted: its system runs, was booted, or is the boot default. */
export const generationHoldSchema = z.enum(['running', 'booted', 'boot-default']);
export type GenerationHold = z.infer<typeof generationHoldSchema>;

/** What deleting some generations would give back. */
export const generationsSpaceSchema = z.object({
  host: z.string(),
  /** Those that would be deleted. */
  numbers: z.array(z.number().int()),
  held: z.array(z.object({ number: z.number().int(), because: generationHoldSchema })),
  /** Store paths that nothing else on the host needs, and their size in bytes. */
  paths: z.number().int(),
  bytes: z.number(),
  /** Free on the disk of /nix, in bytes. */
  free: z.number().nullable(),
});
export type GenerationsSpace = z.infer<typeof generationsSpaceSchema>;

/** What became of generations that were to be deleted. */
export const deletedGenerationsSchema = generationsSpaceSchema.extend({
  /** Free afterwards. `bytes` and `paths` are what is really gone. */
  freeAfter: z.number().nullable(),
  /** Generations that were gone already. */
  absent: z.array(z.number().int()),
});
export type DeletedGenerations = z.infer<typeof deletedGenerationsSchema>;
