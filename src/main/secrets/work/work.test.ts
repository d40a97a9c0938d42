import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Question, RuleWish, SecretValueWish } from '../../../shared/contract';
import { AppError } from '../../../shared/contract';
import { parseIdentities } from '../../age';
import { temporaryHome } from '../../state/testing';
import { planRules } from '../rules/edit/plan';
import { readRules } from '../rules/read';
import { createSealer } from '../seal';
import { SecretStore } from '../store';
import { IdentitiesAtHand, type IdentitiesOptions } from './identities';
import type { TextChange } from './references';
import { SecretWork } from './work';

const PASSPHRASE = 'correct horse';
const hasPrograms = ['ssh-keygen', 'age'].every((program) =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(path.join(folder, program))),
);

let dir: string;
let user: string;
let asked: Question[];
let isClear: boolean;
let committed: string[];
let answer: Answer | null;
const at = (file: string): string => path.join(dir, file);
const key = (name: string): string => path.join(path.dirname(dir), name);

function keyPair(name: string, passphrase = ''): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', '', '-f', key(name)]);
  return name;
}
const publicOf = async (name: string): Promise<string> => (await readFile(key(`${name}.pub`), 'utf8')).trim();
const byAge = (name: string, file: string): string =>
  execFileSync('age', ['-d', '-i', key(name), at(file)], { encoding: 'utf8', stdio: 'pipe' });
const text = (content: string): SecretValueWish => ({
  from: 'content',
  content: Buffer.from(content).toString('base64'),
  allowEmpty: false,
});
const HOW = { identities: [] };

/** Rules that give each secret to these keys. */
async function writeRules(rules: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const lines: string[] = [];
  for (const [file, names] of Object.entries(rules)) {
    const keys = await Promise.all(names.map(publicOf));
    lines.push(`  "${file}".publicKeys = [ ${keys.map((one) => `"${one}"`).join(' ')} ];`);
  }
  await writeFile(at('secrets.nix'), `{\n${lines.join('\n')}\n}\n`);
}

/** Stands in for the draft. */
async function writeTexts(
  _title: string,
  texts: ReadonlyMap<string, TextChange>,
): Promise<() => Promise<void>> {
  for (const [file, { after }] of texts) await writeFile(at(file), after);
  return async () => {
    for (const [file, { before }] of texts) await writeFile(at(file), before ?? '');
  };
}

async function makeWork(options: Partial<IdentitiesOptions> = {}): Promise<SecretWork> {
  const { home } = await temporaryHome();
  return new SecretWork({
    dir,
    store: new SecretStore({ home, dir }),
    sealer: createSealer(),
    rules: async () => readRules(dir).rules,
    plan: (wishes) => planRules(dir, wishes),
    gestures: { write: writeTexts },
    commits: {
      isClear: async () => isClear,
      commit: async (message) => {
        committed.push(message);
        return 'c0ffee';
      },
    },
    usedBy: async (file) => (file === 'secrets/b.age' ? ['p620'] : []),
    identities: new IdentitiesAtHand({
      env: { HOME: user },
      keychain: { get: async () => null },
      stored: {
        all: async () => ({ identities: [], closed: [] }),
        unlock: () => Promise.reject(new Error('none')),
      },
      asker: {
        ask: async (question) => {
          asked.push(question);
          return answer;
        },
      },
      hostKeyDir: path.join(user, 'none'),
      ...options,
    }),
  });
}

beforeEach(async () => {
  const { env } = await temporaryHome();
  dir = path.join(env.SNOWFLEET_HOME, 'fleet');
  user = path.join(env.SNOWFLEET_HOME, 'user');
  await mkdir(path.join(dir, 'secrets'), { recursive: true });
  await mkdir(path.join(user, '.ssh'), { recursive: true });
  asked = [];
  answer = null;
  isClear = true;
  committed = [];
});

