import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AppError, credentialSchema, isHostKind } from '../../shared/contract';
import { document, type Document, type Home } from '../state';
import type { Credential, CredentialRef, CredentialStore } from './types';

const canarySchema = z.object({
  /** What lies under the canary's account. It is no secret: it only shows that the store is the one we wrote to. */
  value: z.string(),
  /** The program that kept it then. */
  provider: z.string().nullable(),
});

export const indexSchema = z.object({
  /** Stands before every account, so that two homes share one keyring without meeting. */
  prefix: z.string(),
  canaries: z.object({ 'secret-service': canarySchema.optional(), vault: canarySchema.optional() }),
  entries: z.array(credentialSchema),
});
/** What we remember of what is stored, and where; never a value. */
export type Index = z.infer<typeof indexSchema>;

/** The list of what is stored. It is what notices that a keychain has changed or lost something. */
export function indexDocument(home: Home, onDamaged: (warning: AppError) => void): Document<Index> {
  // The same prefix always for a home, so that what was stored under a lost list is stored over, not beside.
  const initial: Index = { prefix: digest(home.state).slice(0, 8), canaries: {}, entries: [] };
  return document<Index>(home, 'credentials', indexSchema, initial, { onDamaged });
}

/**
 * The same id for the same thing always: what a process that died in the middle has stored is replaced by the next
 * attempt, not left behind.
 */
export function idOf({ kind, subject }: CredentialRef): string {
  return `${kind}-${digest(`${kind}\0${subject}`).slice(0, 12)}`;
}

/** Under which account a store keeps it. The vault is ours alone. */
export const accountOf = (index: Index, backend: CredentialStore, name: string): string =>
  backend === 'vault' ? name : `${index.prefix}/${name}`;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export function entryOf(ref: CredentialRef, backend: CredentialStore, at: string): Credential {
  return {
    id: idOf(ref),
    ...ref,
    ...(isHostKind(ref.kind) ? { host: ref.subject } : {}),
    backend,
    storedAt: at,
  };
}

export const withEntry = (index: Index, entry: Credential): Index => ({
  ...index,
  entries: [...index.entries.filter(({ id }) => id !== entry.id), entry].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  ),
});

export const withoutEntry = (index: Index, id: string): Index => {
  const entries = index.entries.filter((entry) => entry.id !== id);
  // A store with nothing of ours in it needs no mark; the next one stored sets a new one.
  const canaries = Object.fromEntries(
    Object.entries(index.canaries).filter(([kind]) => entries.some(({ backend }) => backend === kind)),
  );
  return { ...index, canaries, entries };
};

/** How many entries lie in that store. */
export const countIn = (index: Index, kind: CredentialStore): number =>
  index.entries.filter(({ backend }) => backend === kind).length;
