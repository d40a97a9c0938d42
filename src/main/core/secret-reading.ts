import type { Fleet } from '../fleet';
import type { Nix } from '../nix';
import { type HostKey, readSecretsInThisThread, scanForLeaks, SecretsReader } from '../secrets';
import type { WorkerPool } from '../workers';
import { declaredHostKeys } from './declared-host-keys';
import { EvaluatedSecrets } from './evaluated-secrets';

export interface SecretReadingParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pool: WorkerPool | null;
  /** Nix of the open fleet, or of none. */
  readonly nix: () => Nix;
  /** Whether the open fleet is evaluated with the stand-in. */
  readonly standIn: () => boolean;
}

/** Reads the secrets of whichever fleet it is asked for. */
export function secretReadingOf({
  env,
  pool,
  nix,
  standIn,
}: SecretReadingParts): (fleet: Fleet) => SecretsReader {
  const known = new WeakMap<Fleet, SecretsReader>();
  return (fleet) => {
    const evaluated = new EvaluatedSecrets(fleet, () => ({ nix: nix(), standIn: standIn() }));
    const reader =
      known.get(fleet) ??
      new SecretsReader({
        dir: fleet.dir,
        env,
        nix: { command: (options) => nix().command(options) },
        read: async (request) =>
          pool ? pool.run('read-secrets', request, { owner: request.dir }) : readSecretsInThisThread(request),
        scan: async (dir) => (pool ? pool.run('scan-leaks', { dir }, { owner: dir }) : scanForLeaks(dir)),
        declares: () => fleet.secretUses(),
        evaluated: (again, signal) => (again ? evaluated.ask(signal) : evaluated.known()),
        hostKeys: () => hostKeysOf(fleet),
        take: (plan, dryRun) => fleet.draft.take(plan, dryRun),
      });
    known.set(fleet, reader);
    return reader;
  };
}

/** Keys that the fleet itself declares for its hosts (`programs.ssh.knownHosts`). */
async function hostKeysOf(fleet: Fleet): Promise<HostKey[]> {
  const [declared, hosts] = await Promise.all([declaredHostKeys(fleet), fleet.hostNames()]);
  return declared
    .filter(({ isAuthority }) => !isAuthority)
    .flatMap(({ names, publicKey }) =>
      hosts.filter((host) => names.includes(host)).map((host) => ({ host, key: publicKey })),
    );
}
