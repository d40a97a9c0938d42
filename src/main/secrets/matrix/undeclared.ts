import type { SecretUse } from '../../../shared/contract';
import { list } from './readers';

type Use = Pick<SecretUse, 'state' | 'host'>;

/** Hosts that declare a secret, surely or possibly. */
export function hostsOf(uses: readonly Use[]): string[] {
  return distinct(uses.filter(({ state }) => state === 'certain' || state === 'possible'));
}

/** What becomes of a secret that hosts declare and that no rule speaks of, in a sentence. */
export function undeclaredWords(uses: readonly Use[], exists: boolean): string {
  const users = hostsOf(uses);
  const skipping = distinct(uses.filter(({ state }) => state === 'skipped'));
  if (users.length > 0)
    return `${list(users)} ${users.length === 1 ? 'declares' : 'declare'} it${exists ? '' : ', and there is no such file'}`;
  if (skipping.length > 0 && !exists)
    return `${list(skipping)} would declare it if the file were there, and ${skipping.length === 1 ? 'goes' : 'go'} without`;
  return 'A module declares it that is switched off on every host';
}

const distinct = (uses: readonly Use[]): string[] => [...new Set(uses.map(({ host }) => host))];
