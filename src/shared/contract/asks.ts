import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure, timeSchema } from './base';

/** What only a person can decide or knows; never holds a secret itself. */
export const questionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('host-key'),
    host: z.string(),
    name: z.string(),
    keyType: z.string(),
    fingerprint: z.string(),
    /** Key types that are known of it already. */
    knownTypes: z.array(z.string()),
  }),
  z.object({ kind: z.literal('passphrase'), file: z.string(), again: z.boolean() }),
  z.object({ kind: z.literal('password'), host: z.string(), user: z.string(), again: z.boolean() }),
  z.object({ kind: z.literal('sudo-password'), host: z.string(), user: z.string(), again: z.boolean() }),
  z.object({
    kind: z.literal('prompt'),
    host: z.string(),
    user: z.string(),
    /** Words of the server, without control characters. */
    prompt: z.string(),
    echo: z.boolean(),
  }),
  z.object({
    kind: z.literal('use-key'),
    fingerprint: z.string(),
    comment: z.string(),
    /** Fingerprint of the host the login goes to, where the client told it. */
    towards: z.string().nullable(),
  }),
]);
export type Question = z.infer<typeof questionSchema>;

export const askSchema = z.object({ id: z.string(), at: timeSchema, question: questionSchema });
export type Ask = z.infer<typeof askSchema>;

export const answerSchema = z.object({
  accept: z.boolean(),
  /** The secret that was asked for; crosses to the main process only. */
  value: z.string().max(4096).optional(),
  /** Keep it in the keychain once it has proved right. */
  remember: z.boolean().optional(),
});
export type Answer = z.infer<typeof answerSchema>;

/** Questions sessions have for whoever sits at a door. While somebody follows, they are put; else they fail at once. */
export const asksContract = {
  /** All open questions, again at each change. */
  follow: procedure.output(eventIterator(z.object({ asks: z.array(askSchema) }))),
  /** `taken` is false when the question is gone. */
  answer: procedure
    .input(z.object({ id: z.string(), answer: answerSchema }))
    .output(z.object({ taken: z.boolean() })),
};