describe.skipIf(!hasPrograms)('work on secrets', () => {
  beforeEach(async () => {
    keyPair('me');
    keyPair('host');
    await copyFile(key('me'), path.join(user, '.ssh/id_ed25519'));
    await writeRules({
      'secrets/a.age': ['me', 'host'],
      'secrets/b.age': ['me', 'host'],
      'secrets/c.age': ['host'],
    });
  });

  it('makes, shows and edits one as agenix does, byte for byte', async () => {
    const work = await makeWork();
    expect(await work.write('a', text('first\n'), { ...HOW, create: true })).toEqual({
      changed: ['secrets/a.age'],
      verified: ['secrets/a.age'],
      notes: [],
    });
    expect([byAge('me', 'secrets/a.age'), byAge('host', 'secrets/a.age')]).toEqual(['first\n', 'first\n']);
    await expect(work.write('a', text('x'), { ...HOW, create: true })).rejects.toMatchObject({
      code: 'secret-exists',
    });
    execFileSync('age', ['-r', await publicOf('me'), '-o', at('secrets/a.age')], { input: 'by agenix' });
    expect(Buffer.from((await work.show('secrets/a.age', HOW)).content).toString()).toBe('by agenix');
    await work.write('secrets/a.age', text('second'), { ...HOW, create: false });
    expect(byAge('host', 'secrets/a.age')).toBe('second');
  });

  it('never makes one empty, for nobody, or without a rule', async () => {
    const work = await makeWork();
    await work.write('a', text('kept'), { ...HOW, create: true });
    await expect(work.write('a', text(''), { ...HOW, create: false })).rejects.toMatchObject({
      code: 'secret-empty',
    });
    await expect(work.write('nobody', text('x'), { ...HOW, create: true })).rejects.toMatchObject({
      code: 'secret-unknown',
    });
    await writeFile(at('secrets.nix'), '{ "secrets/a.age".publicKeys = [ ]; }\n');
    await expect(work.write('a', text('x'), { ...HOW, create: false })).rejects.toMatchObject({
      code: 'bad-recipient',
    });
    await expect(work.rekey(undefined, { ...HOW, skipUnreadable: true })).rejects.toMatchObject({
      code: 'bad-recipient',
    });
    expect(byAge('me', 'secrets/a.age')).toBe('kept');
  });

  it('says so where nobody here can open what was made', async () => {
    const work = await makeWork();
    const { changed, verified, notes } = await work.write('c', text('theirs'), { ...HOW, create: true });
    expect([changed, verified]).toEqual([['secrets/c.age'], []]);
    expect(notes).toEqual([expect.stringMatching(/^secrets\/c\.age: for none of the identities at hand/)]);
    await expect(work.show('c', HOW)).rejects.toMatchObject({ code: 'no-identity' });
    expect(Buffer.from((await work.show('c', { identities: [key('host')] })).content).toString()).toBe(
      'theirs',
    );
  });

  it('rekeys all or none, and passes over what cannot be opened only when told to', async () => {
    const work = await makeWork();
    for (const name of ['a', 'b', 'c']) await work.write(name, text(name), { ...HOW, create: true });
    keyPair('new');
    await writeRules({
      'secrets/a.age': ['me', 'new'],
      'secrets/b.age': ['me', 'new'],
      'secrets/c.age': ['host', 'new'],
      'secrets/absent.age': ['me'],
    });
    const before = await readFile(at('secrets/a.age'));
    await expect(work.rekey(undefined, { ...HOW, skipUnreadable: false })).rejects.toMatchObject({
      code: 'no-identity',
      message: expect.stringMatching(/^secrets\/c\.age: /),
      detail: { files: [{ file: 'secrets/c.age', code: 'no-identity' }] },
    });
    expect(await readFile(at('secrets/a.age'))).toEqual(before);
    const done = await work.rekey(undefined, { ...HOW, skipUnreadable: true });
    expect(done.verified).toEqual(['secrets/a.age', 'secrets/b.age']);
    expect(done.notes).toEqual([
      'secrets/absent.age is declared and not there.',
      'secrets/c.age could not be opened and stays as it is.',
    ]);
    expect(byAge('new', 'secrets/a.age')).toBe('a');
    expect(() => byAge('host', 'secrets/a.age')).toThrow();
    const both = { identities: [key('me'), key('host')] };
    expect((await work.rekey(['c'], { ...both, skipUnreadable: false })).verified).toEqual(['secrets/c.age']);
    expect(byAge('new', 'secrets/c.age')).toBe('c');
  });

  it('brings a value back that was replaced, for the keys of today', async () => {
    const work = await makeWork();
    await work.write('a', text('old'), { ...HOW, create: true });
    await work.write('a', text('new'), { ...HOW, create: false });
    keyPair('later');
    await writeRules({ 'secrets/a.age': ['me', 'later'] });
    const [kept] = await work.kept();
    expect(kept).toMatchObject({ file: 'secrets/a.age', title: 'secrets/a.age edited' });
    await work.restore(kept?.id ?? '', HOW);
    expect(byAge('later', 'secrets/a.age')).toBe('old');
    await expect(work.restore('gone', HOW)).rejects.toMatchObject({ code: 'secret-unknown' });
  });

  it('is not fooled by a file of 0 bytes', async () => {
    const work = await makeWork();
    await writeFile(at('secrets/a.age'), '');
    await expect(work.show('a', HOW)).rejects.toMatchObject({ code: 'secret-empty' });
    await expect(work.rekey(['a'], { ...HOW, skipUnreadable: false })).rejects.toMatchObject({
      code: 'secret-empty',
    });
    await work.write('a', text('again'), { ...HOW, create: false });
    expect(byAge('me', 'secrets/a.age')).toBe('again');
  });

  it('makes new values that are told only to those they are for', async () => {
    const work = await makeWork();
    const made = await work.write(
      'a',
      { from: 'generated', wish: { kind: 'ssh-key', comment: 'backup' } },
      { ...HOW, create: true },
    );
    await writeFile(key('made'), byAge('me', 'secrets/a.age'), { mode: 0o600 });
    expect(execFileSync('ssh-keygen', ['-y', '-f', key('made')], { encoding: 'utf8' }).trim()).toBe(
      made.public,
    );
    expect(await parseIdentities(await readFile(key('made')))).toMatchObject([{ kind: 'ssh-ed25519' }]);
    await work.write(
      'b',
      { from: 'generated', wish: { kind: 'password', length: 40 } },
      { ...HOW, create: true },
    );
    expect(byAge('me', 'secrets/b.age')).toMatch(/^[A-Za-z0-9]{40}$/);
    await work.write('b', { from: 'generated', wish: { kind: 'hex', bytes: 16 } }, { ...HOW, create: false });
    expect(byAge('me', 'secrets/b.age')).toMatch(/^[0-9a-f]{32}$/);
    const wireguard = await work.write(
      'b',
      { from: 'generated', wish: { kind: 'wireguard' } },
      { ...HOW, create: false },
    );
    const scalar = Buffer.from(byAge('me', 'secrets/b.age'), 'base64');
    expect([scalar.length, (scalar[0] ?? 1) & 7, (scalar[31] ?? 0) & 192]).toEqual([32, 0, 64]);
    expect(Buffer.from(wireguard.public ?? '', 'base64')).toHaveLength(32);
  });
});

