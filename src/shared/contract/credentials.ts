import { z } from 'zod';
import { hostNameSchema, procedure, timeSchema } from './base';

/** What a stored secret is for. */
export const credentialKindSchema = z.enum([
  'ssh-password',
  'key-passphrase',
  'sudo-password',
  'cache-signing-key',
  'token',
  'age-identity',
]);
export type CredentialKind = z.infer<typeof credentialKindSchema>;

/** Whether the subject of this kind is a host of a fleet. */
export const isHostKind = (kind: CredentialKind): boolean =>
  kind === 'ssh-password' || kind === 'sudo-password';

/** A host's name for passwords, an absolute path for the passphrase of a key file, else any name in one line. */
export const credentialRefSchema = z
  .object({
    kind: credentialKindSchema,
    subject: z
      .string()
      .min(1)
      .max(1024)
      .regex(/^\P{Cc}*$/u, 'a name is one line without control characters'),
  })
  .superRefine(({ kind, subject }, context) => {
    if (isHostKind(kind) && !hostNameSchema.safeParse(subject).success) {
      context.addIssue({ code: 'custom', path: ['subject'], message: `${subject} is no host name` });
    }
    if (kind === 'key-passphrase' && !subject.startsWith('/')) {
      context.addIssue({
        code: 'custom',
        path: ['subject'],
        message: 'a key file is named by its whole path',
      });
    }
  });
export type CredentialRef = z.infer<typeof credentialRefSchema>;

/** Where a secret lies: the keychain of the desktop, or our own encrypted file. */
export const credentialStoreSchema = z.enum(['secret-service', 'vault']);
export type CredentialStore = z.infer<typeof credentialStoreSchema>;

/** That something is stored; never what. */
export const credentialSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,80}$/),
  kind: credentialKindSchema,
  subject: z.string(),
  /** The host it is for, where it is for one. */
  host: z.string().optional(),
  backend: credentialStoreSchema,
  storedAt: timeSchema,
  lastUsed: timeSchema.optional(),
});
export type Credential = z.infer<typeof credentialSchema>;

export const keychainStatusSchema = z.object({
  /** Where a secret stored now would go. */
  backend: z.enum(['secret-service', 'vault', 'none']),
  /** `changed`: another keychain answers than the one we stored into, or what we stored is gone from it. */
  state: z.enum(['ready', 'locked', 'absent', 'changed', 'timeout', 'damaged']),
  /** How it stands, in a sentence or two. */
  message: z.string(),
  /** What the user can do; empty when all is well. */
  hint: z.string(),
});
export type KeychainStatus = z.infer<typeof keychainStatusSchema>;

/** A value that can be kept: no empty one, and none with a NUL, at which libsecret would cut it off. */
export const secretValueSchema = z
  .string()
  .min(1, 'an empty value is not stored')
  .max(65_536, 'longer than 64 KiB')
  .refine((value) => !value.includes('\0'), 'a NUL character cannot be stored');

const passphraseSchema = z.string().min(1).max(1024);

/** What is stored for hosts and keys. Values come in by `set` alone, and none ever goes out. */
export const credentialsContract = {
  status: procedure.output(keychainStatusSchema),
  /** From the index on disk: asks no keychain. */
  list: procedure.output(z.object({ credentials: z.array(credentialSchema) })),
  set: procedure
    .input(z.object({ ref: credentialRefSchema, value: secretValueSchema }))
    .output(z.object({ stored: credentialSchema })),
  /**
   * `forgotten` is false when there is no such entry any more. With `abandon` it goes from the list also where its
   * keychain cannot be reached; the value may then stay there.
   */
  forget: procedure
    .input(z.object({ id: z.string().max(100), abandon: z.boolean().optional() }))
    .output(z.object({ forgotten: z.boolean() })),
  /** Makes the encrypted file and opens it; from then on secrets are stored there. */
  createVault: procedure.input(z.object({ passphrase: passphraseSchema })).output(keychainStatusSchema),
  /** Opens the vault by its passphrase; without one has the desktop ask for the keyring's own password. */
  unlock: procedure.input(z.object({ passphrase: passphraseSchema.optional() })).output(keychainStatusSchema),
  /** Closes the vault, in every process of this home. */
  lock: procedure.output(keychainStatusSchema),
  /** Seals the vault under another passphrase and opens it; other processes lock it. */
  changePassphrase: procedure
    .input(z.object({ present: passphraseSchema, next: passphraseSchema }))
    .output(keychainStatusSchema),
};
