import { z } from 'zod';
import { hostNameSchema, procedure } from './base';
import { changeResultSchema } from './draft';
import { hostKeyScanSchema, shownHostKeySchema } from './known-hosts';

/**
 * A place that names the host and that the gesture does not change. `comment` and `doc` are for people; `refers` means
 * the host where it cannot be taken out or rewritten; `unclear` may mean it; `other` is another thing of the same
 * name; `file` is a file that cannot be moved as a text.
 */
export const hostLeftoverSchema = z.object({
  file: z.string(),
  line: z.number().int().positive(),
  /** The line as it stands, or a word on the file. */
  text: z.string(),
  kind: z.enum(['comment', 'doc', 'refers', 'unclear', 'other', 'file']),
});
export type HostLeftover = z.infer<typeof hostLeftoverSchema>;

/** Checked by the planner, which says in words what a host may be called. */
const newNameSchema = z.string().min(1).max(253);

const reachShape = {
  /** Comments and documents too. */
  docs: z.boolean().default(true),
  /** Leftovers to take all the same, as `file:line`. */
  also: z.array(z.string()).default([]),
};

/** What a machine must not share with another. */
const identityShape = {
  address: z.string().optional(),
  /** `TYPE BASE64` of its SSH host key, where it is to be known to the fleet. */
  hostKey: z
    .string()
    .regex(/^ssh-(?:ed25519|rsa) [A-Za-z0-9+/]+={0,3}$/)
    .optional(),
};

/** One wish for a host's life, taken as one gesture over every file that has to do with it. */
export const hostWishSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('add'),
    name: newNameSchema,
    /** The host whose place, shape and neighbours the new one takes after; the nearest by role and hardware if absent. */
    like: hostNameSchema.optional(),
    role: z.string().optional(),
    /** Names of hardware profiles. */
    hardware: z.array(z.string()).default([]),
    /** Whole path of the feature that is its desktop. */
    desktop: z.string().optional(),
    user: z.string().optional(),
    port: z.number().int().min(1).max(65_535).optional(),
    description: z.string().optional(),
    tags: z.array(z.string()).default([]),
    ...identityShape,
  }),
  z.object({ kind: z.literal('clone'), name: newNameSchema, from: hostNameSchema, ...identityShape }),
  z.object({ kind: z.literal('rename'), name: hostNameSchema, to: newNameSchema, ...reachShape }),
  z.object({ kind: z.literal('retire'), name: hostNameSchema, ...reachShape }),
]);
export type HostWish = z.infer<typeof hostWishSchema>;

export const hostGestureSchema = changeResultSchema.extend({
  leftovers: z.array(hostLeftoverSchema),
  /** What has to be known or done besides, in sentences. */
  warnings: z.array(z.string()),
});
export type HostGesture = z.infer<typeof hostGestureSchema>;

/** What a new host can be made from, as the fleet's source has it. */
export const hostTemplatesSchema = z.object({
  hosts: z.array(
    z.object({
      name: z.string(),
      role: z.string().nullable(),
      hardware: z.array(z.string()),
      file: z.string(),
    }),
  ),
  roles: z.array(z.string()),
  hardware: z.array(z.string()),
  desktops: z.array(z.object({ path: z.string(), title: z.string() })),
  /** Whether the fleet has a place for address, user and tags (`snowfleet.host`). */
  saysAddress: z.boolean(),
  /** Whether the fleet encrypts secrets to the keys of its hosts. */
  hasRecipients: z.boolean(),
});
export type HostTemplates = z.infer<typeof hostTemplatesSchema>;

/** A machine that is no host of the fleet yet: the name it is to have, and `[user@]address[:port]`. */
const newcomerShape = { name: newNameSchema, address: z.string().min(1).max(300) };

export const hostsContract = {
  templates: procedure.output(hostTemplatesSchema),
  /** What the gesture would write, and what it would leave. Nothing is written. */
  plan: procedure.input(hostWishSchema).output(hostGestureSchema),
  /** The same, taken: one undo step. Refused with bad-host-name, unknown-host, conflict, not-literal. */
  apply: procedure.input(hostWishSchema).output(hostGestureSchema),
  /** Asks a machine that is no host yet which keys it has; logs in to nothing. */
  scan: procedure.input(z.object(newcomerShape)).output(hostKeyScanSchema),
  /** Records the key with this fingerprint, which the machine must still show, among ours. */
  trust: procedure
    .input(z.object({ ...newcomerShape, fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/) }))
    .output(z.object({ accepted: shownHostKeySchema })),
};
