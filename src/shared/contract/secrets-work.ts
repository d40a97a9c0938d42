import { z } from 'zod';
import { hostNameSchema, procedure, timeSchema } from './base';
import { trustedHostKeySchema } from './known-hosts';
import { ruleWishSchema } from './secrets';

/** A secret's file, relative to the fleet with `/`. */
const fileSchema = z
  .string()
  .min(1)
  .max(1024)
  .regex(/^\P{Cc}*$/u, 'a file name has no control characters');

/** Private keys that were named in place of those at hand: whole paths of files. */
const identitiesSchema = z
  .array(z.string().regex(/^\//, 'an identity file is named by its whole path'))
  .max(50);

/** A secret's content, base 64: it may be no text. No longer than 64 MB. */
const contentSchema = z.base64().max(90_000_000);

/** A name that rules have for a key, or a whole public key. */
const recipientSchema = z
  .string()
  .min(1)
  .max(4000)
  .regex(/^\P{Cc}*$/u, 'a key is one line');

/** A new value that Snowfleet makes. */
export const generateWishSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), length: z.number().int().min(8).max(1024).default(32) }),
  z.object({ kind: z.literal('hex'), bytes: z.number().int().min(8).max(1024).default(32) }),
  z.object({
    kind: z.literal('ssh-key'),
    comment: z
      .string()
      .max(200)
      .regex(/^\P{Cc}*$/u)
      .default(''),
  }),
  z.object({ kind: z.literal('wireguard') }),
]);
export type GenerateWish = z.output<typeof generateWishSchema>;

/** What a secret is to hold: a value that is given, or one that is made. */
export const secretValueWishSchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('content'),
    content: contentSchema,
    /** An empty value is refused unless this says that it is meant. */
    allowEmpty: z.boolean().default(false),
  }),
  z.object({ from: z.literal('generated'), wish: generateWishSchema }),
]);
export type SecretValueWish = z.output<typeof secretValueWishSchema>;

/** What a change of secrets did. */
export const secretsChangedSchema = z.object({
  changed: z.array(z.string()),
  /** Those of `changed` that were proven from the disk to hold what they should, to the byte. */
  verified: z.array(z.string()),
  /** What a person should know besides, in sentences: what could not be proven, what was passed over. */
  notes: z.array(z.string()),
  /** The public half of a pair that was made. */
  public: z.string().optional(),
});
export type SecretsChanged = z.infer<typeof secretsChangedSchema>;

/** A secret as it was before it was replaced; still encrypted. */
export const keptSecretSchema = z.object({
  id: z.string(),
  file: z.string(),
  at: timeSchema,
  /** What replaced it. */
  title: z.string(),
  bytes: z.number().int(),
});
export type KeptSecret = z.infer<typeof keptSecretSchema>;

/** A service that names a secret's file on a host. */
export const secretUserSchema = z.object({
  unit: z.string(),
  /** As systemd calls it: `active`, `inactive`, `failed` … */
  state: z.string(),
  /** Whether it was started since the host got the value it has now. */
  isNew: z.boolean(),
});
export type SecretUser = z.infer<typeof secretUserSchema>;

/** What became of a new value on one host. */
export const secretOnHostSchema = z.object({
  host: z.string(),
  /** Where the host has it. */
  path: z.string(),
  isThere: z.boolean(),
  units: z.array(secretUserSchema),
  /** Units that were restarted now. */
  restarted: z.array(z.string()),
  /** Why nothing is known of it, or a unit could not be restarted; null where all went well. */
  problem: z.string().nullable(),
});
export type SecretOnHost = z.infer<typeof secretOnHostSchema>;

/** When a secret got its value, as the comment beside its rule says. */
export const secretAgeSchema = z.object({
  file: z.string(),
  /** Days in UTC, `2026-11-26`; null where nothing tells. */
  rotated: z.string().nullable(),
  due: z.string().nullable(),
  isOverdue: z.boolean(),
});
export type SecretAge = z.infer<typeof secretAgeSchema>;

/** What becomes of a credential that is moved to a secret. */
export const leakMoveSchema = z.object({
  /** The encrypted file, and the name the hosts declare it by. */
  secret: z.string(),
  name: z.string(),
  /** The option that held the credential, and the one that reads its file. */
  option: z.string(),
  twin: z.string(),
  hosts: z.array(z.string()),
  recipients: z.array(z.string()),
  /** Lines that are new in the fleet's source. */
  lines: z.array(z.object({ file: z.string(), text: z.string() })),
});
export type LeakMove = z.infer<typeof leakMoveSchema>;

/** The verified SSH key of a host as a recipient, and what its rules would be. */
export const hostRecipientSchema = trustedHostKeySchema.extend({
  host: z.string(),
  /** What the rules call it. */
  name: z.string(),
  /** Whether the rules had the key before. */
  isThere: z.boolean(),
  /** Of the rules, as a unified diff; empty where nothing changes. */
  diff: z.string(),
  /** Secrets whose recipients become others. */
  rekey: z.array(z.string()),
});
export type HostRecipient = z.infer<typeof hostRecipientSchema>;

