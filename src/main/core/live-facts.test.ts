import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, type Host } from '../../shared/contract';
import { Fleet } from '../fleet';
import { createJobs } from '../jobs';
import { createSsh, type Reach, type Ssh } from '../ssh';
import { createTestSshd, type TestSshd } from '../ssh/testing/sshd';
import { type Home, resolveHome } from '../state';
import type { Desk } from './desk';
import { createLiveFacts, type LiveFactsOfFleet } from './live-facts';

const RESOURCES = fileURLToPath(new URL('../../../resources', import.meta.url));
const FLAKE = `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations = {
      testhost = nixpkgs.lib.nixosSystem { modules = [ { networking.hostName = "localhost"; deployment.targetHost = "192.0.2.7"; } ]; };
      silent = nixpkgs.lib.nixosSystem { modules = [ ]; };
    };
  };
}
`;

/** A real fleet and a real host; only what evaluates is not there. */
describe('live facts', () => {
  let dir: string;
  let home: Home;
  let sshd: TestSshd;
  let fleet: Fleet;
  let ssh: Ssh;
  let live: LiveFactsOfFleet;
  let watched: boolean;
  let source: Reach['source'];
  let notes: number;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'snowfleet-live-'));
    writeFileSync(join(dir, 'flake.nix'), FLAKE);
    sshd = await createTestSshd();
  });
  afterAll(async () => {
    await sshd?.remove();
    rmSync(dir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    home = resolveHome({ SNOWFLEET_HOME: mkdtempSync(join(tmpdir(), 'snowfleet-live-home-')) });
    watched = true;
    source = 'fleet';
    notes = 0;
    const refuse = () => Promise.reject(new AppError('nix-absent', 'no nix here'));
    fleet = await Fleet.open({
      home,
      dir,
      jobs: createJobs({ home, version: '0' }),
      nix: { hostNames: refuse, evaluate: refuse },
      onChange: (topic) => (notes += topic === 'inventory' ? 1 : 0),
    });
    ssh = createSsh({
      home,
      env: { ...process.env, SSH_AUTH_SOCK: '' },
      onConnected: (host) => live.connected(host),
    });
    live = createLiveFacts({
      desk: { open: () => ({ fleet }) } as unknown as Desk,
      ssh,
      reach: async (host) =>
        host === 'silent' ? { host, source, destination: '127.0.0.1', port: 1 } : { ...sshd.reach, source },
      resourcesDir: RESOURCES,
      isWatched: () => watched,
      pace: { everyMs: 500, tickMs: 50 },
    });
  });
  afterEach(async () => {
    live.close();
    await ssh.close();
    rmSync(home.state, { recursive: true, force: true });
  });
  const known = async (host: string): Promise<Host['facts']> =>
    (await fleet.inventory()).hosts.find(({ name }) => name === host)?.facts ?? {};

  it('come by themselves after a login, and again slowly, without a second login', async () => {
    await ssh.exec(sshd.reach, ['true']);
    await expect
      .poll(async () => (await known('testhost'))['reachable']?.value, { timeout: 20_000 })
      .toBe(true);
    const { uptimeSeconds: first } = await known('testhost');
    expect(first).toMatchObject({ from: 'host' });
    await expect
      .poll(async () => (await known('testhost'))['uptimeSeconds']?.at, { timeout: 20_000 })
      .not.toBe(first?.at);
    expect(sshd.log().match(/Accepted publickey/g)).toHaveLength(1);
    expect(await known('silent')).not.toHaveProperty('reachable');
  });

  it('do not come while nobody looks', async () => {
    watched = false;
    await ssh.exec(sshd.reach, ['true']);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(notes).toBe(0);
  });

  it('are read of all hosts when asked, with what the resolver says of the names', async () => {
    const answers = await live.read(undefined);
    expect(answers.map(({ host, reachable }) => [host, reachable])).toEqual([
      ['testhost', true],
      ['silent', false],
    ]);
    expect(notes).toBe(1);
    expect(answers[0]?.facts['name']?.value).toMatchObject({
      name: 'localhost',
      declared: '192.0.2.7',
      verdict: 'differs',
    });
    expect((await fleet.inventory()).findings).toContainEqual(
      expect.objectContaining({ rule: 'name-conflict', host: 'testhost' }),
    );
    expect((await known('silent'))['reasonCode']?.value).toBe('refused');
  });

  it('of a practice host have no name to look up', async () => {
    source = 'practice';
    const [answer] = await live.read(['testhost']);
    expect(answer?.reachable).toBe(true);
    expect(answer?.facts).not.toHaveProperty('name');
  });

  it('of a host that is not there are refused before anybody is asked', async () => {
    await expect(live.read(['testhost', 'nobody'])).rejects.toMatchObject({ code: 'unknown-host' });
    expect(notes).toBe(0);
  });

  it('are given up with the signal', async () => {
    const abort = new AbortController();
    const reading = live.read(['testhost'], { signal: abort.signal });
    abort.abort();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(notes).toBe(0);
  });
});
