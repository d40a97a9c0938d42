import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { hostNameSchema, procedure } from './base';
import { changeResultSchema } from './draft';
import { shownHostKeySchema } from './known-hosts';

/** A machine that somebody starts from an installer image, as far as it has come. */
export const newcomerSchema = z.object({
  host: z.string(),
  /** `[user@]address[:port]`, as it was typed. */
  address: z.string(),
  /**
   * waiting: nobody answers yet. recognised: it shows the key that was made with the image, or one that is known.
   * unknown: somebody has to compare its key with the installer's screen. refused: its key is another than the known one.
   */
  state: z.enum(['waiting', 'recognised', 'unknown', 'refused']),
  /** The key it is to be known by; null while nobody answers. */
  key: shownHostKeySchema.nullable(),
  words: z.string(),
});
export type Newcomer = z.infer<typeof newcomerSchema>;

/** What became of it: its key is recorded, and its hardware is in the draft. */
export const welcomedSchema = z.object({
  host: z.string(),
  address: z.string(),
  key: shownHostKeySchema,
  /** What its hardware makes of the host; null where the machine did not tell. */
  hardware: changeResultSchema.nullable(),
  /** In sentences: what was left as it is, and why. */
  notes: z.array(z.string()),
});
export type Welcomed = z.infer<typeof welcomedSchema>;

const whoSchema = z.object({ host: hostNameSchema, address: z.string().min(1).max(300) });

export const newcomersContract = {
  /** Waits at an address until a machine shows its key there; ends after the first that is not `waiting`. */
  await: procedure.input(whoSchema).output(eventIterator(newcomerSchema)),
  /**
   * Records the key with this fingerprint, which the machine must still show, and from now on reaches the host there; asks
   * it for its hardware and takes that into the draft. With `dryRun` the draft stays as it is. Throws `host-key-unknown`,
   * `host-key-changed`, `unreachable`, `authentication-failed`. In practice only a machine that was started from this host's
   * own practice image is welcome; any other is `host-key-unknown`.
   */
  welcome: procedure
    .input(
      whoSchema.extend({
        fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(welcomedSchema),
  /** The host is reached as if it had not been welcomed. */
  forget: procedure.input(z.object({ host: hostNameSchema })).output(z.object({ forgotten: z.boolean() })),
};
