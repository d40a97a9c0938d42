import { AppError } from '../../shared/contract';
import { damaged } from './failures';
import { checkMac, type Header, type Stanza } from './format/header';
import { openPayload } from './format/payload';
import { allOf, oneSource, openFile } from './format/source';
import { type Identity, passphraseNeeded, wrongPassphrase } from './keys/identity';
import { isGrease, stanzaMatches } from './keys/recipient';
import { scryptStanza, unwrap, unwrapPassphrase } from './keys/unwrap';
import type { Passphrase } from './keys/wrap';

/** What may open a file: identities, a passphrase, or both where it is not known which. */
export type DecryptWith = readonly (Identity | Passphrase)[];

/**
 * The content of an age file, armored or not, proven to be whole. Throws `no-identity` where none of these opens it,
 * `passphrase-needed`, `wrong-passphrase`, `age-damaged`, `age-unsupported`.
 */
export async function decrypt(file: Uint8Array, keys: DecryptWith): Promise<Buffer> {
  return allOf(decryptStream(oneSource(file), keys));
}

/**
 * The same for a file of any length, in bounded memory. Each piece that is given is proven; that the file is whole shows
 * only at its end, so whoever writes it away takes it back where this throws.
 */
export async function* decryptStream(
  source: AsyncIterable<Uint8Array>,
  keys: DecryptWith,
): AsyncGenerator<Uint8Array> {
  const file = await openFile(source);
  try {
    const fileKey = await fileKeyOf(file, keys);
    yield* openPayload(fileKey, file.payload, file.payloadOffset);
  } finally {
    await file.close();
  }
}

/**
 * The content, by the file's own key: proves header and content, and not that a recipient can open it. Throws `age-damaged`.
 */
export async function decryptByFileKey(bytes: Uint8Array, fileKey: Uint8Array): Promise<Buffer> {
  const file = await openFile(oneSource(bytes));
  try {
    checkMac(file, fileKey);
    return await allOf(openPayload(fileKey, file.payload, file.payloadOffset));
  } finally {
    await file.close();
  }
}

/** Throws as {@link decrypt}. */
export async function fileKeyOf(header: Header, keys: DecryptWith): Promise<Uint8Array> {
  const underPassphrase = scryptStanza(header.stanzas) !== null;
  for (const key of keys) {
    const fileKey =
      key.kind === 'passphrase' ? await unwrapPassphrase(header, key) : await unwrap(header, key);
    if (fileKey === null) continue;
    checkMac(header, fileKey);
    return fileKey;
  }
  if (!underPassphrase)
    throw noneMatches(
      header,
      keys.filter((key) => key.kind !== 'passphrase'),
    );
  throw keys.some(({ kind }) => kind === 'passphrase')
    ? wrongPassphrase('The passphrase does not open the file.')
    : passphraseNeeded('The file is under a passphrase.');
}

function noneMatches({ stanzas }: Header, identities: readonly Identity[]): AppError {
  const near = identities.find(({ recipient }) =>
    stanzas.some((stanza) => stanzaMatches(stanza, recipient) === 'matches'),
  );
  if (near) {
    return damaged('header', `what it holds for ${near.recipient.fingerprint} does not open with that key`);
  }
  const count = identities.length;
  const at =
    count === 0
      ? 'There is no identity at hand'
      : count === 1
        ? 'The identity at hand does not open'
        : `None of the ${count} identities at hand opens`;
  return new AppError(
    'no-identity',
    `${at}${count === 0 ? ' that could open the file' : ' the file'}. It is for ${namesOf(stanzas)}.`,
    {
      hint: 'Add an identity: snowfleet identities import FILE. Or have somebody who can read it add yours to its recipients.',
      detail: {
        recipients: stanzas
          .slice(0, 100)
          .map(({ type, args }) => ({ type, tag: type.startsWith('ssh-') ? args[0] : undefined })),
      },
    },
  );
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  X25519: 'age key',
  mlkem768x25519: 'post-quantum age key',
  'ssh-ed25519': 'ssh-ed25519 key',
  'ssh-rsa': 'ssh-rsa key',
};

/** Who a file is for, by kind, as far as the header shows. */
function namesOf(stanzas: readonly Stanza[]): string {
  const counts = new Map<string, number>();
  for (const stanza of stanzas.filter((one) => !isGrease(one))) {
    const words = KIND_WORDS[stanza.type] ?? `key of type ${stanza.type.slice(0, 40)}`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const parts = [...counts].slice(0, 6).map(([words, count]) => `${count} ${words}${count === 1 ? '' : 's'}`);
  return parts.length === 0 ? 'nobody' : parts.join(', ');
}
