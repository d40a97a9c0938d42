import ssh2, { type ParsedKey, type SignCallback, type SigningRequestOptions } from 'ssh2';
import { SIGN_RSA_SHA2_256, SIGN_RSA_SHA2_512 } from '../agent/protocol';
import { WireReader } from '../wire';
import type { Ring, RingKey } from './ring';
import { keyTypeOf } from './signature';

type IdentityList = (error?: Error | null, keys?: ParsedKey[]) => void;

/**
 * A ring as ssh2 takes an agent: it asks the host about each public key first, and only for one that the host
 * accepts is anything signed. So an encrypted file is opened, and its passphrase asked for, when it is wanted.
 */
export class RingAgent extends ssh2.BaseAgent<ParsedKey> {
  constructor(
    private readonly ring: Ring,
    private readonly around: {
      readonly signal: AbortSignal;
      /** Signing may mean to ask a person: for a passphrase, or in the user's own agent. */
      readonly whileAsking: <T>(work: Promise<T>) => Promise<T>;
      /** Told why a key that the host wanted could not sign. */
      readonly complain: (reason: string) => void;
    },
  ) {
    super();
  }

  /** Keys of a type that ssh2 cannot offer (security keys, certificates) are left out. */
  static usable(ring: Ring): { key: ParsedKey; of: RingKey }[] {
    return ring.keys.flatMap((of) => {
      const key = ssh2.utils.parseKey(`${keyTypeOf(of.blob)} ${of.blob.toString('base64')}`);
      return key instanceof Error ? [] : [{ key, of }];
    });
  }

  getIdentities(done: IdentityList): void {
    done(
      null,
      RingAgent.usable(this.ring).map(({ key }) => key),
    );
  }

  sign(
    key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    done?: SignCallback,
  ): void {
    const reply = typeof options === 'function' ? options : done;
    const hash = typeof options === 'function' ? undefined : options.hash;
    const flags = hash === 'sha512' ? SIGN_RSA_SHA2_512 : hash === 'sha256' ? SIGN_RSA_SHA2_256 : 0;
    void this.signed(key, data, flags).then(
      (signature) => reply?.(null, signature),
      (error: unknown) => {
        const reason = error instanceof Error ? error : new Error(String(error));
        this.around.complain(reason.message);
        reply?.(reason);
      },
    );
  }

  private async signed(key: ParsedKey, data: Buffer, flags: number): Promise<Buffer> {
    const blob = key.getPublicSSH();
    const found = this.ring.keys.find((one) => one.blob.equals(blob));
    if (!found) throw new Error('the key is gone');
    // ssh2 writes the name of the algorithm itself.
    const { signal, whileAsking } = this.around;
    const reader = new WireReader(await whileAsking(found.sign(data, flags, signal)));
    reader.string();
    return reader.string();
  }
}
