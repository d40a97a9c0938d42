import { z } from 'zod';
import { hostNameSchema, procedure, timeSchema } from './base';

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

export const draftSchema = z.object({
  /** Oldest first; only those not yet committed, discarded or undone. */
  gestures: z.array(gestureSchema),
  redo: z.array(gestureSchema),
  /** Unified diff of our gestures, a file at a time. */
  files: z.array(z.object({ file: z.string(), diff: z.string() })),
  /** What the draft means from source: options that changed per host. */
  meaning: z.array(
    z.object({
      host: z.string(),
      changes: z.array(
        z.object({ path: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
      ),
    }),
  ),
  /** A file was changed outside since a gesture wrote it; undo of that gesture is refused until it fits again. */
  outside: z.array(z.string()),
});
export type Draft = z.infer<typeof draftSchema>;

export const draftContract = {
  get: procedure.output(draftSchema),
  /** Takes all changes as one gesture, all files or none. Refused with conflict, unmet, unknown-option, wrong-type, not-literal, no-effect. */
  apply: procedure
    .input(z.object({ changes: z.array(changeSchema).min(1), dryRun: z.boolean().default(false) }))
    .output(changeResultSchema),
  undo: procedure.output(draftSchema),
  redo: procedure.output(draftSchema),
  /** Applies the reverse deltas of all gestures. */
  discard: procedure.output(draftSchema),
  /** Commits only our own hunks; what the user has staged stays staged. */
  commit: procedure
    .input(z.object({ message: z.string().min(1) }))
    .output(z.object({ commit: z.string(), gestures: z.array(gestureSchema) })),
};
