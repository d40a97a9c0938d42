import { z } from 'zod';
import { procedure, timeSchema } from './base';
import { credentialStoreSchema } from './credentials';

/** Private keys that open secrets, by how a file is encrypted to them. */
export const identityKindSchema = z.enum(['x25519', 'post-quantum', 'ssh-ed25519', 'ssh-rsa']);

/** What can be made here; RSA keys are for those who have one. */
export const newIdentityKindSchema = z.enum(['x25519', 'post-quantum', 'ssh-ed25519']);
export type NewIdentityKind = z.infer<typeof newIdentityKindSchema>;

/** A name in one line, as the keychain shows it. */
export const identityNameSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u, 'a name is one line without control characters');

/** An identity in the keychain; never its secret. */
export const storedIdentitySchema = z.object({
  name: identityNameSchema,
  /** What files are encrypted to, so that it opens them; empty where its keychain was never open since it came there. */
  keys: z.array(
    z.object({
      kind: identityKindSchema,
      /** As `secrets.nix` has it. */
      recipient: z.string(),
      /** `SHA256:…` of an SSH key, else null. */
      fingerprint: z.string().nullable(),
    }),
  ),
  /** It has a passphrase of its own, beyond the keychain's. */
  encrypted: z.boolean(),
  /**
   * `open`: in the memory of this process. `closed`: opens by itself when something is to be decrypted. `locked`: asks for
   * its passphrase then, or stays so until it is unlocked, where it was locked by hand.
   */
  state: z.enum(['open', 'closed', 'locked']),
  backend: credentialStoreSchema,
  storedAt: timeSchema,
  lastUsed: timeSchema.optional(),
});
export type StoredIdentity = z.infer<typeof storedIdentitySchema>;

const passphraseSchema = z.string().min(1).max(1024);

/** Identities of the user in the keychain. Secrets come in by `import` alone; `export` gives them encrypted. */
export const identitiesContract = {
  list: procedure.output(z.object({ identities: z.array(storedIdentitySchema) })),
  create: procedure
    .input(z.object({ name: identityNameSchema, kind: newIdentityKindSchema }))
    .output(z.object({ identity: storedIdentitySchema })),
  /** An identity file of age, also an encrypted one, or an SSH private key. */
  import: procedure
    .input(
      z.object({
        name: identityNameSchema,
        content: z.base64().max(90_000),
        passphrase: passphraseSchema.optional(),
      }),
    )
    .output(z.object({ identity: storedIdentitySchema })),
  unlock: procedure
    .input(z.object({ name: identityNameSchema, passphrase: passphraseSchema.optional() }))
    .output(z.object({ identity: storedIdentitySchema })),
  /** Takes it, or all, out of memory until it is unlocked. */
  lock: procedure
    .input(z.object({ name: identityNameSchema.optional() }))
    .output(z.object({ identities: z.array(storedIdentitySchema) })),
  /** For a backup: an age file under the passphrase `under`, with the identity in it. */
  export: procedure
    .input(
      z.object({
        name: identityNameSchema,
        under: z.string().min(8, 'a passphrase for a backup has at least 8 characters').max(1024),
      }),
    )
    .output(z.object({ file: z.string() })),
  forget: procedure
    .input(z.object({ name: identityNameSchema, abandon: z.boolean().optional() }))
    .output(z.object({ forgotten: z.boolean() })),
};
