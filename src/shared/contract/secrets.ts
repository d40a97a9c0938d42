import { z } from 'zod';
import { placeSchema, procedure, timeSchema } from './base';
import { changeResultSchema } from './draft';
import { findingSchema } from './fleet';

const linePlaceSchema = placeSchema.omit({ column: true });

/** A public key that rules name, or that a host of the fleet is known to have. */
export const secretRecipientSchema = z.object({
  /** The binding it is bound to, else who its comment names, else the key in short. Unique. */
  name: z.string(),
  kind: z.enum(['host', 'user', 'other']),
  /** As the rules have it, with its comment. */
  key: z.string(),
  /** `x25519`, `ssh-ed25519` …; `refused` where age cannot encrypt to it, and `words` says why. */
  type: z.string(),
  /** Empty where there is nothing to say. */
  words: z.string(),
  /** The host of the fleet whose key it is, for `host`; null where no host has that name. */
  host: z.string().nullable(),
  /** Lists of keys that hold it. */
  groups: z.array(z.string()),
  /** Where it is bound to its name; null where it stands at a rule alone, or in no rule. */
  place: linePlaceSchema.nullable(),
  /** How many secrets the rules want it to read. */
  secrets: z.number().int(),
});
export type SecretRecipient = z.infer<typeof secretRecipientSchema>;

/** A list of keys that rules bind to a name. */
export const secretGroupSchema = z.object({
  name: z.string(),
  members: z.array(z.string()),
  place: linePlaceSchema,
});

/** Where the configuration of a host declares a secret (`age.secrets.NAME`). */
export const secretUseSchema = z.object({
  host: z.string(),
  /** NAME on the host; null where it is computed. */
  name: z.string().nullable(),
  /**
   * certain: it does, as source or evaluation shows · possible: on a condition that source does not decide · skipped: its
   * condition does not hold as the fleet stands · off: by a module that is switched off there
   */
  state: z.enum(['certain', 'possible', 'skipped', 'off']),
  from: z.enum(['source', 'evaluation']),
  file: z.string().nullable(),
  line: z.number().int().positive().nullable(),
});
export type SecretUse = z.infer<typeof secretUseSchema>;

/** A way into a file for a key that nobody here names. */
export const unknownStanzaSchema = z.object({
  type: z.string(),
  /** Four bytes of the hash of an SSH key, as the file has them; null where the type has none. */
  tag: z.string().nullable(),
});

export const secretSchema = z.object({
  /** The encrypted file, relative to the fleet. */
  file: z.string(),
  /** Its name without folder and `.age`; with the folder where two have the same. */
  name: z.string(),
  /**
   * ok · drift: it can be read by others than its rule asks for · empty: 0 bytes, or nothing is encrypted in it · damaged: not
   * a whole age file · undeclared: no rule speaks of it · absent: a rule or a host speaks of it, and there is no such file
   */
  state: z.enum(['ok', 'drift', 'empty', 'damaged', 'undeclared', 'absent']),
  declared: z.boolean(),
  exists: z.boolean(),
  /** Of the file; 0 where it is not there. */
  bytes: z.number().int(),
  changedAt: timeSchema.nullable(),
  /** Who shall read it, by its rule; names of recipients. */
  wanted: z.array(z.string()),
  /** Those who can, as far as the file shows: four bytes of a hash are the same, which proves nothing. */
  matched: z.array(z.string()),
  /** Wanted, and maybe among the anonymous ones. */
  unsure: z.array(z.string()),
  /** Wanted, and not in the file. */
  missing: z.array(z.string()),
  /** In the file, and not wanted. */
  leftover: z.array(z.string()),
  /** How many keys can read it that nobody here names. */
  unknown: z.number().int(),
  unknownKeys: z.array(unknownStanzaSchema),
  /** Recipients of kinds whose key does not show in the file. */
  anonymous: z.number().int(),
  /** Hosts that declare it, surely or possibly. */
  usedBy: z.array(z.string()),
  uses: z.array(secretUseSchema),
  /** Where its rule stands; null without one, or where the rule is computed. */
  rule: linePlaceSchema.nullable(),
  /** Written as text (armor): by its rule, and in fact; null where the file tells neither. */
  armor: z.object({ wanted: z.boolean(), actual: z.boolean().nullable() }),
  /** What is to be known of it, in sentences; the worst first. */
  words: z.array(z.string()),
});
export type Secret = z.infer<typeof secretSchema>;

