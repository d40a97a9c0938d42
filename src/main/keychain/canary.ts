import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/contract';
import { accountOf, countIn, type Index } from './index-file';
import type { SecretStore } from './store';
import type { CredentialStore } from './types';
import type { Vault } from './vault/vault';

type Canary = NonNullable<Index['canaries'][CredentialStore]>;

/** The name, among ids, of what shows that a keyring is the one we stored into. */
const NAME = 'canary';

/** Whether an open store is still the one that our entries went to; true where none did. */
export async function isSameStore(index: Index, store: SecretStore | Vault): Promise<boolean> {
  const known = index.canaries[store.kind];
  if (known === undefined || countIn(index, store.kind) === 0) return true;
  return (await markOf(index, store)) === known.value;
}

/** The mark of an open store, set where it has none of ours yet. Throws `keychain-changed`. */
export async function ensureCanary(
  index: Index,
  store: SecretStore | Vault,
  provider: string | null,
): Promise<Canary> {
  if (!(await isSameStore(index, store))) throw changed(index, store.kind, provider);
  const known = index.canaries[store.kind];
  if ('canary' in store) return { value: await store.canary(), provider: null };
  if (known !== undefined && countIn(index, store.kind) > 0) return known;
  const canary: Canary = { value: randomUUID(), provider };
  await store.write(accountOf(index, store.kind, NAME), canary.value);
  return canary;
}

/** Takes our mark out of a keyring that holds nothing else of ours. */
export async function removeCanary(index: Index, store: SecretStore | Vault): Promise<void> {
  if ('canary' in store) return;
  await store.remove(accountOf(index, store.kind, NAME));
}

/** Writes something, reads it back and takes it away. Throws what the store throws, or `keychain-changed`. */
export async function roundTrip(index: Index, store: SecretStore): Promise<void> {
  const account = accountOf(index, store.kind, `probe-${randomUUID()}`);
  const value = randomUUID();
  await store.write(account, value);
  const back = await store.read(account);
  await store.remove(account);
  if (back !== value) throw unfaithful();
}

/** The keychain took a value and gave another back. */
export const unfaithful = (): AppError =>
  new AppError('keychain-changed', 'The keychain did not give back what was stored in it.', {
    hint: 'Nothing is recorded as stored. Look at the keyring with its own program.',
  });

/** That another keychain answers than the one our entries are in, or that it was emptied. */
export function changed(index: Index, kind: CredentialStore, provider: string | null): AppError {
  const before = index.canaries[kind]?.provider ?? null;
  const many = countIn(index, kind);
  const [what, is, lies] =
    many === 1
      ? ['The credential on the list', 'is', 'lies']
      : [`The ${many} credentials on the list`, 'are', 'lie'];
  const message =
    kind === 'vault'
      ? `${what} ${lies} in another vault than the one that is there now.`
      : before !== null && provider !== null && before !== provider
        ? `${what} ${lies} in another keychain (${before}) than the one that answers now (${provider}).`
        : `${what} ${is} gone from the keyring: it was replaced or emptied.`;
  return new AppError('keychain-changed', message, {
    hint: `Bring the old ${kind === 'vault' ? 'vault' : 'keyring'} back, or forget what is lost and store it again: snowfleet credentials forget --all.`,
    detail: { backend: kind, stored: many, before, now: provider },
  });
}

async function markOf(index: Index, store: SecretStore | Vault): Promise<string | null> {
  return 'canary' in store ? store.canary() : store.read(accountOf(index, store.kind, NAME));
}
