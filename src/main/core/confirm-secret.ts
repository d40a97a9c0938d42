import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretOnHost } from '../../shared/contract';
import { confirmOnHost, type HostDoor, type SecretsReader } from '../secrets';
import type { Reach, Ssh } from '../ssh';

export interface ConfirmSecretParts {
  readonly ssh: Ssh;
  readonly reach: (host: string) => Promise<Reach>;
  readonly resourcesDir: string;
  readonly secrets: () => SecretsReader;
}

/** A host that does not answer is not waited for longer, in milliseconds. */
const LIMIT_MS = 120_000;

/** Asks hosts of the open fleet what became of a secret; all at once. */
export function confirmSecretWith({ ssh, reach, resourcesDir, secrets }: ConfirmSecretParts) {
  const door: HostDoor = {
    script: () => readFile(join(resourcesDir, 'secrets', 'users-of-secret.sh'), 'utf8'),
    exec: async (host, argv, signal) =>
      ssh.exec(await reach(host), argv, { timeoutMs: LIMIT_MS, ...(signal ? { signal } : {}) }),
  };
  return async (
    file: string,
    hosts: readonly string[],
    restart: boolean,
    signal: AbortSignal | undefined,
  ): Promise<SecretOnHost[]> => {
    const uses = (await secrets().list({ signal })).secrets.find((one) => one.file === file)?.uses ?? [];
    return Promise.all(
      hosts.map(async (host) => {
        const name = uses.find((use) => use.host === host && use.name !== null)?.name;
        // Where agenix puts a secret that says nothing else.
        if (name) return confirmOnHost(door, host, `/run/agenix/${name}`, restart, signal);
        const problem = 'its name there does not show in the source';
        return { host, path: '', isThere: false, units: [], restarted: [], problem };
      }),
    );
  };
}
