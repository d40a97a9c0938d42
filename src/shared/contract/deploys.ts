import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { hostNameSchema, procedure } from './base';
import { buildPlaceSchema } from './builders';
import {
  deployLimitsSchema,
  deployModeSchema,
  failedUnitsSchema,
  generationSchema,
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
  limits: deployLimitsSchema.optional(),
  /** False: hosts are not looked at first, and a red light keeps nothing. */
  preflight: z.boolean().default(true),
  waves: wavesSchema.optional(),
  /** For this run in the place of what is remembered of each host. */
  buildOn: buildPlaceSchema.optional(),
});
export type DeployRequest = z.infer<typeof deployRequestSchema>;

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
  generations: procedure
    .input(z.object({ host: hostNameSchema }))
    .output(z.object({ host: z.string(), generations: z.array(generationSchema) })),
  /** Newest first. */
  runs: procedure
    .input(z.object({ host: hostNameSchema.optional() }))
    .output(z.object({ runs: z.array(runSchema) })),
};