const withFile = z.object({ file: fileSchema, identities: identitiesSchema.default([]) });

/**
 * Work on secrets. A content crosses to a page only where a person asked to see that one secret. Whatever changes, changes
 * as a whole or not at all.
 */
export const secretsWorkContract = {
  /** Decrypts one secret. */
  show: procedure
    .input(withFile)
    .output(z.object({ file: z.string(), content: contentSchema, isText: z.boolean() })),
  /**
   * Gives a secret a value: `create` where there must be none yet, `replace` where there may be one. With `recipients` a
   * secret is made that has no rule yet, and its rule.
   */
  write: procedure
    .input(
      withFile.extend({
        how: z.enum(['create', 'replace']),
        value: secretValueWishSchema,
        recipients: z.array(recipientSchema).max(1000).optional(),
      }),
    )
    .output(secretsChangedSchema),
  /**
   * Makes a secret of a credential in clear: file, rule, declaration and reference in one step, all or none. Throws
   * `not-literal` where the reference would not surely be right, and as writing does.
   */
  moveLeak: procedure
    .input(
      z.object({
        file: fileSchema,
        line: z.number().int().positive(),
        /** Needed where a line has more than one. */
        column: z.number().int().positive().optional(),
        name: z
          .string()
          .max(100)
          .regex(/^\w[\w.-]*$/, 'a name has letters, digits, dots, - and _')
          .optional(),
        /** Names, lists or keys; without, the hosts that set the option and every user of the rules. */
        recipients: z.array(recipientSchema).min(1).max(1000).optional(),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(secretsChangedSchema.extend({ move: leakMoveSchema })),
  /** Changes rules, and encrypts every secret anew whose recipients become others: both or neither. */
  change: procedure
    .input(
      z.object({
        wishes: z.array(ruleWishSchema).min(1).max(1000),
        identities: identitiesSchema.default([]),
      }),
    )
    .output(secretsChangedSchema),
  /**
   * Makes the verified SSH key of a host a recipient, in rules and files: both or neither. Throws `host-key-unknown` for a key
   * that nobody has verified, `bad-recipient` for one that age does not take, `conflict`, and as `change` does.
   */
  addHost: procedure
    .input(
      z.object({
        host: hostNameSchema,
        /** Secrets, and names of lists of keys, that it shall read; it is only given its name without. */
        to: z.array(recipientSchema).max(1000).default([]),
        /** The key that a person has looked at: another is refused. */
        fingerprint: z.string().max(100).optional(),
        dryRun: z.boolean().default(false),
        identities: identitiesSchema.default([]),
      }),
    )
    .output(secretsChangedSchema.extend({ recipient: hostRecipientSchema })),
  /** Gives a secret another name, with its rule and the paths that lead to it. */
  rename: procedure.input(z.object({ file: fileSchema, to: fileSchema })).output(secretsChangedSchema),
  /** Takes a secret and its rule away; one that hosts use only by force. */
  remove: procedure
    .input(z.object({ file: fileSchema, force: z.boolean().default(false) }))
    .output(secretsChangedSchema),
  /** Encrypts anew for the recipients that rules want; all secrets without `files`. */
  rekey: procedure
    .input(
      z.object({
        files: z.array(fileSchema).max(100_000).optional(),
        identities: identitiesSchema.default([]),
        /** Passes over secrets that cannot be opened, and tells of them. */
        skipUnreadable: z.boolean().default(false),
      }),
    )
    .output(secretsChangedSchema),
  /**
   * Gives a secret a new value, notes the day beside its rule, and commits both where nothing else waits to be committed.
   * The hosts that declare it then want a deploy, and `confirmOnHosts` after it.
   */
  rotate: procedure
    .input(
      withFile.extend({
        value: secretValueWishSchema,
        /** Days until it is due again; as before where absent. */
        every: z.number().int().min(1).max(36_500).optional(),
        commit: z.boolean().default(true),
      }),
    )
    .output(
      secretsChangedSchema.extend({
        file: z.string(),
        commit: z.string().nullable(),
        hosts: z.array(z.string()),
      }),
    ),
  /** Asks hosts which services name a secret and whether they were started since it came; restarts the others if told. */
  confirmOnHosts: procedure
    .input(z.object({ file: fileSchema, hosts: z.array(hostNameSchema).max(1000), restart: z.boolean() }))
    .output(z.object({ hosts: z.array(secretOnHostSchema) })),
  /** How old the value of each secret is, by its rule; those that are due first. */
  ages: procedure.output(z.object({ secrets: z.array(secretAgeSchema) })),
  /** What was replaced and can be brought back, newest first. */
  kept: procedure.output(z.object({ kept: z.array(keptSecretSchema) })),
  /** Brings the content of a kept one back, for the recipients of today. */
  restore: procedure
    .input(z.object({ id: z.string().max(200), identities: identitiesSchema.default([]) }))
    .output(secretsChangedSchema),
};
