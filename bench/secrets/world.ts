import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encrypt, parseRecipient } from '../../src/main/age';

/** A fleet with secrets for SSH keys, as agenix users have one. */
export interface World {
  readonly dir: string;
  /** The private key that opens every secret. */
  readonly identity: string;
  /** A fresh fleet with the same secrets. */
  fleet(name: string): string;
  close(): void;
}

export const SECRETS = 300;
export const RECIPIENTS = 8;

const FLAKE =
  '{ outputs = _: { nixosConfigurations.p510 = { config = { }; pkgs = { }; options = { }; }; }; }\n';

/** @throws Error when ssh-keygen is missing. */
export async function makeWorld(): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-bench-secrets-'));
  const keys = Array.from({ length: RECIPIENTS }, (_, index) => {
    const file = join(dir, `key-${index}`);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
    return readFileSync(`${file}.pub`, 'utf8').trim();
  });
  const recipients = keys.map(parseRecipient);
  const files = await Promise.all(
    Array.from({ length: SECRETS }, async (_, index) => ({
      name: `secrets/s${index}.age`,
      bytes: await encrypt(Buffer.from(`value of secret ${index}\n`), recipients),
    })),
  );
  const rules = [
    'let',
    ...keys.map((key, index) => `  k${index} = "${key}";`),
    `  all = [ ${keys.map((_, index) => `k${index}`).join(' ')} ];`,
    'in',
    '{',
    ...files.map(({ name }) => `  "${name}".publicKeys = all;`),
    '}',
    '',
  ].join('\n');
  return {
    dir,
    identity: join(dir, 'key-0'),
    fleet(name) {
      const fleet = join(dir, name);
      mkdirSync(join(fleet, 'secrets'), { recursive: true });
      writeFileSync(join(fleet, 'flake.nix'), FLAKE);
      writeFileSync(join(fleet, 'secrets.nix'), rules);
      for (const { name: file, bytes } of files) writeFileSync(join(fleet, file), bytes);
      return fleet;
    },
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** What `agenix -r` does for each file, in a shell, with the same programs and no more of them. */
export const AGENIX_LOOP = `
set -eu
for file in $(nix-instantiate --json --eval -E '(let rules = import ./secrets.nix; in builtins.attrNames rules)' | jq -r '.[]'); do
  keys=$(nix-instantiate --json --eval --strict -E "(let rules = import ./secrets.nix; in rules.\\"$file\\".publicKeys)" | jq -r '.[]')
  clear=$(mktemp -d)
  age --decrypt --identity "$1" -o "$clear/value" "$file"
  set -- "$1"
  while IFS= read -r key; do set -- "$@" --recipient "$key"; done <<KEYS
$keys
KEYS
  identity=$1
  shift
  age "$@" -o "$clear/new" < "$clear/value"
  mv -f "$clear/new" "$file"
  rm -rf "$clear"
  set -- "$identity"
done
`;
