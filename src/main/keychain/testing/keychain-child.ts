import { resolveHome } from '../../state';
import { createKeychain } from '../index';

/** For tests: a second process that stores `COUNT` values under its name, and says so after each. */
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
  const subject = passphrase === undefined ? `${name}-${round}` : name;
  await keychain.set({ kind: 'token', subject }, `value ${round} of ${name}`);
  console.log(`stored ${round}`);
}
await keychain.close();
