import { fingerprint } from '../host-keys/known-hosts';
import { askAgent } from './agent-client';
import { type KeyFile, readKeyFile, signWith } from './key-file';
import type { Unlocker } from './unlocker';

/** A key that can be offered to a host, wherever its private half is. */
export interface RingKey {
  readonly blob: Buffer;
  readonly comment: string;
  readonly origin: 'agent' | 'file';
  /** Path of the file, or socket of the agent. */
  readonly from: string;
  /**
   * The signature blob. @throws Error when the agent refuses or the file stays locked. Called only for a key that
   * the other side has said it would accept.
   */
  sign(data: Buffer, flags: number, signal?: AbortSignal): Promise<Buffer>;
}

export interface Ring {
  readonly keys: readonly RingKey[];
  /** `FILE (why)` for each identity that is there and cannot be used. */
  readonly skipped: () => readonly string[];
  /** Files that are there and hold no key we can read; ssh itself may. */
  readonly unreadable: readonly string[];
}

/** What a ring is made of: an agent, the files in ssh's order, and whether no other key may be offered. */
export interface RingParts {
  readonly agents: readonly string[];
  readonly files: readonly string[];
  readonly only: boolean;
}

/** `SHA256:… (comment)`, as errors name a key. */
export const describeKey = (key: Pick<RingKey, 'blob' | 'comment'>): string =>
  `${fingerprint(key.blob)}${key.comment === '' ? '' : ` (${key.comment})`}`;

/**
 * The keys for one host in the order ssh offers them: those of the agent that the configuration names, the agent's
 * others, then the files. An agent that is gone has no keys; ssh too goes on with its files.
 */
export async function loadRing(parts: RingParts, unlocker: Unlocker, ask: boolean): Promise<Ring> {
  const files = await Promise.all(parts.files.map(readKeyFile));
  const configured = files.flatMap((file) => (file.blob === null ? [] : [file.blob]));
  const rank = (blob: Buffer): number => {
    const at = configured.findIndex((one) => one.equals(blob));
    return at < 0 ? configured.length : at;
  };
  const held = (await Promise.all(parts.agents.map(keysOfAgent))).flat();
  const offered = parts.only ? held.filter((key) => rank(key.blob) < configured.length) : held;
  const fromAgent = offered.toSorted((left, right) => rank(left.blob) - rank(right.blob));
  const fromFiles = files.flatMap((file) => keyOfFile(file, unlocker, ask) ?? []);
  const locked = new Set<KeyFile>(files.filter((file) => file.encrypted !== null));
  return {
    keys: unique([...fromAgent, ...fromFiles]),
    unreadable: files
      .filter((file) => file.problem !== null || (file.encrypted !== null && file.blob === null))
      .map((file) => file.path),
    skipped: () =>
      files.flatMap((file) => {
        if (file.problem !== null) return [`${file.path} (${file.problem})`];
        return locked.has(file) && !held.some((key) => file.blob?.equals(key.blob))
          ? [`${file.path} (${unlocker.reason(file.path)})`]
          : [];
      }),
  };
}

const unique = (keys: readonly RingKey[]): RingKey[] =>
  keys.filter((key, at) => keys.findIndex((one) => one.blob.equals(key.blob)) === at);

async function keysOfAgent(socket: string): Promise<RingKey[]> {
  const identities = await askAgent(socket, (agent) => agent.list()).catch(() => []);
  return identities.map(({ blob, comment }) => ({
    blob,
    comment,
    origin: 'agent',
    from: socket,
    sign: (data, flags) => askAgent(socket, (agent) => agent.sign(blob, data, flags)),
  }));
}

function keyOfFile(file: KeyFile, unlocker: Unlocker, ask: boolean): RingKey | null {
  const { blob, path } = file;
  if (blob === null || (file.privateKey === null && file.encrypted === null)) return null;
  return {
    blob,
    comment: path,
    origin: 'file',
    from: path,
    async sign(data, flags, signal) {
      const key = file.privateKey ?? (await unlocker.unlock(file, { ask, ...(signal ? { signal } : {}) }));
      if (key === null) throw new Error(`${path} stays locked: ${unlocker.reason(path)}`);
      return signWith(key, data, flags);
    },
  };
}
