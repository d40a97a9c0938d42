import type { Identities } from '../age';
import type { Fleet } from '../fleet';
import type { Keychain } from '../keychain';
import { createSealer, IdentitiesAtHand, type SecretsReader, SecretStore, SecretWork } from '../secrets';
import type { Asker } from '../ssh';
import type { Home } from '../state';
import type { WorkerPool } from '../workers';
import { poolSealer } from './pool-sealer';

export interface SecretWorkParts {
  readonly home: Home;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly keychain: Keychain;
  readonly stored: Identities;
  readonly asker: Asker;
  readonly pool: WorkerPool | null;
  /** What rules want of the secrets of a fleet. */
  readonly reading: (fleet: Fleet) => SecretsReader;
}

/** Work on the secrets of whichever fleet it is asked for; what was unlocked stays so for all of them. */
export function secretWorkOf(parts: SecretWorkParts): (fleet: Fleet) => SecretWork {
  const { home, pool } = parts;
  const identities = new IdentitiesAtHand(parts);
  const known = new WeakMap<Fleet, SecretWork>();
  return (fleet) => {
    const work =
      known.get(fleet) ??
      new SecretWork({
        dir: fleet.dir,
        store: new SecretStore({ home, dir: fleet.dir, follow: (come, go) => fleet.follow(come, go) }),
        sealer: createSealer(poolSealer(pool)),
        identities,
        rules: () => parts.reading(fleet).rules(),
      });
    known.set(fleet, work);
    return work;
  };
}
