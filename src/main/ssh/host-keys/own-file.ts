import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireLock, type Home, writeFileAtomic } from '../../state';
import { keyTypeOf } from '../keys/signature';
import { type KnownHostLine, knownHostName, lineMatches, parseKnownHosts } from './known-hosts';

/** How a key came to be in our own file. */
export type AcceptedBy = 'asked' | 'accept-new' | 'command';

/**
 * Host keys accepted in Snowfleet, in OpenSSH's format and in a file of our own: the user's known_hosts is read and
 * never written. ssh reads this file too where we run it.
 */
export interface OwnKnownHosts {
  readonly path: string;
  read(): Promise<KnownHostLine[]>;
  /** Adds a key under the names of the host; a line that is there already stays as it is. */
  add(host: string, port: number, key: Buffer, how: AcceptedBy, now?: Date): Promise<void>;
  /** Drops every line that speaks of the host, and tells which. */
  remove(host: string, port: number): Promise<KnownHostLine[]>;
}

const HEAD = '# Host keys accepted in Snowfleet. `snowfleet known-hosts` lists, accepts and forgets them.\n';
const LOCK_WAIT_MS = 10_000;
const ADDED = /^added (\S+) /;

/** When a line of ours was added; null for any other line. */
export function addedAt(line: KnownHostLine): string | null {
  const time = line.origin === 'own' ? ADDED.exec(line.comment)?.[1] : undefined;
  return time !== undefined && !Number.isNaN(Date.parse(time)) ? time : null;
}

/** The file `known_hosts` in the state folder; several processes may write it. */
export function ownKnownHosts(home: Home): OwnKnownHosts {
  const path = join(home.state, 'known_hosts');

  const text = async (): Promise<string> => {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    }
  };
  const change = async <T>(work: (before: string) => { text: string; result: T }): Promise<T> => {
    const lock = await acquireLock(home, `known-hosts:${path}`, {
      purpose: 'writing known host keys',
      waitMs: LOCK_WAIT_MS,
    });
    try {
      const before = await text();
      const { text: after, result } = work(before);
      if (after !== before) {
        await mkdir(home.state, { recursive: true, mode: 0o700 });
        await writeFileAtomic(path, after, { mode: 0o600 });
      }
      return result;
    } finally {
      await lock.release();
    }
  };

  return {
    path,
    read: async () => parseKnownHosts(await text(), path, 'own'),
    add: (host, port, key, how, now = new Date()) =>
      change((before) => {
        const name = knownHostName(host, port);
        const isThere = parseKnownHosts(before, path, 'own').some(
          (line) => line.marker === null && line.key.equals(key) && lineMatches(line, name),
        );
        if (isThere) return { text: before, result: undefined };
        const whole = before === '' ? HEAD : before.endsWith('\n') ? before : `${before}\n`;
        const words = [name, keyTypeOf(key), key.toString('base64'), 'added', now.toISOString(), how];
        return { text: `${whole}${words.join(' ')}\n`, result: undefined };
      }),
    remove: (host, port) =>
      change((before) => {
        const names = [knownHostName(host, port), host.toLowerCase()];
        const gone = parseKnownHosts(before, path, 'own').filter((line) =>
          names.some((name) => lineMatches(line, name)),
        );
        const numbers = new Set(gone.map((line) => line.line));
        const kept = before.split('\n').filter((_, at) => !numbers.has(at + 1));
        return { text: kept.join('\n'), result: gone };
      }),
  };
}
