import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Answer, Question } from '../../shared/contract';
import { resolveHome } from '../state';
import { createSsh } from './ssh';
import { createTestSshd, makeKey, type TestSshd } from './testing/sshd';
import type { Reach, Ssh } from './types';

let dir: string;
let sshd: TestSshd;
let ssh: Ssh;
let asked: Question[];
let answer: Answer;
let connected: string[];
/** The host, reached by a key that needs a passphrase. */
let locked: Reach;
/** The host, whose key nobody knows. */
let unknown: Reach;

const unattended = (reach: Reach): Reach => ({ ...reach, unattended: true });

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-unattended-'));
  sshd = await createTestSshd();
  const key = makeKey(join(dir, 'locked'), '-N', 'a passphrase', '-a', '1');
  writeFileSync(join(sshd.dir, 'authorized_keys'), `${key}\n`, { flag: 'a' });
  const config = readFileSync(sshd.configFile, 'utf8');
  const withChange = (name: string, from: string, to: string): Reach => {
    writeFileSync(join(dir, name), config.replace(from, to));
    return { ...sshd.reach, configFile: join(dir, name) };
  };
  locked = withChange(
    'locked-config',
    `IdentityFile ${sshd.identity}`,
    `IdentityFile ${join(dir, 'locked')}`,
  );
  unknown = withChange('unknown-config', sshd.knownHosts, join(dir, 'nothing-known'));
});
afterAll(async () => {
  await sshd?.remove();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(() => {
  asked = [];
  connected = [];
  answer = { accept: true, value: 'a passphrase' };
  ssh = createSsh({
    home: resolveHome({ SNOWFLEET_HOME: mkdtempSync(join(dir, 'home-')) }),
    env: { ...process.env, SSH_AUTH_SOCK: '' },
    asker: {
      ask: async (question) => {
        asked.push(question);
        return answer;
      },
    },
    onConnected: (host) => connected.push(host),
  });
});
afterEach(() => ssh.close());

it('asks no passphrase where nobody is in front of it, and one where somebody is', async () => {
  await expect(ssh.exec(unattended(locked), ['true'])).rejects.toMatchObject({
    code: 'authentication-failed',
  });
  expect(asked).toEqual([]);
  expect(connected).toEqual([]);
  expect((await ssh.exec(locked, ['echo', 'in'])).stdout).toBe('in\n');
  expect(asked).toMatchObject([{ kind: 'passphrase' }]);
  expect(connected).toEqual(['testhost']);
});

it('puts no host key to a person who is not there', async () => {
  await expect(ssh.exec(unattended(unknown), ['true'])).rejects.toMatchObject({ code: 'host-key-unknown' });
  expect(asked).toEqual([]);
  answer = { accept: false };
  await expect(ssh.exec(unknown, ['true'])).rejects.toMatchObject({ code: 'host-key-unknown' });
  expect(asked).toMatchObject([{ kind: 'host-key' }]);
});

it('uses the connection that a person opened, and the other way round', async () => {
  await ssh.exec(locked, ['true']);
  expect((await ssh.exec(unattended(locked), ['echo', 'again'])).stdout).toBe('again\n');
  await ssh.exec(unattended(sshd.reach), ['true']);
  await ssh.exec(sshd.reach, ['true']);
  expect(connected).toEqual(['testhost', 'testhost']);
});

it('does not lend a person who can be asked the failure of one who cannot', async () => {
  const background = ssh.exec(unattended(locked), ['true']).catch(() => null);
  expect((await ssh.exec(locked, ['echo', 'in'])).stdout).toBe('in\n');
  expect(asked).toHaveLength(1);
  await background;
});