describe.skipIf(!hasPrograms)('work that changes rules and secrets in one step', () => {
  const rulesText = (): Promise<string> => readFile(at('secrets.nix'), 'utf8');

  beforeEach(async () => {
    for (const name of ['me', 'p620', 'p510']) keyPair(name);
    await copyFile(key('me'), path.join(user, '.ssh/id_ed25519'));
    await writeFile(
      at('secrets.nix'),
      `let
  me = "${await publicOf('me')}";
  p620 = "${await publicOf('p620')}";
in
{
  "secrets/a.age".publicKeys = [ me ];
  "secrets/b.age".publicKeys = [ me p620 ];
}
`,
    );
    const work = await makeWork();
    for (const name of ['a', 'b']) await work.write(name, text(name), { ...HOW, create: true });
  });

  it('gives a secret other recipients', async () => {
    const work = await makeWork();
    const reads = (name: string, recipient: string): RuleWish => ({
      kind: 'add-recipient',
      file: `secrets/${name}.age`,
      recipient,
    });
    const done = await work.change([reads('a', 'p620'), reads('a', await publicOf('p510'))], HOW);
    expect(done).toMatchObject({ changed: ['secrets/a.age', 'secrets.nix'], verified: ['secrets/a.age'] });
    expect([byAge('p620', 'secrets/a.age'), byAge('p510', 'secrets/a.age')]).toEqual(['a', 'a']);
    await work.change([{ kind: 'remove-recipient', file: 'secrets/b.age', recipient: 'p620' }], HOW);
    expect(() => byAge('p620', 'secrets/b.age')).toThrow();
    expect(await rulesText()).toContain('"secrets/b.age".publicKeys = [ me ];');
    expect(await work.change([reads('b', 'me')], HOW)).toMatchObject({ changed: [] });
  });

  it('leaves the rules as they are where the secret cannot be opened', async () => {
    const before = await rulesText();
    const work = await makeWork({ env: {} });
    await expect(
      work.change([{ kind: 'add-recipient', file: 'secrets/a.age', recipient: 'p620' }], HOW),
    ).rejects.toMatchObject({
      code: 'no-identity',
    });
    expect(await rulesText()).toBe(before);
    expect(byAge('me', 'secrets/a.age')).toBe('a');
  });

  it('makes a secret with its rule', async () => {
    const work = await makeWork();
    await work.createFor('secrets/new', ['me', 'p620'], text('new'), HOW);
    expect(byAge('p620', 'secrets/new.age')).toBe('new');
    expect(await rulesText()).toContain('"secrets/new.age".publicKeys = [ me p620 ];');
    await expect(work.createFor('secrets/a.age', ['me'], text('x'), HOW)).rejects.toMatchObject({
      code: 'secret-exists',
    });
    await expect(work.createFor('secrets/c.age', ['nobody'], text('x'), HOW)).rejects.toMatchObject({
      code: 'no-effect',
    });
  });

  it('rotates: a new value, the day beside the rule, a commit where nothing else waits for one', async () => {
    const work = await makeWork();
    const wish = { value: text('rotated'), every: 90, commit: true };
    expect(await work.rotate('b', wish, HOW)).toMatchObject({
      file: 'secrets/b.age',
      changed: ['secrets/b.age', 'secrets.nix'],
      verified: ['secrets/b.age'],
      commit: 'c0ffee',
      hosts: ['p620'],
    });
    expect(byAge('p620', 'secrets/b.age')).toBe('rotated');
    expect(committed).toEqual(['secrets: rotate secrets/b.age']);
    const day = new Date().toISOString().slice(0, 10);
    expect(await rulesText()).toContain(`  # rotated ${day}, every 90 days\n  "secrets/b.age".publicKeys`);
    isClear = false;
    const again = await work.rotate('b', { value: text('again'), commit: true }, HOW);
    expect([again.commit, again.notes]).toEqual([null, [expect.stringMatching(/^Nothing was committed/)]]);
    expect((await rulesText()).match(/# rotated/g)).toHaveLength(1);
    expect(await work.ages()).toEqual([
      { file: 'secrets/b.age', rotated: day, due: expect.stringMatching(/^\d{4}-/), isOverdue: false },
      { file: 'secrets/a.age', rotated: null, due: null, isOverdue: false },
    ]);
  });

  it('renames a secret with its rule and the paths that lead to it, and its bytes stay', async () => {
    await mkdir(at('hosts'));
    await writeFile(at('hosts/p620.nix'), '{ age.secrets.a.file = ../secrets/a.age; } # secrets/a.age\n');
    const work = await makeWork();
    const bytes = await readFile(at('secrets/a.age'));
    const { changed, notes } = await work.rename('a', 'secrets/z.age');
    expect(changed).toEqual(['secrets/z.age', 'secrets/a.age', 'hosts/p620.nix', 'secrets.nix']);
    expect(notes[0]).toBe('Look at what still names it: hosts/p620.nix:1.');
    expect(await readFile(at('secrets/z.age'))).toEqual(bytes);
    expect(existsSync(at('secrets/a.age'))).toBe(false);
    expect(await readFile(at('hosts/p620.nix'), 'utf8')).toContain('../secrets/z.age;');
    await expect(work.rename('z', 'secrets/b.age')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('removes a secret with its rule, one that hosts use only by force, and keeps what it held', async () => {
    const work = await makeWork();
    await work.remove('a', false);
    expect([existsSync(at('secrets/a.age')), (await rulesText()).includes('a.age')]).toEqual([false, false]);
    await expect(work.remove('b', false)).rejects.toMatchObject({
      code: 'conflict',
      detail: { hosts: ['p620'] },
    });
    expect(byAge('me', 'secrets/b.age')).toBe('b');
    await work.remove('b', true);
    expect((await work.kept()).map(({ file }) => file)).toEqual(['secrets/b.age', 'secrets/a.age']);
  });
});

describe.skipIf(!hasPrograms)('identities at hand', () => {
  beforeEach(async () => {
    keyPair('me', PASSPHRASE);
    await copyFile(key('me'), path.join(user, '.ssh/id_ed25519'));
    keyPair('host');
    await writeRules({ 'secrets/a.age': ['me', 'host'], 'secrets/b.age': ['me'] });
    for (const file of ['secrets/a.age', 'secrets/b.age']) {
      execFileSync('age', ['-r', await publicOf('me'), '-o', at(file)], { input: file });
    }
  });

  it('ask for a passphrase once, where it helps, and say what was not used', async () => {
    const work = await makeWork();
    await expect(work.show('a', HOW)).rejects.toMatchObject({
      code: 'no-identity',
      hint: expect.stringMatching(/id_ed25519 has a passphrase, which was not given\./),
    });
    answer = { accept: true, value: PASSPHRASE };
    asked = [];
    await work.rekey(undefined, { ...HOW, skipUnreadable: false });
    await work.show('a', HOW);
    expect(asked).toEqual([{ kind: 'passphrase', file: path.join(user, '.ssh/id_ed25519'), again: false }]);
    execFileSync('age', ['-r', await publicOf('host'), '-o', at('secrets/a.age')], { input: 'x' });
    const other = await makeWork();
    asked = [];
    await expect(other.show('a', HOW)).rejects.toMatchObject({ code: 'no-identity' });
    expect(asked, 'no passphrase of it would help').toEqual([]);
  });

  it('take a stored passphrase, and tell of a keychain that is locked', async () => {
    const stored = await makeWork({
      keychain: { get: async ({ kind }) => (kind === 'key-passphrase' ? PASSPHRASE : null) },
    });
    expect(Buffer.from((await stored.show('a', HOW)).content).toString()).toBe('secrets/a.age');
    expect(asked).toEqual([]);
    const locked = await makeWork({
      keychain: { get: () => Promise.reject(new AppError('keychain-locked', 'The keyring is locked.')) },
    });
    await expect(locked.show('a', HOW)).rejects.toMatchObject({
      hint: expect.stringMatching(/The keyring is locked/),
    });
  });

  it('in the keychain prove what is made for one of them, and are not asked for where others do', async () => {
    let looks = 0;
    const [mine] = await parseIdentities(await readFile(key('host')));
    const work = await makeWork({
      env: {},
      stored: {
        all: async () => {
          looks += 1;
          return { identities: mine ? [mine] : [], closed: [] };
        },
        unlock: () => Promise.reject(new Error('none')),
      },
    });
    expect((await work.write('a', text('x'), { ...HOW, create: false })).verified).toEqual(['secrets/a.age']);
    expect(looks).toBeGreaterThan(0);
    looks = 0;
    await work.write('a', text('y'), { identities: [key('host')], create: false });
    expect(looks).toBe(0);
  });

  it('are those of the named files and no others', async () => {
    const work = await makeWork();
    await expect(work.show('a', { identities: [key('host')] })).rejects.toMatchObject({
      code: 'no-identity',
    });
    await expect(work.show('a', { identities: [key('none')] })).rejects.toMatchObject({
      code: 'unreadable-file',
    });
    await expect(work.show('a', { identities: [at('secrets.nix')] })).rejects.toMatchObject({
      code: 'bad-identity',
    });
  });
});
