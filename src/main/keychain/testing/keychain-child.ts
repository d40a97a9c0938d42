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
console.log('ready');
for (let round = 1; round <= Number(count); round += 1) {
  if (name === 'passphrases' && passphrase !== undefined) {
    await keychain.changePassphrase(`${passphrase}${round > 1 ? round - 1 : ''}`, `${passphrase}${round}`);
    console.log(`changed ${round}`);
    continue;
  }
  const subject = passphrase === undefined ? `${name}-${round}` : name;
  await keychain.set({ kind: 'token', subject }, `value ${round} of ${name}`);
  console.log(`stored ${round}`);
}
await keychain.close();
