import type { Algorithms } from 'ssh2';
import { type KnownHostLine, knownTypes } from '../host-keys/known-hosts';
import { knownAs, type ResolvedHost } from './resolve';

const exactly = (name: string): RegExp => new RegExp(`^${name.replaceAll(/[.+*?^$()|[\]{}\\]/g, '\\$&')}$`);
/** RSA keys sign under names of their own; SHA-1 (`ssh-rsa`) is not accepted any more, as in OpenSSH. */
const signedBy = (keyType: string): string[] =>
  keyType === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [keyType];

/** Which lists ssh prints, and what ssh2 calls them. */
const LISTS = [
  ['ciphers', 'cipher'],
  ['kexalgorithms', 'kex'],
  ['macs', 'hmac'],
] as const;

/**
 * What to negotiate: ssh2's own lists, with host key types first that are known for the host, so that the verdict is
 * about a key that can match. Where the user's configuration sets a list, that one, as far as ssh2 can do it. No
 * list is kept here: names are picked out of ssh2's by pattern.
 */
export function algorithmsFor(host: ResolvedHost, lines: readonly KnownHostLine[]): Algorithms {
  const { name, port } = knownAs(host);
  const known = knownTypes(lines, name, port).flatMap(signedBy);
  const chosen = host.chosenLists;
  const wanted = chosen.get('hostkeyalgorithms');
  const order = wanted === undefined ? known : [...known.filter((one) => wanted.includes(one)), ...wanted];
  const algorithms: Record<string, unknown> = {
    serverHostKey: picked(order, wanted !== undefined, [/^ssh-rsa$/, /^ssh-dss$/]),
  };
  for (const [keyword, own] of LISTS) {
    const list = chosen.get(keyword);
    if (list !== undefined) algorithms[own] = picked(list, true, []);
  }
  // ssh2 takes patterns here, which its types do not tell.
  return algorithms as Algorithms;
}

/** ssh2 works through these in the order they stand: out with what is named or unwanted, then in again at the front. */
function picked(names: readonly string[], only: boolean, never: readonly RegExp[]): unknown {
  const patterns = [...new Set(names)].filter((name) => !never.some((one) => one.test(name))).map(exactly);
  return only ? { remove: [/./], append: patterns } : { remove: [...never, ...patterns], prepend: patterns };
}
