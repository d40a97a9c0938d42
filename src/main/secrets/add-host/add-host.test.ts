import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RuleWish, TrustedHostKey } from '../../../shared/contract';
import { temporaryHome } from '../../state/testing';
import { planRules } from '../rules/edit/plan';
import { readRules } from '../rules/read';
import { type AddedHost, addHost, type AddHostWish } from './add-host';

const HOW = { identities: [] };
const blob = (type: string, ...parts: readonly Buffer[]): string => {
  const strings = [Buffer.from(type), ...parts].flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  return `${type} ${Buffer.concat(strings).toString('base64')}`;
};
const made = Array.from({ length: 5 }, () => {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  return blob('ssh-ed25519', Buffer.from(x, 'base64url'));
});
const ed25519 = (which: number): string => made[which] ?? '';
const RSA = blob(
  'ssh-rsa',
  Buffer.from([1, 0, 1]),
  Buffer.concat([Buffer.from([0]), Buffer.alloc(256, 0xc3)]),
);
const ECDSA = blob('ecdsa-sha2-nistp256', Buffer.from('nistp256'), Buffer.alloc(65, 4));

function known(publicKey: string, from: TrustedHostKey['from'] = 'own', line = 2): TrustedHostKey {
  const keyType = publicKey.split(' ')[0] ?? '';
  return {
    keyType,
    publicKey,
    fingerprint: `SHA256:${publicKey.slice(-12)}`,
    from,
    file: 'known_hosts',
    line,
  };
}

let dir: string;
const rulesText = (): string => readFileSync(path.join(dir, 'secrets.nix'), 'utf8');
const wantedOf = (file: string): string[] =>
  readRules(dir)
    .rules.secrets.find((rule) => rule.file === file)
    ?.wanted.map(({ key }) => key) ?? [];
beforeEach(async () => {
  const { env } = await temporaryHome();
  dir = path.join(env.SNOWFLEET_HOME, 'fleet');
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    path.join(dir, 'secrets.nix'),
    `let\n  me = "${ed25519(1)}";\n  p1 = "${ed25519(2)}";\n  hosts = [ p1 ];\nin\n{\n  "secrets/a.age".publicKeys = [ me ] ++ hosts;\n  "secrets/b.age".publicKeys = [ me ];\n}\n`,
  );
});

function add(keys: readonly TrustedHostKey[], wish: Partial<AddHostWish> = {}): Promise<AddedHost> {
  const planned = (wishes: readonly RuleWish[]) => planRules(dir, wishes);
  return addHost(
    {
      rules: async () => readRules(dir).rules,
      known: async () => keys,
      preview: async (wishes) => {
        const { texts, rekey } = planned(wishes);
        return {
          diff: [...texts.values()].join(''),
          files: [...texts.keys()],
          brings: [],
          needs: [],
          rekey: [...rekey],
        };
      },
      change: async (wishes) => {
        const { texts } = planned(wishes);
        for (const [file, text] of texts) writeFileSync(path.join(dir, file), text);
        return { changed: [...texts.keys()], verified: [], notes: [] };
      },
    },
    { host: 'hp', to: [], dryRun: false, ...wish },
    HOW,
  );
}

describe('the verified key of a host', () => {
  it('is bound to its name, and reads a secret and what a list reads', async () => {
    const done = await add([known(RSA), known(ed25519(3), 'fleet')], { to: ['hosts', 'b'] });
    expect(done).toMatchObject({
      changed: ['secrets.nix'],
      recipient: { name: 'hp', keyType: 'ssh-ed25519', from: 'fleet', isThere: false },
    });
    expect(done.recipient.rekey.toSorted()).toEqual(['secrets/a.age', 'secrets/b.age']);
    expect(rulesText()).toContain(`hp = "${ed25519(3)}";`);
    expect(wantedOf('secrets/a.age')).toEqual([ed25519(1), ed25519(2), ed25519(3)]);
    expect(wantedOf('secrets/b.age')).toEqual([ed25519(1), ed25519(3)]);
  });

  it('is only told in a dry run, and RSA is taken where there is nothing better', async () => {
    const before = rulesText();
    const done = await add([known(ECDSA), known(RSA)], { dryRun: true });
    expect(done).toMatchObject({ changed: [], recipient: { keyType: 'ssh-rsa', rekey: [] } });
    expect(done.notes).toEqual([expect.stringContaining('can read nothing yet')]);
    expect(done.recipient.diff).toContain('hp = "ssh-rsa ');
    expect(rulesText()).toBe(before);
  });

  it('that the rules have already is said, and changes nothing', async () => {
    const before = rulesText();
    const same = await add([known(ed25519(2))], { host: 'p1', to: ['hosts', 'a'] });
    expect(same).toMatchObject({
      changed: [],
      notes: ['p1 is a recipient already.'],
      recipient: { diff: '' },
    });
    expect((await add([known(ed25519(2))])).notes).toEqual(['hp is a recipient already, as p1.']);
    expect(rulesText()).toBe(before);
    await add([known(ed25519(2))], { host: 'p1', to: ['secrets/b.age'] });
    expect(rulesText()).toContain('[ me p1 ]');
  });
});

describe('no key is taken', () => {
  it.each<[string, readonly TrustedHostKey[], Partial<AddHostWish>, string, string]>([
    ['that nobody verified', [], {}, 'host-key-unknown', 'No verified key of hp'],
    [
      'that only the user’s ssh knows',
      [known(ed25519(3), 'user')],
      {},
      'host-key-unknown',
      'No verified key',
    ],
    ['of ECDSA', [known(ECDSA)], {}, 'bad-recipient', 'ecdsa-sha2-nistp256: age encrypts to none'],
    ['of two', [known(ed25519(3)), known(ed25519(4), 'fleet')], {}, 'conflict', 'Two ssh-ed25519 keys'],
    ['but the one looked at', [known(ed25519(3))], { fingerprint: 'SHA256:x' }, 'host-key-changed', 'now'],
    ['in place of another', [known(ed25519(3))], { host: 'p1' }, 'conflict', 'another key under the name p1'],
    ['for a secret without rule', [known(ed25519(3))], { to: ['z'] }, 'secret-unknown', 'No rule names z'],
  ])('%s', async (_, keys, wish, code, message) => {
    const before = rulesText();
    await expect(add(keys, wish)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(rulesText()).toBe(before);
  });

  it('tells how one that the user’s ssh knows is accepted', async () => {
    const key = known(ed25519(3), 'user', 9);
    await expect(add([key])).rejects.toMatchObject({
      hint: expect.stringContaining(
        `known_hosts:9). If that is its key: snowfleet known-hosts accept hp --fingerprint ${key.fingerprint}`,
      ),
    });
  });
});
