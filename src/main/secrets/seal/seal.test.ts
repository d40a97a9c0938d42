import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Identity, parseIdentities } from '../../age';
import { openSecret } from './open';
import { sealAll, type SealJob, type SealOutcome } from './seal';
import { createSealer } from './sealer';

let scratch: string;
let mine: Identity[];
let myKey: string;
let hostKey: string;
const at = (name: string): string => path.join(scratch, name);

/** A key pair as ssh-keygen makes it; its public half. */
async function sshKey(name: string): Promise<string> {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `root@${name}`, '-f', at(name)]);
  return (await readFile(at(`${name}.pub`), 'utf8')).trim();
}

const hasPrograms = ['ssh-keygen', 'age'].every((program) =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(path.join(folder, program))),
);

const job = (name: string, rest: Partial<SealJob>): SealJob => ({
  file: `${name}.age`,
  source: null,
  temporary: at(`${name}.new`),
  recipients: [myKey, hostKey],
  armor: false,
  ...rest,
});
const errorOf = (outcome: SealOutcome | undefined): string | null =>
  outcome && 'error' in outcome ? outcome.error.code : null;

describe.skipIf(!hasPrograms)('secrets that are encrypted anew', () => {
  beforeAll(async () => {
    scratch = await mkdtemp(path.join(tmpdir(), 'snowfleet-seal-'));
    myKey = await sshKey('me');
    hostKey = await sshKey('host');
    mine = await parseIdentities(await readFile(at('me'), 'utf8'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('are what agenix makes with the age program, and the other way', async () => {
    await writeFile(at('plain'), 'old\n');
    execFileSync('age', ['-r', myKey, '-o', at('rekeyed.age'), at('plain')]);
    const [made, rekeyed] = await sealAll({
      identities: mine,
      jobs: [
        job('made', { content: Buffer.from('new'), armor: true }),
        job('rekeyed', { source: at('rekeyed.age') }),
      ],
    });
    expect(made).toMatchObject({ file: 'made.age', before: null, proof: 'opened' });
    expect(rekeyed).toMatchObject({ file: 'rekeyed.age', proof: 'opened' });
    const byAge = (key: string, file: string): string =>
      execFileSync('age', ['-d', '-i', at(key), at(file)], { encoding: 'utf8' });
    expect([byAge('host', 'made.new'), byAge('me', 'rekeyed.new'), byAge('host', 'rekeyed.new')]).toEqual([
      'new',
      'old\n',
      'old\n',
    ]);
    expect((await stat(at('made.new'))).mode & 0o777).toBe(0o600);
    expect(await readFile(at('made.new'), 'latin1')).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
  });

  it('say so where nobody here can open them', async () => {
    const [outcome] = await sealAll({
      identities: mine,
      jobs: [job('theirs', { content: Buffer.from('x'), recipients: [hostKey] })],
    });
    expect(outcome).toMatchObject({ proof: 'header' });
  });

  it('are told one by one where they cannot be, and none of them is sealed over', async () => {
    await writeFile(at('zero.age'), '');
    await writeFile(at('garbage.age'), 'garbage');
    execFileSync('age', ['-r', hostKey, '-o', at('foreign.age'), at('me')]);
    const jobs = [
      job('zero', { source: at('zero.age') }),
      job('garbage', { source: at('garbage.age') }),
      job('foreign', { source: at('foreign.age') }),
      job('absent', {}),
      job('nobody', { content: Buffer.from('x'), recipients: [] }),
      job('ecdsa', { content: Buffer.from('x'), recipients: ['ecdsa-sha2-nistp256 AAAA root@old'] }),
      job('fine', { content: Buffer.from('x') }),
    ];
    const outcomes = await sealAll({ identities: mine, jobs });
    expect(outcomes.map(errorOf)).toEqual([
      'secret-empty',
      'age-damaged',
      'no-identity',
      'secret-unknown',
      'bad-recipient',
      'bad-recipient',
      null,
    ]);
    expect(jobs.filter(({ temporary }) => existsSync(temporary)).map(({ file }) => file)).toEqual([
      'fine.age',
    ]);
    await rm(at('fine.new'));
    await expect(createSealer().seal({ identities: mine, jobs })).rejects.toMatchObject({
      code: 'secret-empty',
      message: expect.stringMatching(/^zero\.age .* So it is with 5 more of 7 secrets\.$/),
      hint: expect.stringMatching(/^Nothing was written\./),
    });
  });

  it('are opened by an identity at hand', async () => {
    execFileSync('age', ['-r', myKey, '-o', at('open.age'), at('plain')]);
    expect(Buffer.from(await openSecret({ path: at('open.age'), identities: mine })).toString()).toBe(
      'old\n',
    );
    await expect(openSecret({ path: at('open.age'), identities: [] })).rejects.toMatchObject({
      code: 'no-identity',
    });
    await expect(openSecret({ path: at('none.age'), identities: mine })).rejects.toMatchObject({
      code: 'unreadable-file',
    });
  });
});
