import { z } from 'zod';
import { AppError } from '../../../shared/contract';
import { parseJson } from '../../../shared/json';

/** What the vault holds once it is open. */
export const vaultContentSchema = z.object({
  format: z.literal(1),
  /** Tells this vault from any other. */
  canary: z.string(),
  entries: z.record(z.string(), z.string()),
});
export type VaultContent = z.infer<typeof vaultContentSchema>;

/** Encrypting and decrypting; scrypt alone takes over a second, so doors with a window have threads do it. */
export interface VaultCrypto {
  seal(input: SealInput): Promise<Uint8Array>;
  /** Throws `wrong-passphrase`, or `vault-damaged` where the file was opened and is not whole. */
  unseal(input: UnsealInput): Promise<VaultContent>;
}

export interface SealInput {
  readonly content: VaultContent;
  readonly passphrase: string;
  /** Base-2 logarithm of scrypt's cost; age's own 18 where absent. */
  readonly workFactor?: number;
}

export interface UnsealInput {
  readonly bytes: Uint8Array;
  readonly passphrase: string;
}

/** Loading age takes longer than most commands need for all their work, and few open the vault. */
const loadAge = () => import('age-encryption');

export const cryptoInThisThread: VaultCrypto = {
  async seal({ content, passphrase, workFactor }) {
    const { Encrypter } = await loadAge();
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    if (workFactor !== undefined) encrypter.setScryptWorkFactor(workFactor);
    return encrypter.encrypt(JSON.stringify(content));
  },
  async unseal({ bytes, passphrase }) {
    const { Decrypter } = await loadAge();
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    let text: string;
    try {
      text = await decrypter.decrypt(bytes, 'text');
    } catch (error) {
      if (/no identity matched/.test(error instanceof Error ? error.message : '')) {
        throw new AppError('wrong-passphrase', 'The passphrase does not open the vault.', {
          hint: 'Try again; mind the keyboard layout.',
        });
      }
      throw notWhole();
    }
    const content = vaultContentSchema.safeParse(parseJson(text));
    if (!content.success) throw notWhole();
    return content.data;
  },
};

const notWhole = (): AppError => new AppError('vault-damaged', 'The vault is damaged.');