/** Whether a host will decrypt what its configuration declares. */
export const hostSecretsSchema = z.object({
  host: z.string(),
  /**
   * yes: each file matches a key of the host · no: at least one does not, or is not whole · unknown: no key of the host
   * is known, or the files do not show who can read them · none: it declares no secret
   */
  verdict: z.enum(['yes', 'no', 'unknown', 'none']),
  /** In a sentence. */
  words: z.string(),
  /** Names of the recipients that are the host's. */
  keys: z.array(z.string()),
  needs: z.array(
    z.object({
      file: z.string(),
      name: z.string().nullable(),
      /** `certain` or `possible`, as in {@link secretUseSchema}. */
      state: z.enum(['certain', 'possible']),
      verdict: z.enum(['yes', 'no', 'unknown']),
      /**
       * Why not, null for `yes`. not-rekeyed: its rule asks for a key of the host, and the file has none · not-wanted: nor does
       * its rule · no-key: no key of the host is known · hidden: who can read it does not show · person: it is for the key of
       * a person, not of the host
       */
      why: z
        .enum(['absent', 'empty', 'damaged', 'not-rekeyed', 'not-wanted', 'no-key', 'hidden', 'person'])
        .nullable(),
      /** The same in a sentence; empty for `yes`. */
      words: z.string(),
    }),
  ),
});
export type HostSecrets = z.infer<typeof hostSecretsSchema>;

export const ruleFileSchema = z.object({
  file: z.string(),
  /** Folder that its names are relative to; '' is the fleet. */
  base: z.string(),
  from: z.enum(['source', 'evaluation']),
});

export const secretsSchema = z.object({
  /** Every file of rules; empty where the fleet has none. */
  rules: z.array(ruleFileSchema),
  recipients: z.array(secretRecipientSchema),
  groups: z.array(secretGroupSchema),
  secrets: z.array(secretSchema),
  hosts: z.array(hostSecretsSchema),
  findings: z.array(findingSchema),
  readAt: timeSchema,
});
export type Secrets = z.infer<typeof secretsSchema>;

/** A credential in clear in the fleet's source. */
export const leakSchema = z.object({
  file: z.string(),
  line: z.number().int().positive(),
  column: z.number().int().positive(),
  /** The option or variable it stands at; empty where there is none. */
  name: z.string(),
  kind: z.enum(['private-key', 'token', 'password', 'secret', 'password-hash']),
  severity: z.enum(['error', 'warning', 'info']),
  /** What it is, in a sentence that does not hold it. */
  words: z.string(),
  /** The line with the credential covered. */
  covered: z.string(),
});
export type Leak = z.infer<typeof leakSchema>;

/** One change of rules. Files and names as {@link secretsSchema} has them. */
export const ruleWishSchema = z.discriminatedUnion('kind', [
  /** A key by its name, or as a text. */
  z.object({ kind: z.literal('add-recipient'), file: z.string().min(1), recipient: z.string().min(1) }),
  z.object({ kind: z.literal('remove-recipient'), file: z.string().min(1), recipient: z.string().min(1) }),
  z.object({ kind: z.literal('add-to-group'), group: z.string().min(1), recipient: z.string().min(1) }),
  z.object({ kind: z.literal('remove-from-group'), group: z.string().min(1), recipient: z.string().min(1) }),
  /** A rule for a file that has none; recipients and groups by name, or keys. */
  z.object({
    kind: z.literal('add-rule'),
    file: z.string().min(1),
    recipients: z.array(z.string().min(1)).min(1),
    armor: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('rename-rule'), file: z.string().min(1), to: z.string().min(1) }),
  z.object({ kind: z.literal('remove-rule'), file: z.string().min(1) }),
  /** Binds a key to a name; in the list of hosts or users where there is one. */
  z.object({
    kind: z.literal('add-key'),
    name: z.string().min(1).max(100),
    key: z.string().min(1).max(20_000),
    group: z.string().min(1).optional(),
  }),
]);
export type RuleWish = z.infer<typeof ruleWishSchema>;

export const secretsContract = {
  /** All secrets against their rules and what hosts declare, from rules, headers and source; needs no private key. */
  list: procedure
    /** `evaluate`: Nix is asked which secrets hosts declare; else that is told from source, and from the last such answer. */
    .input(z.object({ evaluate: z.boolean() }).optional())
    .output(secretsSchema),
  /** Cleartext credentials in the fleet's source. */
  leaks: procedure.output(z.object({ leaks: z.array(leakSchema), files: z.number().int() })),
  /**
   * Changes rules as one gesture of the draft; the files in `rekey` then want to be encrypted anew. Throws `secret-unknown`,
   * `not-literal`, `conflict`, `no-effect`, and what writing a gesture throws.
   */
  changeRules: procedure
    .input(z.object({ wishes: z.array(ruleWishSchema).min(1).max(1000), dryRun: z.boolean().default(false) }))
    .output(changeResultSchema.extend({ rekey: z.array(z.string()) })),
};
