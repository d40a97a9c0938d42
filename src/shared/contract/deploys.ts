import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { hostNameSchema, procedure, timeSchema } from './base';
import { buildPlaceSchema } from './builders';
import {
  deployLimitsSchema,
  deployModeSchema,
  failedUnitsSchema,
  generationSchema,
  generationsSpaceSchema,
  healthPolicySchema,
  hostOutcomeSchema,
  hostPlanSchema,
  packageChangesSchema,
  runSchema,
  wavesSchema,
} from './deploy-model';
import { jobIdSchema } from './jobs';
import { hostPreflightSchema } from './preflight';

/** What somebody wants of one deploy. */
export const deployRequestSchema = z.object({
  hosts: z.array(hostNameSchema).min(1),
  mode: deployModeSchema.default('switch'),
  failedUnits: failedUnitsSchema.default('judge'),
  health: healthPolicySchema.default('roll-back'),
  limits: deployLimitsSchema.optional(),
  /** False: hosts are not looked at first, and a red light keeps nothing. */
  preflight: z.boolean().default(true),
  waves: wavesSchema.optional(),
  /** For this run in the place of what is remembered of each host. */
  buildOn: buildPlaceSchema.optional(),
  /** Restart hosts afterwards: in mode boot each, in mode switch those that need it. For no other mode. */
  reboot: z.boolean().default(false),
  /** In mode build: also copy to the hosts. */
  copy: z.boolean().default(false),
});
export type DeployRequest = z.infer<typeof deployRequestSchema>;

const generationNumberSchema = z.number().int().positive();
const generationNumbersSchema = z.object({
  host: hostNameSchema,
  numbers: z.array(generationNumberSchema).min(1).max(1_000),
});

/** Which runs are wanted. All conditions must hold. */
export const runQuerySchema = z.object({
  host: hostNameSchema.optional(),
  /** Words that a run's record or its log has, whatever their case; each must be there. */
  text: z.string().max(400).optional(),
  /** Of the host that is asked for, else of any. `none`: it has none yet. */
  outcome: z.union([hostOutcomeSchema, z.literal('none')]).optional(),
  /** When it began: from `since` on, and before `until`. */
  since: timeSchema.optional(),
  until: timeSchema.optional(),
});
export type RunQuery = z.infer<typeof runQuerySchema>;

/** One run with what its log still tells; `plans` and `log` are null once the log is not kept any more. */
export const runDetailsSchema = z.object({
  run: runSchema,
  plans: z.array(hostPlanSchema).nullable(),
  log: z.array(z.object({ at: timeSchema, source: z.string(), text: z.string() })).nullable(),
  /** Lines of the log left out at its front. */
  dropped: z.number().int(),
});
export type RunDetails = z.infer<typeof runDetailsSchema>;

export const deploysContract = {
  /** Looks at hosts before anything is built: lights of each as they come. Changes nothing on any host. */
  preflight: procedure
    .input(
      z.object({
        hosts: z.array(hostNameSchema).min(1),
        mode: deployModeSchema.default('switch'),
        /** Nobody is there to be asked anything. */
        unattended: z.boolean().default(false),
      }),
    )
    .output(eventIterator(hostPreflightSchema)),
  /** Builds and compares with what each host runs; changes nothing on any host. */
  plan: procedure.input(deployRequestSchema.pick({ hosts: true, buildOn: true })).output(jobIdSchema),
  /** Build, copy, activate, acknowledge over a new connection; else the host goes back by store path, by itself. */
  deploy: procedure.input(deployRequestSchema).output(jobIdSchema),
  /** Activates an older system. `to` is a generation number or a store path; default: the one before the current. */
  rollback: procedure
    .input(
      z.object({ host: hostNameSchema, to: z.union([z.number().int().positive(), z.string()]).optional() }),
    )
    .output(jobIdSchema),
  /** Newest first. */
  generations: procedure
    .input(z.object({ host: hostNameSchema }))
    .output(z.object({ host: z.string(), generations: z.array(generationSchema) })),
  /** What changes from one generation's system to another's, by the host's own store. */
  compareGenerations: procedure
    .input(z.object({ host: hostNameSchema, from: generationNumberSchema, to: generationNumberSchema }))
    .output(
      z.object({
        host: z.string(),
        from: generationSchema,
        to: generationSchema,
        packages: packageChangesSchema,
        /** Growth of the closure in bytes. */
        bytes: z.number(),
      }),
    ),
  /** What deleting these would give back; changes nothing. */
  generationsSpace: procedure.input(generationNumbersSchema).output(generationsSpaceSchema),
  /**
   * Deletes generations, takes them out of the boot menu, then deletes what only they needed. Never the system that
   * runs, was booted or is the boot default. The result is a `DeletedGenerations`.
   */
  deleteGenerations: procedure.input(generationNumbersSchema).output(jobIdSchema),
  /** Newest first, `limit` of them after the first `skip`; `total` counts all that answer the query. */
  runs: procedure
    .input(
      runQuerySchema.extend({
        skip: z.number().int().min(0).optional(),
        limit: z.number().int().min(1).max(1_000).optional(),
      }),
    )
    .output(z.object({ runs: z.array(runSchema), total: z.number().int() })),
  run: procedure.input(z.object({ run: z.string() })).output(runDetailsSchema),
  /** The runs as text, a piece for each, newest first: JSON lines or Markdown. */
  exportRuns: procedure
    .input(runQuerySchema.extend({ format: z.enum(['jsonl', 'markdown']), logs: z.boolean().default(false) }))
    .output(eventIterator(z.string())),
};
