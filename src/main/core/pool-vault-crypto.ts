import type { VaultCrypto } from '../keychain';
import type { WorkerPool } from '../workers';

/** The vault's encryption on worker threads: scrypt would stop a window for over a second. */
export function poolVaultCrypto(pool: WorkerPool): VaultCrypto {
  return {
    seal: (input) => pool.run('seal-vault', input),
    unseal: (input) => pool.run('unseal-vault', input),
  };
}
