import type { Newcomer, ShownHostKey } from '../../../shared/contract';

/**
 * What is to be thought of a machine that shows these keys. The key that was made with the image goes before all else;
 * then one that is known to be another's, then one that is known.
 */
export function judgeNewcomer(
  who: Pick<Newcomer, 'host' | 'address'>,
  keys: readonly ShownHostKey[],
  ofImage: string | null,
): Newcomer {
  const own = keys.find(({ publicKey }) => publicKey === ofImage);
  const bad = keys.find(({ verdict }) => verdict === 'changed' || verdict === 'revoked');
  const known = keys.find(({ verdict }) => verdict === 'known' || verdict === 'certified');
  if (own !== undefined)
    return { ...who, state: 'recognised', key: own, words: 'It shows the key that was made with its image.' };
  if (bad !== undefined) return { ...who, state: 'refused', key: bad, words: bad.words };
  if (known !== undefined)
    return { ...who, state: 'recognised', key: known, words: 'It shows a key that is known already.' };
  return {
    ...who,
    state: 'unknown',
    key: keys.find(({ keyType }) => keyType === 'ssh-ed25519') ?? keys[0] ?? null,
    words: 'Compare this key with the one on the installer’s own screen.',
  };
}
