import { z } from 'zod';
import { hostNameSchema, procedure } from './base';
import { prioritySchema } from './features';

/** What Nix itself says of one option of a host: the result of a job of kind `explain`. */
export const nixAnswerSchema = z.object({
  host: z.string(),
  path: z.string(),
  /** False where the host has no such option. */
  declared: z.boolean(),
  type: z.string().nullable(),
  /** Absent where reading it throws. */
  value: z.unknown().optional(),
  priority: prioritySchema.nullable(),
  /** Of the strongest priority alone: Nix forgets the others. Files of the fleet are relative to it. */
  definitions: z.array(z.object({ file: z.string(), isOwn: z.boolean(), value: z.unknown() })),
  declarations: z.array(
    z.object({ file: z.string(), isOwn: z.boolean(), line: z.number().int().positive().optional() }),
  ),
  at: z.string(),
});
export type NixAnswer = z.infer<typeof nixAnswerSchema>;

export const explainContract = {
  /** Evaluates one option of a host with Nix, as a job with a time limit; its result is a {@link nixAnswerSchema}. */
  askNix: procedure
    .input(z.object({ host: hostNameSchema, path: z.string().min(1).max(1000) }))
    .output(z.object({ job: z.string() })),
};
