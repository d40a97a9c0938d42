import { isAppError } from '../../../shared/contract';
import type { VaultKeeper } from './keeper';
import type { Vault } from './vault';

/** The ways in to the vault: by a passphrase at hand, or by asking whoever sits at the door. */
export interface VaultEntry {
  /** Opens it by asking, where it is locked and somebody can be asked. Throws what the last passphrase was refused with. */
  enter(by: 'a person' | 'nobody'): Promise<void>;
  /** The same though the question was declined before. */
  enterAgain(): Promise<void>;
  /** Throws `wrong-passphrase`, `vault-damaged`, `keychain-absent`. */
  unlock(passphrase: string): Promise<void>;
}

const TRIES = 3;

/** `ask`: asks for the passphrase, `again` after a wrong one; null when they decline. */
export function createVaultEntry(
  vault: Vault,
  keeper: VaultKeeper,
  ask: ((again: boolean) => Promise<string | null>) | undefined,
): VaultEntry {
  let asking: Promise<void> | null = null;
  let declined = false;

  const unlock = (passphrase: string): Promise<void> => keeper.opening(() => vault.unlock(passphrase));
  const askAndUnlock = async (question: NonNullable<typeof ask>): Promise<void> => {
    let refusal: unknown = null;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const passphrase = await question(attempt > 0);
      if (passphrase === null) break;
      try {
        return await unlock(passphrase);
      } catch (error) {
        refusal = error;
        if (!isAppError(error, 'wrong-passphrase')) break;
      }
    }
    // Asked once; whatever else this command wants of the vault is refused at once.
    declined = true;
    if (refusal !== null) throw refusal;
  };
  const enter = async (by: 'a person' | 'nobody'): Promise<void> => {
    await keeper.wanted(by);
    if (vault.isOpen() || declined || !ask || !(await vault.exists())) return;
    asking ??= askAndUnlock(ask).finally(() => (asking = null));
    await asking;
  };

  return {
    enter,
    async enterAgain() {
      declined = false;
      await enter('a person');
    },
    unlock,
  };
}
