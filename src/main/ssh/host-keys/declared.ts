import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { writeForSsh } from '../write-for-ssh';
import { type KnownHostLine, parseKnownHosts } from './known-hosts';

/** A host key that the fleet itself declares (`programs.ssh.knownHosts` of NixOS, or the host's own entry). */
export interface DeclaredHostKey {
  /** Names and addresses, each as known_hosts has them (`name` or `[name]:port`); patterns are allowed. */
  readonly names: readonly string[];
  /** `TYPE BASE64`; what follows is left out. */
  readonly publicKey: string;
  readonly isAuthority: boolean;
  /** Where the fleet says so, relative to it. */
  readonly file: string;
  readonly line: number;
}

const NAME = /^[^\s,#|@][^\s,|]*$/;
const KEY = /^([a-z0-9@.-]+) +([A-Za-z0-9+/]+={0,2})(?:\s|$)/;

/** One line of known_hosts for each declaration that makes one; the others are left out. */
function textOf(keys: readonly DeclaredHostKey[]): { text: string; sources: DeclaredHostKey[] } {
  const sources: DeclaredHostKey[] = [];
  const lines = keys.flatMap((key) => {
    const found = KEY.exec(key.publicKey.trim());
    const names = key.names.filter((name) => NAME.test(name));
    if (found === null || names.length === 0) return [];
    sources.push(key);
    return [`${key.isAuthority ? '@cert-authority ' : ''}${names.join(',')} ${found[1]} ${found[2]}`];
  });
  return { text: lines.map((line) => `${line}\n`).join(''), sources };
}

/** Declared keys as lines of known_hosts; file and line say where the fleet declares them. */
export function declaredLines(keys: readonly DeclaredHostKey[]): KnownHostLine[] {
  const { text, sources } = textOf(keys);
  return parseKnownHosts(text, '', 'fleet').map((line) => {
    const source = sources[line.line - 1];
    return source ? { ...line, file: source.file, line: source.line } : line;
  });
}

/**
 * The same as a file for OpenSSH, named by what it holds, so that a ssh that is running never sees it change. Null
 * where nothing is declared.
 */
export async function writeDeclaredFile(
  folder: string,
  keys: readonly DeclaredHostKey[],
): Promise<string | null> {
  const { text } = textOf(keys);
  if (text === '') return null;
  const file = join(folder, `declared-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`);
  await writeForSsh(file, text);
  return file;
}
