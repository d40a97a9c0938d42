import { z } from 'zod';
import { hostNameSchema, procedure, timeSchema } from './base';
import { errorShapeSchema } from './errors';

/** One wish of a gesture. `value` is Nix source text. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('enable'), host: hostNameSchema, path: z.string().min(1) }),
  z.object({ kind: z.literal('disable'), host: hostNameSchema, path: z.string().min(1) }),
  z.object({ kind: z.literal('set'), host: hostNameSchema, path: z.string().min(1), value: z.string() }),
  z.object({ kind: z.literal('unset'), host: hostNameSchema, path: z.string().min(1) }),
]);
export type Change = z.infer<typeof changeSchema>;

/** One undo step: the files it wrote, kept as deltas in the journal. */
export const gestureSchema = z.object({
  id: z.string(),
  title: z.string(),
  at: timeSchema,
  files: z.array(z.string()),
  hosts: z.array(z.string()),
  /** It only writes older ones again, over what somebody wrote in their place. */
  resolves: z.boolean().optional(),
});
export type Gesture = z.infer<typeof gestureSchema>;

export const changeResultSchema = z.object({
  /** Unified diff over all files, empty when nothing had to change. */
  diff: z.string(),
  files: z.array(z.string()),
  /** Switched on by the module itself; nothing is written for these. */
  brings: z.array(z.string()),
  /** Joined to the same gesture. */
  needs: z.array(z.string()),
  gesture: gestureSchema.optional(),
});
export type ChangeResult = z.infer<typeof changeResultSchema>;

/**
 * A change that somebody wrote over outside: it cannot be taken back, and is not in the diff. The texts are those of
 * its place, or of the whole file where that came or went (null: it is not there).
 */
export const overwrittenSchema = z.object({
  gesture: z.string(),
  title: z.string(),
  file: z.string(),
  /** Where the place begins in the file as it is. */
  line: z.number().int().nullable(),
  before: z.string().nullable(),
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
});
export type Overwritten = z.infer<typeof overwrittenSchema>;

export const meantHostSchema = z.object({
  host: z.string(),
  changes: z.array(z.object({ path: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
});

/** What Nix says of the fleet with the draft in it. */
export const draftEvaluationSchema = z.object({
  /** current: of the source as it is. old: of an earlier source. none: never evaluated. */
  state: z.enum(['current', 'old', 'none']),
  at: timeSchema.nullable(),
  /** Those with anything to tell; where not current, none. */
  hosts: z.array(
    z.object({
      host: z.string(),
      /** Beside the system it had without the draft; unknown where that was not evaluated. */
      system: z.enum(['same', 'differs', 'fails', 'unknown']),
      /** Why it fails, with the rule's place where it is known. */
      problems: z.array(
        z.object({ words: z.string(), file: z.string().optional(), line: z.number().int().optional() }),
      ),
      /** Those that came with the draft, or all where that is not known. */
      warnings: z.array(z.string()),
    }),
  ),
  /** How many hosts keep the very same system. */
  same: z.number().int(),
});
export type DraftEvaluation = z.infer<typeof draftEvaluationSchema>;

export const draftSchema = z.object({
  /** Oldest first; only those not yet committed, discarded or undone. */
  gestures: z.array(gestureSchema),
  redo: z.array(gestureSchema),
  /** Unified diff of our gestures, a file at a time. */
  files: z.array(z.object({ file: z.string(), diff: z.string() })),
  /** What the draft means from source: options that changed per host. */
  meaning: z.array(meantHostSchema),
  /** Null where nothing is changed. */
  evaluation: draftEvaluationSchema.nullable(),
  /** Files changed outside since a gesture wrote them; where lines do not meet, both stand. */
  outside: z.array(z.string()),
  /** Where lines do meet: to be settled by {@link draftContract.resolve}. */
  overwritten: z.array(overwrittenSchema),
  /** Changes given up for what others wrote; {@link draftContract.bringBack} takes them up again. */
  aside: z.array(gestureSchema),
});
export type Draft = z.infer<typeof draftSchema>;

/** What a commit would be, and what stands in its way. */
export const commitProposalSchema = z.object({
  /** In the style of the log, to be edited. */
  message: z.string(),
  style: z.enum(['conventional', 'sentence']),
  /** Null where HEAD is detached. */
  branch: z.string().nullable(),
  /** The repository has no commit yet. */
  isFirst: z.boolean(),
  /** As git will write it; null where git does not know. */
  author: z.string().nullable(),
  /** Why git would refuse now; the draft stays as it is. */
  refused: errorShapeSchema.nullable(),
});
export type CommitProposal = z.infer<typeof commitProposalSchema>;

export const draftContract = {
  get: procedure.output(draftSchema),
  /**
   * Takes all changes as one gesture, all files or none. Refused with conflict, unmet, unknown-option, wrong-type,
   * not-literal, no-effect, read-only.
   */
  apply: procedure
    .input(z.object({ changes: z.array(changeSchema).min(1), dryRun: z.boolean().default(false) }))
    .output(changeResultSchema),
  undo: procedure.output(draftSchema),
  redo: procedure.output(draftSchema),
  /** Applies the reverse deltas of all gestures. */
  discard: procedure.output(draftSchema),
  /**
   * Settles what others wrote over in a file: `ours` writes our changes again in its place (one gesture, undo brings
   * theirs back), `theirs` puts our changes aside.
   */
  resolve: procedure
    .input(z.object({ file: z.string().min(1), keep: z.enum(['ours', 'theirs']) }))
    .output(draftSchema),
  /** Takes up again what was put aside; it then waits to be settled once more. */
  bringBack: procedure.input(z.object({ gesture: z.string() })).output(draftSchema),
  proposeCommit: procedure.output(commitProposalSchema),
  /** Commits only our own hunks; what the user has staged stays staged. */
  commit: procedure
    .input(z.object({ message: z.string().min(1) }))
    .output(z.object({ commit: z.string(), gestures: z.array(gestureSchema) })),
};
