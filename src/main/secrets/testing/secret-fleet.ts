import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decrypt, encrypt, type Identity, parseIdentities, parseRecipient } from '../../age';

/** A fleet with many secrets, each with a content of its own, and the key that opens them. */
export interface SecretFleet {
  readonly dir: string;
  /** Path of the private key. */
  readonly identity: string;
  readonly files: readonly string[];
  /** SHA-256 of each file, in their order. */
  hashes(): string[];
  /** Files that do not decrypt to what they always held. */
  wrong(): Promise<string[]>;
  /** What is in the fleet and no user put there. */
  debris(): string[];
}

const FLAKE =
  '{ outputs = _: { nixosConfigurations.p510 = { config = { }; pkgs = { }; options = { }; }; }; }\n';

/** For tests: makes one in `dir`, with its keys in `keys`. Each secret is for one user and `hosts` hosts. */
export async function makeSecretFleet(
  dir: string,
  keys: string,
  count: number,
  hosts = 2,
): Promise<SecretFleet> {
  mkdirSync(join(dir, 'secrets'), { recursive: true });
  mkdirSync(keys, { recursive: true });
  const publicKeys = ['me', ...Array.from({ length: hosts }, (_, index) => `host${index}`)].map((name) => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', join(keys, name)]);
    return readFileSync(join(keys, `${name}.pub`), 'utf8').trim();
  });
  const recipients = publicKeys.map(parseRecipient);
  const files = Array.from({ length: count }, (_, index) => `secrets/s${index}.age`);
  for (const [index, file] of files.entries()) {
    writeFileSync(join(dir, file), await encrypt(Buffer.from(contentOf(index)), recipients));
  }
  const all = publicKeys.map((key) => `"${key}"`).join(' ');
  const rules = files.map((file) => `  "${file}".publicKeys = all;`).join('\n');
  writeFileSync(join(dir, 'flake.nix'), FLAKE);
  writeFileSync(join(dir, 'secrets.nix'), `let\n  all = [ ${all} ];\nin\n{\n${rules}\n}\n`);
  const identity = join(keys, 'me');
  const identities: Identity[] = await parseIdentities(readFileSync(identity));
  return {
    dir,
    identity,
    files,
    hashes: () =>
      files.map((file) =>
        createHash('sha256')
          .update(readFileSync(join(dir, file)))
          .digest('hex'),
      ),
    async wrong() {
      const found: string[] = [];
      for (const [index, file] of files.entries()) {
        const content = await decrypt(readFileSync(join(dir, file)), identities).catch(() => null);
        if (content?.toString() !== contentOf(index)) found.push(file);
      }
      return found;
    },
    debris: () =>
      (readdirSync(dir, { recursive: true }) as string[]).filter((name) => name.includes('.snowfleet-tmp-')),
  };
}

const contentOf = (index: number): string => `the value of secret ${index}\n`;
