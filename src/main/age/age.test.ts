import {
  Decrypter,
  Encrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { decrypt, encrypt, parseIdentities, parseRecipient, readHeader, stanzaMatches } from './index';

describe('post-quantum keys', () => {
  it('are understood here and by the library, both ways, and open what is for several', async () => {
    const texts = [await generateHybridIdentity(), await generateHybridIdentity()];
    const identities = (await Promise.all(texts.map((text) => parseIdentities(text)))).flat();
    const recipients = identities.map(({ recipient }) => recipient);
    expect(recipients[0]?.text).toBe(await identityToRecipient(texts[0]!));
    expect(recipients[0]?.kind).toBe('post-quantum');

    const ours = await encrypt(Buffer.from('for later'), recipients);
    const { stanzas } = await readHeader(ours);
    expect(stanzas.map((stanza) => stanzaMatches(stanza, recipients[0]!))).toEqual([
      'anonymous',
      'anonymous',
    ]);
    for (const text of texts) {
      const library = new Decrypter();
      library.addIdentity(text);
      expect(await library.decrypt(ours, 'text')).toBe('for later');
    }
    const library = new Encrypter();
    library.addRecipient(recipients[1]!.text);
    const theirs = await library.encrypt('from there');
    expect((await decrypt(theirs, identities)).toString()).toBe('from there');
    await expect(decrypt(theirs, [identities[0]!])).rejects.toMatchObject({ code: 'no-identity' });
  });

  it('are not mixed with others', async () => {
    const [quantum, classical] = [await generateHybridIdentity(), await generateX25519Identity()];
    const mixed = await Promise.all(
      [quantum, classical].map(async (one) => parseRecipient(await identityToRecipient(one))),
    );
    await expect(encrypt(Buffer.from('x'), mixed)).rejects.toMatchObject({
      code: 'mixed-recipients',
      message:
        'Post-quantum recipients (1) and others (1) are not mixed in one file: it would be no safer than the others make it.',
    });
  });
});
