import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimHosts, sudoHostsMissing, type SimHosts } from '../../../../e2e/hosts/sim-hosts';
import { AppError, type HostPreflight, type HostResult } from '../../../shared/contract';
import { createJobs, type Jobs } from '../../jobs';
import { createNix } from '../../nix';
import { createSsh, type Ssh } from '../../ssh';
import { resolveHome } from '../../state';
import { createDeploys, type DeployResult, type Deploys } from '..';
import { SCRIPTS } from '../faults/testing/app';
import { writeFleet } from '../testing/fleet';
import { publicHalf, SigningKeys, type StoredKeys } from './signing-keys';

const RESOURCES = fileURLToPath(new URL('../../../../resources', import.meta.url));
const missing = sudoHostsMissing();
if (missing !== null) console.log(`signing.test: signed copies to a real host skipped, because ${missing}`);

/** Made by `nix key generate-secret --key-name test-1`, for this test alone. */
const SECRET =
  'test-1:KtM3yV0cM0Zl1Z7nV2VxgYp2mJQbW2S7n8e0Q2WqgS4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==';

describe('stored keys', () => {
  it.each(['', 'home-1', 'home-1:AAAA', ':AAAA', 'two words:AAAA', 'ssh-ed25519 AAAA'])(
    'are none where they are %j',
    (text) => expect(publicHalf(text)).toBeNull(),
  );
  it('have a public half, whatever blanks stand around them', () =>
    expect(publicHalf(` ${SECRET}\n`)).toBe(`test-1:${Buffer.alloc(32).toString('base64')}`));

  it('are asked for once each, and again where they were replaced or could not be had', async () => {
    let [storedAt, isLocked] = ['2026-01-01T00:00:00Z', true];
    const asked: string[] = [];
    const keys = new SigningKeys({
      list: async () => [
        { kind: 'cache-signing-key', subject: 'test-1', storedAt },
        { kind: 'token', subject: 'other', storedAt },
        { kind: 'cache-signing-key', subject: 'broken', storedAt },
      ],
      async get({ subject }) {
        if (isLocked) throw new AppError('vault-locked', 'It is locked.');
        asked.push(subject);
        return subject === 'test-1' ? SECRET : 'rubbish';
      },
    });
    expect(await keys.all(true)).toEqual([]);
    isLocked = false;
    for (const _ of [1, 2]) expect(await keys.all(true)).toMatchObject([{ subject: 'test-1' }]);
    expect(asked).toEqual(['test-1', 'broken']);
    storedAt = '2026-02-01T00:00:00Z';
    await keys.all(true);
    expect(asked).toHaveLength(4);
  });
});

describe.skipIf(missing !== null)('a host whose Nix does not trust the login', () => {
  let dir: string;
  let sim: SimHosts;
  let ssh: Ssh;
  let jobs: Jobs;
  let deploys: Deploys;
  let key: string;
  let stored: Awaited<ReturnType<StoredKeys['list']>> = [];

  beforeAll(async () => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-signing-')));
    const nix = [
      '--extra-experimental-features',
      'nix-command',
      'key',
      'generate-secret',
      '--key-name',
      'home-1',
    ];
    key = execFileSync('nix', nix, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    sim = await startSimHosts({ names: ['alpha'], user: { name: 'deploy' } });
    await sim.stop('alpha');
    const conf = join(sim.root('alpha'), 'etc/nix/nix.conf');
    const text = readFileSync(conf, 'utf8').replace(/^trusted-users = .*$/m, 'trusted-users = root');
    writeFileSync(conf, `${text}trusted-public-keys = ${publicHalf(key) ?? ''}\n`);
    await sim.start('alpha');
    const home = resolveHome({ SNOWFLEET_HOME: join(dir, 'home') });
    ssh = createSsh({ home, env: { ...process.env, SSH_AUTH_SOCK: '' } });
    jobs = createJobs({ home, version: '0.0.0' });
    deploys = createDeploys({
      home,
      jobs,
      ssh,
      nix: createNix({
        home,
        env: { ...process.env, NIX_CONFIG: 'sandbox = false' },
        standInDir: join(RESOURCES, 'stand-in'),
        standIn: false,
      }),
      reach: async (host) => ({ host, source: 'ssh-config', destination: host, configFile: sim.sshConfig }),
      signingKeys: { list: async () => stored, get: async () => key },
      preflightScript: async () => readFileSync(join(RESOURCES, 'deploy/preflight.sh'), 'utf8'),
      scripts: async () => SCRIPTS,
      fleet: () => ({ dir: join(dir, 'fleet'), sourceVersion: async () => ({ commit: null, draft: null }) }),
    });
  });
  afterAll(async () => {
    await jobs?.close();
    await ssh?.close();
    await sim?.down();
    rmSync(dir, { recursive: true, force: true });
  });

  const deploy = async (): Promise<HostResult | undefined> => {
    const { job } = await deploys.deploy({ hosts: ['alpha'] });
    return (await jobs.result<DeployResult>(job)).hosts[0];
  };
  const copyLight = async (): Promise<unknown> => {
    let lights: HostPreflight | undefined;
    for await (const one of deploys.preflight({ hosts: ['alpha'] })) lights = one;
    return lights?.checks.find(({ name }) => name === 'copy');
  };

  it('takes what is signed with a key that it trusts, and nothing else', async () => {
    stored = [];
    const system = { revision: '1', behaviour: 'good', packages: ['hello-1.0'] } as const;
    // What was signed once stays so, so each attempt needs paths of its own.
    writeFleet(join(dir, 'fleet'), { alpha: system }, `${process.pid}-${Date.now()}`);
    expect(await copyLight()).toMatchObject({ state: 'amber', value: 'untrusted' });
    expect(await deploy()).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/signature/) });

    stored = [{ kind: 'cache-signing-key', subject: 'home-1', storedAt: '2026-01-01T00:00:00Z' }];
    expect(await copyLight()).toMatchObject({ state: 'green', value: 'signed' });
    const result = await deploy();
    expect(result?.reason).toBeUndefined();
    expect(result).toMatchObject({ outcome: 'switched' });
    expect(readlinkSync(join(sim.root('alpha'), 'run/current-system'))).toBe(result?.to);
  });
});
