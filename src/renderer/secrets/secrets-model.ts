import type { Secret, SecretRecipient, Secrets } from '../../shared/contract';
import type { IconName, Tone } from '../ui';

/** How the state of a secret looks: shape, tone and word each tell it alone. */
export const STATE: Readonly<Record<Secret['state'], { icon: IconName; tone: Tone; words: string }>> = {
  ok: { icon: 'ok', tone: 'ok', words: 'In step' },
  drift: { icon: 'drift', tone: 'warn', words: 'Drift' },
  empty: { icon: 'alert', tone: 'bad', words: 'Empty' },
  damaged: { icon: 'fail', tone: 'bad', words: 'Damaged' },
  undeclared: { icon: 'unknown', tone: 'unk', words: 'Undeclared' },
  absent: { icon: 'fail', tone: 'bad', words: 'No file' },
};

/** A column of the matrix: one whom rules name, or all keys that nobody here names. */
export type ReaderColumn =
  { readonly kind: 'recipient'; readonly recipient: SecretRecipient } | { readonly kind: 'unnamed' };

/**
 * What a cell says. reads: can, as its rule asks · missing: its rule asks for it and the file has no stanza for it · leftover:
 * can, and its rule does not ask for it · unsure: wanted, and maybe among stanzas that name nobody · none: is not to
 */
export type Reading = 'reads' | 'missing' | 'leftover' | 'unsure' | 'none';

export const READING: Readonly<Record<Reading, { icon: IconName | null; tone: string; words: string }>> = {
  reads: { icon: 'reads', tone: 'sec', words: 'can read, as declared' },
  missing: { icon: 'missing', tone: 'warn', words: 'declared, cannot read yet' },
  leftover: { icon: 'leftover', tone: 'bad', words: 'can read, not declared' },
  unsure: { icon: 'unsure', tone: 'mut', words: 'cannot tell: anonymous stanza' },
  none: { icon: null, tone: 'mut', words: 'not a recipient' },
};

const ORDER: Readonly<Record<SecretRecipient['kind'], number>> = { host: 0, user: 1, other: 2 };

/** Hosts, then users, then other keys; last those that nobody names, where a file has one. */
export function readerColumns({ recipients, secrets }: Secrets): ReaderColumn[] {
  const named = recipients
    .toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind] || a.name.localeCompare(b.name))
    .map((recipient) => ({ kind: 'recipient', recipient }) as const);
  return secrets.some(({ unknown }) => unknown > 0) ? [...named, { kind: 'unnamed' }] : named;
}

export function columnName(column: ReaderColumn): string {
  return column.kind === 'unnamed' ? 'other' : column.recipient.name;
}

export function readingOf(secret: Secret, column: ReaderColumn): Reading {
  if (column.kind === 'unnamed') return secret.unknown > 0 ? 'leftover' : 'none';
  const { name } = column.recipient;
  if (secret.missing.includes(name)) return 'missing';
  if (secret.leftover.includes(name)) return 'leftover';
  if (secret.matched.includes(name)) return 'reads';
  return secret.unsure.includes(name) ? 'unsure' : 'none';
}

/** Which secrets are shown. */
export type Show = 'all' | 'drift' | 'look';

/** Whether somebody should look at it: everything that is not in step, and not in mere drift. */
export const needsLook = ({ state }: Secret): boolean => state !== 'ok' && state !== 'drift';

export function shownSecrets(secrets: readonly Secret[], show: Show, query: string): Secret[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return secrets.filter((secret) => {
    if (show === 'drift' && secret.state !== 'drift') return false;
    if (show === 'look' && !needsLook(secret)) return false;
    const text = [secret.file, STATE[secret.state].words, ...secret.usedBy, ...secret.wanted]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Secrets whose file can be encrypted anew to bring it in step with its rule. */
export const rekeyable = (secrets: readonly Secret[]): Secret[] =>
  secrets.filter(({ state, declared }) => declared && state === 'drift');
