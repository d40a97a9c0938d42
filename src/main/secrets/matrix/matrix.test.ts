import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encrypt, parseRecipient } from '../../age';
import { readSecretsInThisThread } from '../reading';
import { matrixOf } from './matrix';
import type { HostDeclares } from './uses';

const ADA = 'age1euxu6srhlj9gdnjtmxeuh4nfzgqr8fyhsjuvsdfswaqyc8kugv3qsrheg2';
const EVE = 'age16kyv3j3tkn3e0jawyp3jn3u3u047n3x4qq2gmdrg27w8g27gzvkqkq8gg5';
const P620 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILwCfnKXL5VyaaQhVmyhQSAo6Z1tC6mqwkETDJqWchpp root@p620';
const RAZER = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILnIg+6+zbYzcxNHm+Sp/C56D08NVGzX9OvRTSSUQ7yS root@razer';
const HP = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwqiISh/Xg2yM7JvMfiLgZrSkDRFGRDO5eBd+ZrejH7 root@hp';

const BINDINGS = `ada = "${ADA}"; p620 = "${P620}"; razer = "${RAZER}"; people = [ ada ]; hosts = [ p620 razer ];`;

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'matrix-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

async function put(
  file: string,
  keys: readonly string[] | Uint8Array | string,
  content = 'x',
): Promise<void> {
  mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  const isRaw = typeof keys === 'string' || keys instanceof Uint8Array;
  const bytes = isRaw
    ? keys
    : await encrypt(
        Buffer.from(content),
        keys.map((key) => parseRecipient(key)),
      );
  writeFileSync(path.join(dir, file), bytes);
}

type Declares = Partial<Record<string, Partial<HostDeclares['secrets'][number]>[]>>;

async function matrix(declares: Declares = {}, evaluated = new Map<string, Record<string, string>>()) {
  const uses = ['p620', 'razer', 'hp'].map((host): HostDeclares => ({
    host,
    secrets: (declares[host] ?? []).map((one) => ({
      name: null,
      file: null,
      scope: 'nixos',
      state: 'certain',
      place: { file: `hosts/${host}.nix`, line: 3 },
      ...one,
    })),
  }));
  const declared = uses.flatMap(({ secrets }) => secrets.flatMap(({ file }) => file ?? []));
  const { rules, files } = await readSecretsInThisThread({ dir, declared });
  const found = matrixOf({ rules, files, declares: uses, evaluated, hostKeys: [] });
  return { ...found, of: (file: string) => found.secrets.find((secret) => secret.file === file) };
}

