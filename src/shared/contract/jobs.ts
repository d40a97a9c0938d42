import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure, timeSchema } from './base';
import { errorShapeSchema } from './errors';
import { jobDataSchema } from './job-data';

/** What a job does; it decides which screen opens it. */
export const jobKindSchema = z.enum([
  'evaluate',
  'build',
  'plan',
  'deploy',
  'rollback',
  'delete-generations',
  'practice',
  'recipe',
  'explain',
  'build-image',
  'write',
  'self-test',
]);
export type JobKind = z.infer<typeof jobKindSchema>;

/** `interrupted`: its process died; the next start found the journal without an end. */
export const jobStateSchema = z.enum(['running', 'cancelling', 'done', 'failed', 'cancelled', 'interrupted']);
export type JobState = z.infer<typeof jobStateSchema>;

export const jobStepSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Share of the whole relative to the other steps. */
  weight: z.number().positive(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']),
  /** 0 to 1 where the source tells, else null: the screen then shows the step's name and elapsed time. */
  fraction: z.number().min(0).max(1).nullable(),
  words: z.string().optional(),
  startedAt: timeSchema.optional(),
  endedAt: timeSchema.optional(),
});
export type JobStep = z.infer<typeof jobStepSchema>;

export const jobSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  title: z.string(),
  hosts: z.array(z.string()),
  state: jobStateSchema,
  startedAt: timeSchema,
  endedAt: timeSchema.optional(),
  /** Weighted over all steps, 0 to 1; null while no step knows. */
  fraction: z.number().min(0).max(1).nullable(),
  steps: z.array(jobStepSchema),
  pid: z.number().int(),
  error: errorShapeSchema.optional(),
});
export type Job = z.infer<typeof jobSchema>;

/** One entry of a job's feed. `seq` counts from 1 without gaps, so a reader can resume after any of them. */
export const jobEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), seq: z.number().int(), job: jobSchema }),
  z.object({
    type: z.literal('log'),
    seq: z.number().int(),
    at: timeSchema,
    source: z.string(),
    text: z.string(),
  }),
  z.object({ type: z.literal('data'), seq: z.number().int(), data: jobDataSchema }),
  z.object({
    type: z.literal('result'),
    seq: z.number().int(),
    job: jobSchema,
    result: z.unknown().optional(),
  }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;

export const jobIdSchema = z.object({ job: z.string() });

export const jobsContract = {
  /** All jobs of all processes, newest first. */
  list: procedure.output(z.array(jobSchema)),
  /** Replays from `after` (0 = the beginning) and follows; ends after the `result` event. */
  follow: procedure
    .input(z.object({ job: z.string(), after: z.number().int().min(0).default(0) }))
    .output(eventIterator(jobEventSchema)),
  /** Asks; a second call while `cancelling` kills the process group. */
  cancel: procedure.input(jobIdSchema).output(jobSchema),
};
