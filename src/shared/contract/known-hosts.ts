import { z } from 'zod';
import { hostNameSchema, procedure, timeSchema } from './base';

/** A host key that is known: accepted in Snowfleet (`own`), declared by the fleet, or in the user's own files. */
export const knownHostKeySchema = z.object({
  /** Names and patterns as the list has them; hashed ones stay hashed. */
  names: z.array(z.string()),
  keyType: z.string(),
  /** `SHA256:…` as ssh prints it. */
  fingerprint: z.string(),
  from: z.enum(['own', 'fleet', 'user']),
  marker: z.enum(['revoked', 'cert-authority']).nullable(),
  file: z.string(),
  line: z.number().int(),
  /** When it was accepted; only for our own. */
  addedAt: timeSchema.nullable(),
});
export type KnownHostKey = z.infer<typeof knownHostKeySchema>;

/** A key that some list has for a host and none speaks against: what `known` is said of when the host shows it. */
export const trustedHostKeySchema = knownHostKeySchema
  .pick({ keyType: true, fingerprint: true, from: true, file: true, line: true })
  .extend({
    /** `TYPE BASE64`. */
    publicKey: z.string(),
  });
export type TrustedHostKey = z.infer<typeof trustedHostKeySchema>;

/** A key a host shows now, and what is to be thought of it. */
export const shownHostKeySchema = z.object({
  keyType: z.string(),
  fingerprint: z.string(),
  /** `TYPE BASE64`, as known_hosts and lists of recipients have it. */
  publicKey: z.string(),
  verdict: z.enum(['known', 'certified', 'unknown', 'changed', 'revoked']),
  /** Why, in a sentence; empty for a known key. */
  words: z.string(),
});
export type ShownHostKey = z.infer<typeof shownHostKeySchema>;

export const hostKeyScanSchema = z.object({
  host: z.string(),
  /** Name and port it is known under. */
  name: z.string(),
  keys: z.array(shownHostKeySchema),
});
export type HostKeyScan = z.infer<typeof hostKeyScanSchema>;

export const knownHostsContract = {
  /** Our own and the fleet's; with a host, every line of any list that speaks of it. */
  list: procedure
    .input(z.object({ host: hostNameSchema.optional() }))
    .output(z.object({ keys: z.array(knownHostKeySchema) })),
  /** Asks the host which keys it has; logs in to nothing but the jump hosts before it. */
  scan: procedure.input(z.object({ host: hostNameSchema })).output(hostKeyScanSchema),
  /**
   * Records the key with this fingerprint, which the host must still show, unless our own list or the fleet has it. Refuses
   * changed and revoked ones.
   */
  accept: procedure
    .input(z.object({ host: hostNameSchema, fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/) }))
    .output(z.object({ accepted: shownHostKeySchema })),
  /** Drops what we have recorded for the host. `elsewhere` is known from lists that are not ours to change. */
  forget: procedure
    .input(z.object({ host: hostNameSchema }))
    .output(z.object({ forgotten: z.array(knownHostKeySchema), elsewhere: z.array(knownHostKeySchema) })),
};

/** A key our agent offers to ssh, nix and git. */
export const agentKeySchema = z.object({
  keyType: z.string(),
  fingerprint: z.string(),
  comment: z.string(),
  /** Held by the user's own agent, or read from a file. */
  from: z.enum(['agent', 'file']),
});
export type AgentKey = z.infer<typeof agentKeySchema>;

export const agentContract = {
  keys: procedure.output(z.object({ keys: z.array(agentKeySchema) })),
};