describe('the matrix', () => {
  it('tells who can read a file beside who shall, by the header alone', async () => {
    await put(
      'secrets.nix',
      `let ${BINDINGS} all.publicKeys = people ++ hosts; in {
      "ok.age" = all; "missing.age" = all; "leftover.age".publicKeys = people; "nameless.age" = all; "more.age" = all; }`,
    );
    await put('ok.age', [ADA, P620, RAZER]);
    await put('missing.age', [P620]);
    await put('leftover.age', [ADA, P620]);
    await put('nameless.age', [ADA, P620, RAZER, HP]);
    await put('more.age', [ADA, EVE, P620, RAZER]);
    const { of, recipients, findings } = await matrix();
    expect(of('ok.age')).toMatchObject({
      state: 'ok',
      matched: ['p620', 'razer'],
      unsure: ['ada'],
      missing: [],
      anonymous: 1,
    });
    expect(of('missing.age')).toMatchObject({ state: 'drift', missing: ['ada', 'razer'], matched: ['p620'] });
    expect(of('leftover.age')).toMatchObject({ state: 'drift', leftover: ['p620'], unsure: ['ada'] });
    expect(of('nameless.age')).toMatchObject({
      state: 'drift',
      unknown: 1,
      unknownKeys: [{ type: 'ssh-ed25519' }],
    });
    expect(of('more.age')).toMatchObject({ state: 'drift', anonymous: 2, missing: [] });
    expect(recipients.map(({ name, kind, host, secrets }) => [name, kind, host, secrets])).toEqual([
      ['ada', 'user', null, 5],
      ['p620', 'host', 'p620', 4],
      ['razer', 'host', 'razer', 4],
    ]);
    expect(findings.map(({ rule }) => rule).toSorted()).toEqual([
      'secret-drift',
      'secret-leftover',
      'secret-missing',
      'secret-unknown-key',
      'secret-unused',
    ]);
  });

  it('is loud about a file with nothing in it, and tells what is no age file', async () => {
    const names = ['zero', 'nothing', 'cut', 'other', 'absent', 'out', 'ok'];
    await put(
      'secrets.nix',
      `let ${BINDINGS} in { ${names.map((name) => `"${name}.age".publicKeys = hosts;`).join(' ')} }`,
    );
    await put('zero.age', '');
    await put('nothing.age', [P620, RAZER], '');
    await put('cut.age', 'age-encryption.org/v1\n-> ssh-ed25519 Z7LnnQ IRBW');
    await put('other.age', 'not age');
    await put('ok.age', [P620, RAZER]);
    symlinkSync('/etc/hostname', path.join(dir, 'out.age'));
    const { secrets, findings } = await matrix();
    expect(Object.fromEntries(secrets.map(({ name, state }) => [name, state]))).toEqual({
      zero: 'empty',
      nothing: 'empty',
      cut: 'damaged',
      other: 'damaged',
      absent: 'absent',
      out: 'damaged',
      ok: 'ok',
    });
    expect(findings.filter(({ rule }) => rule === 'secret-empty').map(({ severity }) => severity)).toEqual([
      'error',
      'error',
    ]);
  });

  it('tells a file that may not be read', async (context) => {
    if (process.getuid?.() === 0) context.skip('root may read every file');
    await put('secrets.nix', `let ${BINDINGS} in { "a.age".publicKeys = hosts; }`);
    await put('a.age', [P620, RAZER]);
    chmodSync(path.join(dir, 'a.age'), 0);
    expect((await matrix()).of('a.age')).toMatchObject({ state: 'damaged' });
  });

  it('compares rules with what hosts declare', async () => {
    await put(
      'secrets.nix',
      `let ${BINDINGS} in { "used.age".publicKeys = hosts; "gone.age".publicKeys = hosts; "idle.age".publicKeys = hosts; }`,
    );
    for (const file of ['used.age', 'idle.age', 'stray.age']) await put(file, [P620, RAZER]);
    const { of, findings } = await matrix({
      p620: [
        { name: 'used', file: 'used.age' },
        { name: 'gone', file: 'gone.age' },
      ],
      razer: [
        { name: 'token', file: 'token.age', state: 'skipped' },
        { name: 'off', file: 'off.age', state: 'off' },
      ],
    });
    expect(of('used.age')).toMatchObject({ state: 'ok', usedBy: ['p620'] });
    expect(of('stray.age')).toMatchObject({ state: 'undeclared', declared: false });
    expect(findings.map(({ rule, severity, file }) => `${severity} ${rule} ${file}`)).toEqual([
      'error secret-absent secrets.nix',
      'info secret-undeclared stray.age',
      'warning secret-undeclared-use hosts/razer.nix',
      'info secret-undeclared-use hosts/razer.nix',
      'info secret-unused secrets.nix',
    ]);
  });

  it('says whether each host will decrypt what it declares', async () => {
    await put(
      'secrets.nix',
      `let ${BINDINGS} in { "a.age".publicKeys = hosts; "b.age".publicKeys = hosts; "c.age".publicKeys = [ p620 ]; }`,
    );
    await put('a.age', [P620, RAZER]);
    await put('b.age', [P620]);
    await put('c.age', [P620]);
    const a = { name: 'a', file: 'a.age' };
    const verdicts = async (declares: Declares, evaluated?: Map<string, Record<string, string>>) =>
      Object.fromEntries(
        (await matrix(declares, evaluated)).hosts.map(({ host, verdict, needs }) => [
          host,
          `${verdict} ${needs.flatMap(({ why }) => why ?? []).join(' ')}`.trim(),
        ]),
      );
    expect(await verdicts({ p620: [a, { name: 'c', file: 'c.age' }], razer: [a], hp: [a] })).toEqual({
      p620: 'yes',
      razer: 'yes',
      hp: 'unknown no-key',
    });
    expect(
      await verdicts({
        razer: [
          { name: 'b', file: 'b.age' },
          { name: 'c', file: 'c.age' },
        ],
        hp: [],
      }),
    ).toEqual({ p620: 'none', razer: 'no not-rekeyed not-wanted', hp: 'none' });
    // On a condition only Nix decides, which it then does.
    const possible: Declares = { razer: [{ name: 'b', file: 'b.age', state: 'possible' }] };
    expect(await verdicts(possible)).toMatchObject({ razer: 'unknown not-rekeyed' });
    expect(await verdicts(possible, new Map([['razer', { b: 'b.age' }]]))).toMatchObject({
      razer: 'no not-rekeyed',
    });
    expect(await verdicts(possible, new Map([['razer', {}]]))).toMatchObject({ razer: 'none' });
  });

  it('tells keys that age refuses, and one key under two names', async () => {
    await put(
      'secrets.nix',
      `let a = "${P620}"; b = "${P620}"; old = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA== root@hp"; in { "a.age".publicKeys = [ a b old ]; }`,
    );
    await put('a.age', [P620]);
    const { of, findings } = await matrix();
    expect(of('a.age')).toMatchObject({ missing: ['old'], matched: ['a'] });
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['secret-key', 'secret-key-twice', 'secret-missing']),
    );
  });
});
