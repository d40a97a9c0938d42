import { isAppError } from '../../../shared/contract';
import { resolveHome } from '../../state';
import { createKeychain } from '../index';

/**
 * For tests: a second process that stores `COUNT` values under its name, and says so after each. One named
 * `passphrases` gives the vault a new passphrase each time instead.
 */
const [helperFile = '', name = '', count = '0', passphrase] = process.argv.slice(2);

const keychain = createKeychain({
  home: resolveHome(process.env),
  env: process.env,
  helperFile,
  workFactor: 4,
});
if (passphrase !== undefined) await keychain.unlock(passphrase);
/** On a busy machine the other process may have the keychain for longer than anybody is made to wait. */
async function insist(store: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await store();
      return;
    } catch (error) {
      const mayPass = isAppError(error, 'busy') || isAppError(error, 'keychain-timeout');
      if (!mayPass || attempt === 5) throw error;
    }
  }
}

console.log('ready');
for (let round = 1; round <= Number(count); round += 1) {
  if (name === 'passphrases' && passphrase !== undefined) {
    await keychain.changePassphrase(`${passphrase}${round > 1 ? round - 1 : ''}`, `${passphrase}${round}`);
    console.log(`changed ${round}`);
    continue;
  }
  const subject = passphrase === undefined ? `${name}-${round}` : name;
  await insist(() => keychain.set({ kind: 'token', subject }, `value ${round} of ${name}`));
  console.log(`stored ${round}`);
}
await keychain.close();
