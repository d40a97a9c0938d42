import { readFile } from 'node:fs/promises';
import ssh2, {
  type AnyAuthMethod,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2';
import type { ResolvedHost } from './resolve';

/** What may be offered to a host, in the order ssh offers it, and what had to be left out. */
export interface Identities {
  readonly methods: readonly AnyAuthMethod[];
  /** `FILE (why)` for each identity that exists and cannot be used. */
  readonly skipped: readonly string[];
}

type IdentityList = (error?: Error | null, keys?: ParsedKey[]) => void;

/** The agent's keys with those of the configuration first, and with IdentitiesOnly none besides. */
class OrderedAgent extends ssh2.BaseAgent<ParsedKey> {
  private readonly agent: InstanceType<typeof ssh2.OpenSSHAgent>;

  constructor(
    socket: string,
    private readonly configured: readonly Buffer[],
    private readonly only: boolean,
  ) {
    super();
    this.agent = new ssh2.OpenSSHAgent(socket);
  }

  getIdentities(done: IdentityList): void {
    this.agent.getIdentities((error, keys) => {
      // An agent that is gone has no keys; ssh too goes on with its files.
      if (error || !keys) return done(null, []);
      const rank = (key: ParsedKey): number => {
        const at = this.configured.findIndex((blob) => blob.equals(key.getPublicSSH()));
        return at < 0 ? this.configured.length : at;
      };
      const held = keys.filter((key) => 'getPublicSSH' in key);
      const mine = this.only ? held.filter((key) => rank(key) < this.configured.length) : held;
      done(
        null,
        mine.toSorted((left, right) => rank(left) - rank(right)),
      );
    });
  }

  sign(
    key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    done?: SignCallback,
  ): void {
    if (typeof options === 'function') this.agent.sign(key, data, options);
    else this.agent.sign(key, data, options, done);
  }
}

interface IdentityFile {
  readonly path: string;
  readonly privateKey: ParsedKey | null;
  readonly publicBlob: Buffer | null;
  readonly problem: string | null;
}

/**
 * Reads the identity files and puts them behind the agent's keys, as ssh does. `none` comes first: hosts behind
 * an identity-aware network let people in by it, and all others just answer with what they accept.
 */
export async function loadIdentities(host: ResolvedHost): Promise<Identities> {
  const files = await Promise.all(host.identityFiles.map(readIdentity));
  const blobs = files.flatMap((file) => (file.publicBlob === null ? [] : [file.publicBlob]));
  const username = host.user;
  const methods: AnyAuthMethod[] = [{ type: 'none', username }];
  if (host.agent !== null) {
    methods.push({
      type: 'agent',
      username,
      agent: new OrderedAgent(host.agent, blobs, host.identitiesOnly),
    });
  }
  for (const file of files) {
    if (file.privateKey) methods.push({ type: 'publickey', username, key: file.privateKey });
  }
  const skipped = files.flatMap((file) => (file.problem === null ? [] : [`${file.path} (${file.problem})`]));
  return { methods, skipped };
}

async function readIdentity(path: string): Promise<IdentityFile> {
  const [secret, beside] = await Promise.all([
    readFile(path).catch((error: NodeJS.ErrnoException) => error),
    readFile(`${path}.pub`).catch(() => null),
  ]);
  const publicBlob = beside ? blobOf(beside) : null;
  if (secret instanceof Error) {
    const problem = secret.code === 'ENOENT' ? null : secret.message;
    return { path, privateKey: null, publicBlob, problem };
  }
  const key = ssh2.utils.parseKey(secret);
  if (key instanceof Error) {
    const problem = /encrypted|passphrase/i.test(key.message)
      ? 'needs a passphrase; add it to your agent'
      : key.message;
    return { path, privateKey: null, publicBlob, problem };
  }
  // A public key may be named in place of the private one that the agent holds.
  const privateKey = key.isPrivateKey() ? key : null;
  return { path, privateKey, publicBlob: key.getPublicSSH(), problem: null };
}

function blobOf(text: Buffer): Buffer | null {
  const key = ssh2.utils.parseKey(text);
  return key instanceof Error ? null : key.getPublicSSH();
}
