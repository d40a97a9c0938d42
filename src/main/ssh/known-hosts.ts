import { createHash, createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** One line of an OpenSSH known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
export interface KnownHostLine {
  readonly marker: 'revoked' | 'cert-authority' | null;
  readonly patterns: readonly string[];
  readonly keyType: string;
  /** The key blob as sent on the wire. */
  readonly key: Buffer;
  readonly file: string;
  readonly line: number;
}

export type HostKeyVerdict =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown'; readonly knownTypes: readonly string[]; readonly byAuthority: boolean }
  | { readonly kind: 'changed'; readonly file: string; readonly line: number }
  | { readonly kind: 'revoked'; readonly file: string; readonly line: number };

/** `SHA256:…` as ssh prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The algorithm name that leads a key blob (RFC 4253, 6.6). */
export function keyTypeOf(key: Buffer): string {
  if (key.length < 4) return '';
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
}

/** Lines that cannot be read are left out, as ssh does. */
export function parseKnownHosts(text: string, file: string): KnownHostLine[] {
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
    const [names, keyType, blob] = words;
    if (!names || !keyType || !blob) continue;
    const key = Buffer.from(blob, 'base64');
    if (keyTypeOf(key) !== keyType) continue;
    found.push({ marker, patterns: names.split(','), keyType, key, file, line: index + 1 });
  }
  return found;
}

/** Reads those of `files` that exist; a missing file knows nobody. */
export async function readKnownHosts(files: readonly string[]): Promise<KnownHostLine[]> {
  const texts = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(file, 'utf8').catch(() => '') })),
  );
  return texts.flatMap(({ file, text }) => parseKnownHosts(text, file));
}

/** The name under which ssh keeps a host: bare on port 22, else `[name]:port`. */
export function knownHostName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

function wildcard(pattern: string, name: string): boolean {
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
      if (wildcard(pattern.slice(1), name)) return false;
    } else matched ||= wildcard(pattern, name);
  }
  return matched;
}

/** Key types known for a host, to be asked for first so that the verdict is about a key that can match. */
export function knownTypes(lines: readonly KnownHostLine[], host: string, port: number): string[] {
  const name = knownHostName(host, port);
  const types = lines.filter((line) => line.marker === null && lineMatches(line, name)).map((l) => l.keyType);
  return [...new Set(types)];
}

/**
 * What the files say of the key a host presents, as OpenSSH judges with StrictHostKeyChecking=yes: a revoked
 * key loses always; an equal key wins; another key of the same type is a change. On other ports than 22 an
 * equal key under the bare name is accepted too, as ssh does. Certificates are not judged: a line of an
 * authority never makes a plain key known.
 */
export function judgeHostKey(
  lines: readonly KnownHostLine[],
  host: string,
  port: number,
  key: Buffer,
): HostKeyVerdict {
  const name = knownHostName(host, port);
  const bare = host.toLowerCase();
  const mine = lines.filter((line) => lineMatches(line, name));
  const revoked = lines.find(
    (line) =>
      line.marker === 'revoked' &&
      line.key.equals(key) &&
      (lineMatches(line, name) || lineMatches(line, bare)),
  );
  if (revoked) return { kind: 'revoked', file: revoked.file, line: revoked.line };
  const plain = mine.filter((line) => line.marker === null);
  if (plain.some((line) => line.key.equals(key))) return { kind: 'known' };
  const type = keyTypeOf(key);
  const other = plain.find((line) => line.keyType === type);
  if (other) return { kind: 'changed', file: other.file, line: other.line };
  const underBareName = lines.some(
    (line) => line.marker === null && line.key.equals(key) && lineMatches(line, bare),
  );
  if (underBareName) return { kind: 'known' };
  return {
    kind: 'unknown',
    knownTypes: [...new Set(plain.map((line) => line.keyType))],
    byAuthority: mine.some((line) => line.marker === 'cert-authority'),
  };
}
