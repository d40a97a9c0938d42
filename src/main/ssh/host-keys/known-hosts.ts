import { createHash, createHmac } from 'node:crypto';
import { keyTypeOf } from '../keys/signature';

/** Who says it: files of the user's (and the machine's) ssh, keys accepted in Snowfleet, or the fleet itself. */
export type KeyOrigin = 'user' | 'own' | 'fleet';

/** One line of an OpenSSH known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
export interface KnownHostLine {
  readonly marker: 'revoked' | 'cert-authority' | null;
  readonly patterns: readonly string[];
  readonly keyType: string;
  /** The key blob as sent on the wire. */
  readonly key: Buffer;
  /** Free text behind the key; empty where there is none. */
  readonly comment: string;
  readonly origin: KeyOrigin;
  readonly file: string;
  readonly line: number;
}

export type HostKeyVerdict =
  | { readonly kind: 'known'; readonly line: KnownHostLine }
  | {
      readonly kind: 'unknown';
      readonly knownTypes: readonly string[];
      /** Keys of authorities that may speak for this host. */
      readonly authorities: readonly Buffer[];
    }
  | { readonly kind: 'changed'; readonly line: KnownHostLine }
  | { readonly kind: 'revoked'; readonly line: KnownHostLine };

/** `SHA256:…` as ssh prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** Lines that cannot be read are left out, as ssh does. */
export function parseKnownHosts(text: string, file: string, origin: KeyOrigin = 'user'): KnownHostLine[] {
  const found: KnownHostLine[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const words = raw.trim().split(/[ \t]+/);
    if (words[0] === '' || words[0]?.startsWith('#')) continue;
    let marker: KnownHostLine['marker'] = null;
    if (words[0]?.startsWith('@')) {
      const word = words.shift();
      if (word !== '@revoked' && word !== '@cert-authority') continue;
      marker = word === '@revoked' ? 'revoked' : 'cert-authority';
    }
    const [names, keyType, blob, ...comment] = words;
    if (!names || !keyType || !blob) continue;
    const key = Buffer.from(blob, 'base64');
    if (keyTypeOf(key) !== keyType) continue;
    found.push({
      marker,
      patterns: names.split(','),
      keyType,
      key,
      comment: comment.join(' '),
      origin,
      file,
      line: index + 1,
    });
  }
  return found;
}

/** The name under which ssh keeps a host: bare on port 22, else `[name]:port`. */
export function knownHostName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/** Whether `name` fits a pattern with `*` and `?`, in either case of letters (ssh_config(5), PATTERNS). */
export function wildcardMatches(pattern: string, name: string): boolean {
  const source = pattern
    .toLowerCase()
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(name);
}

function matchesHashed(pattern: string, name: string): boolean {
  const [, , salt, hash] = pattern.split('|');
  if (!salt || !hash) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

/** Whether a line speaks of `name` (already in the form of {@link knownHostName}); a negated match excludes. */
export function lineMatches(line: KnownHostLine, name: string): boolean {
  let matched = false;
  for (const pattern of line.patterns) {
    if (pattern.startsWith('|1|')) matched ||= matchesHashed(pattern, name);
    else if (pattern.startsWith('!')) {
      if (wildcardMatches(pattern.slice(1), name)) return false;
    } else matched ||= wildcardMatches(pattern, name);
  }
  return matched;
}

/** Key types known for a host, to be asked for first so that the verdict is about a key that can match. */
export function knownTypes(lines: readonly KnownHostLine[], host: string, port: number): string[] {
  const name = knownHostName(host, port);
  const types = lines.filter((line) => line.marker === null && lineMatches(line, name)).map((l) => l.keyType);
  return [...new Set(types)];
}

/** Keys of authorities whose certificates count for a host, that are not revoked themselves. */
export function authoritiesFor(lines: readonly KnownHostLine[], host: string, port: number): Buffer[] {
  const speaksOfIt = (line: KnownHostLine): boolean => speaksOf(line, host, port);
  const revoked = lines.filter((line) => line.marker === 'revoked' && speaksOfIt(line));
  return lines
    .filter((line) => line.marker === 'cert-authority' && speaksOfIt(line))
    .map((line) => line.key)
    .filter((key) => !revoked.some((line) => line.key.equals(key)));
}

/** Whether a line speaks of a host, under its port or bare. */
export const speaksOf = (line: KnownHostLine, host: string, port: number): boolean =>
  lineMatches(line, knownHostName(host, port)) || lineMatches(line, host.toLowerCase());

/**
 * What the lines say of the key a host presents, as OpenSSH judges with StrictHostKeyChecking=yes: a revoked
 * key loses always; an equal key wins; another key of the same type is a change. On other ports than 22 an
 * equal key under the bare name is accepted too, as ssh does. A line of an authority never makes a plain key
 * known: that takes the certificate.
 */
export function judgeHostKey(
  lines: readonly KnownHostLine[],
  host: string,
  port: number,
  key: Buffer,
): HostKeyVerdict {
  const name = knownHostName(host, port);
  const revoked = lines.find(
    (line) => line.marker === 'revoked' && line.key.equals(key) && speaksOf(line, host, port),
  );
  if (revoked) return { kind: 'revoked', line: revoked };
  const plain = lines.filter((line) => line.marker === null && lineMatches(line, name));
  const equal = plain.find((line) => line.key.equals(key));
  if (equal) return { kind: 'known', line: equal };
  const type = keyTypeOf(key);
  const other = plain.find((line) => line.keyType === type);
  if (other) return { kind: 'changed', line: other };
  const underBareName = lines.find(
    (line) => line.marker === null && line.key.equals(key) && lineMatches(line, host.toLowerCase()),
  );
  if (underBareName) return { kind: 'known', line: underBareName };
  return {
    kind: 'unknown',
    knownTypes: [...new Set(plain.map((line) => line.keyType))],
    authorities: authoritiesFor(lines, host, port),
  };
}
