import { implement } from '@orpc/server';
import { credentialsContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(credentialsContract);

export const credentialsRouter = ({ keychain }: Services) => ({
  status: os.status.handler(() => keychain.status()),
  list: os.list.handler(async () => ({ credentials: await keychain.list() })),
  set: os.set.handler(async ({ input }) => ({ stored: await keychain.set(input.ref, input.value) })),
  forget: os.forget.handler(async ({ input: { id, ...how } }) => ({
    forgotten: await keychain.delete(id, how),
  })),
  createVault: os.createVault.handler(async ({ input }) => {
    await keychain.createVault(input.passphrase);
    return keychain.status();
  }),
  unlock: os.unlock.handler(async ({ input }) => {
    await keychain.unlock(input.passphrase);
    return keychain.status();
  }),
  lock: os.lock.handler(async () => {
    await keychain.lock();
    return keychain.status();
  }),
  changePassphrase: os.changePassphrase.handler(async ({ input: { present, next } }) => {
    await keychain.changePassphrase(present, next);
    return keychain.status();
  }),
});
