import { z } from 'zod';
import { hostPlanSchema, hostResultSchema, wavesSchema } from './deploy-model';
import { hostPreflightSchema } from './preflight';
import { byteRangeSchema, writeProgressSchema } from './writing';

/** A derivation in the live build tree. */
export const buildNodeSchema = z.object({
  /** Store path of the derivation, or of the path being copied. */
  id: z.string(),
  name: z.string(),
  kind: z.enum(['build', 'fetch', 'copy']),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  phase: z.string().optional(),
  /** The derivation that waits for this one; where several do, one of them. */
  parent: z.string().optional(),
  /** The machine it is built on, where that is not this one. */
  machine: z.string().optional(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  /** Bytes moved so far and expected, where Nix tells (2.26 and later). */
  bytes: z.object({ done: z.number(), expected: z.number() }).optional(),
});
export type BuildNode = z.infer<typeof buildNodeSchema>;

/** The five stages a host passes in a deploy, in order. */
export const deployStageSchema = z.enum(['evaluate', 'build', 'copy', 'activate', 'confirm']);
export type DeployStage = z.infer<typeof deployStageSchema>;

/** Typed events that jobs of one kind add to their feed. */
export const jobDataSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('build-nodes'),
    /** Only what changed since the last event; merge by id. */
    nodes: z.array(buildNodeSchema),
    done: z.number().int(),
    expected: z.number().int(),
    failed: z.number().int(),
    /** Milliseconds until all is built, judged by earlier builds; absent where too little is known. */
    etaMs: z.number().optional(),
  }),
  z.object({
    kind: z.literal('stage'),
    host: z.string(),
    stage: deployStageSchema,
    state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']),
    fraction: z.number().min(0).max(1).nullable(),
    words: z.string().optional(),
    /** Seconds until the host rolls back by itself unless confirmed, and when that will be. */
    deadline: z.number().optional(),
    deadlineAt: z.iso.datetime().optional(),
  }),
  /** In which order the hosts of a deploy are activated; told once. */
  z.object({ kind: z.literal('waves'), waves: wavesSchema }),
  z.object({ kind: z.literal('preflight'), lights: hostPreflightSchema }),
  z.object({ kind: z.literal('plan'), plan: hostPlanSchema }),
  z.object({ kind: z.literal('host-result'), result: hostResultSchema }),
  /** How far the write of a drive is. */
  z.object({ kind: z.literal('write'), drive: z.string(), progress: writeProgressSchema }),
  /** Which stretches of the image are empty and left out; told once, before the first of them. */
  z.object({ kind: z.literal('write-map'), drive: z.string(), empty: z.array(byteRangeSchema) }),
]);
export type JobData = z.infer<typeof jobDataSchema>;
