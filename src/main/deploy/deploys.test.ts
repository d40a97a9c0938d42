import {
  existsSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simHostsMissing, startSimHosts, type SimHosts } from '../../../e2e/hosts/sim-hosts';
import {
  isAppError,
  type DeployLimits,
  type HostPlan,
  type HostResult,
  type JobEvent,
  type DeletedGenerations,
  type Generation,
} from '../../shared/contract';
import { createFacts } from '../facts';
import { createJobs, type Jobs } from '../jobs';
import { createNix, type Nix } from '../nix';
import { createSsh, type Reach, type Ssh } from '../ssh';
import { resolveHome, type Home } from '../state';
import { createDeploys, type DeployResult, type Deploys, type PlanResult } from '.';
import type { ActivationScripts } from './activation/remote-activation';
import { ACTIVATE, DOOR, HEALTH } from './activation/testing/lab';
import { writeFleet, type Behaviour, type HostSpec } from './testing/fleet';

const STAND_IN = fileURLToPath(new URL('../../../resources/stand-in', import.meta.url));
const FACTS_SCRIPT = fileURLToPath(new URL('../../../resources/facts/host-facts.sh', import.meta.url));
const scripts = async (): Promise<ActivationScripts> => ({
  activate: readFileSync(ACTIVATE, 'utf8'),
  door: readFileSync(DOOR, 'utf8'),
  health: readFileSync(HEALTH, 'utf8'),
});
const missing = simHostsMissing();
if (missing !== null) console.warn(`skipped: deploys to real hosts (${missing})`);

const CONFIRM_MS = 2_000;

/** Real Nix, real OpenSSH, real stores; only the systems and their activation are small. */
describe.skipIf(missing !== null)('deploys', () => {
  const stamp = `${process.pid}-${Date.now()}`;
  const specs: Record<string, HostSpec> = {};
  let dir = '';
  let home: Home;
  let sim: SimHosts;
  let nix: Nix;
  let ssh: Ssh;
  let jobs: Jobs;
  let deploys: Deploys;

  const reach = async (host: string): Promise<Reach> => ({
    host,
    source: 'ssh-config',
    destination: host,
    configFile: sim.sshConfig,
  });
  const declare = (host: string, revision: string, behaviour: Behaviour, packages = ['hello-1.0']): void => {
    specs[host] = { revision, behaviour, packages };
    writeFleet(join(dir, 'fleet'), specs, stamp);
  };
  /** What a link of the host says, read from outside. */
  const link = (host: string, path: string): string => readlinkSync(join(sim.root(host), path));
  const running = (host: string): string => link(host, 'run/current-system');
  const profile = (host: string): string =>
    link(host, `nix/var/nix/profiles/${link(host, 'nix/var/nix/profiles/system')}`);
  const activations = (host: string): string[] => {
    try {
      return readFileSync(join(sim.root(host), 'root/activations'), 'utf8')
        .trim()
        .split('\n');
    } catch {
      return [];
    }
  };
  const deploy = async (
    hosts: string[],
    mode?: 'switch' | 'boot' | 'test' | 'dry-activate',
    limits?: DeployLimits,
  ): Promise<HostResult[]> => {
    const { job } = await deploys.deploy({ hosts, mode, limits });
    return (await jobs.result<DeployResult>(job)).hosts;
  };
  const outcome = async (
    host: string,
    ...rest: Parameters<typeof deploy> extends [unknown, ...infer R] ? R : never
  ): Promise<HostResult> => {
    const [result] = await deploy([host], ...rest);
    if (!result) throw new Error('no result');
    return result;
  };
  /** Generations of which nothing but their number is needed. */
  const spares = async (host: string): Promise<Generation[]> => {
    const { generations } = await deploys.generations({ host });
    const needed = generations.filter((one) => one.current || one.bootDefault || one.booted);
    return generations.filter(({ path }) => needed.every((one) => one.path !== path));
  };
  const remove = async (host: string, numbers: number[]): Promise<DeletedGenerations> =>
    jobs.result<DeletedGenerations>((await deploys.deleteGenerations({ host, numbers })).job);
  const events = async (job: string): Promise<JobEvent[]> => {
    const found: JobEvent[] = [];
    for await (const event of jobs.follow(job)) found.push(event);
    return found;
  };

  beforeAll(async () => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-deploy-')));
    home = resolveHome({ SNOWFLEET_HOME: join(dir, 'home') });
    sim = await startSimHosts({ names: ['alpha', 'beta'] });
    nix = createNix({
      home,
      env: { ...process.env, NIX_CONFIG: 'sandbox = false' },
      standInDir: STAND_IN,
      standIn: false,
    });
    ssh = createSsh({ home, env: process.env });
    jobs = createJobs({ home, version: '0.0.0' });
    deploys = createDeploys({
      home,
      jobs,
      nix,
      ssh,
      reach,
      fleet: () => ({
        dir: join(dir, 'fleet'),
        sourceVersion: async () => ({ commit: 'c0ffee', draft: null }),
      }),
      scripts,
      confirmMs: CONFIRM_MS,
      patienceMs: 4_000,
    });
    declare('alpha', '1', 'good', ['hello-1.0', 'git-2.44']);
    declare('beta', '1', 'good');
  });
  afterAll(async () => {
    await jobs?.close();
    await ssh?.close();
    await sim?.down();
    rmSync(dir, { recursive: true, force: true });
  });

  it('plans without touching a host', async () => {
    const before = [running('alpha'), profile('alpha')];
    const { job } = await deploys.plan({ hosts: ['alpha'] });
    const { hosts } = await jobs.result<PlanResult>(job);
    expect(hosts[0]).toMatchObject({ host: 'alpha', from: before[0], unchanged: false });
    expect(hosts[0]?.packages?.added).toContainEqual({ name: 'git', version: '2.44' });
    expect([running('alpha'), profile('alpha')]).toEqual(before);
    expect(activations('alpha')).toEqual([]);
  });

  it('puts new systems on two hosts, proven by the hosts themselves', async () => {
    const first = running('alpha');
    const { job } = await deploys.deploy({ hosts: ['alpha', 'beta'] });
    const { run, hosts } = await jobs.result<DeployResult>(job);
    expect(hosts).toMatchObject([
      { host: 'alpha', outcome: 'switched', from: first, generation: 2 },
      { host: 'beta', outcome: 'switched', generation: 2 },
    ]);
    const to = hosts[0]?.to ?? '';
    expect([running('alpha'), profile('alpha')]).toEqual([to, to]);
    const verified = await ssh.exec(await reach('alpha'), [
      'sh',
      '-c',
      'nix-store --verify-path $(nix-store --query --requisites "$1")',
      'sh',
      to,
    ]);
    expect(verified).toMatchObject({ code: 0 });
    const seen = await events(job);
    const stages = seen.flatMap((event) =>
      event.type === 'data' &&
      event.data.kind === 'stage' &&
      event.data.host === 'alpha' &&
      event.data.state === 'done'
        ? [event.data.stage]
        : [],
    );
    expect(stages).toEqual(['evaluate', 'build', 'copy', 'activate', 'confirm']);
    const plans = seen.flatMap((event): HostPlan[] =>
      event.type === 'data' && event.data.kind === 'plan' && event.data.plan.host === 'alpha'
        ? [event.data.plan]
        : [],
    );
    expect(plans.at(-1)?.units?.restart).toEqual(['demo.service', 'sshd.service']);
    const { runs } = await deploys.runs({ host: 'alpha' });
    expect(runs[0]).toMatchObject({ id: run, state: 'done', commit: 'c0ffee', mode: 'switch' });
  });

  it('does nothing to hosts that are where they should be', async () => {
    const before = activations('alpha');
    expect(await outcome('alpha')).toMatchObject({ outcome: 'unchanged', generation: 2 });
    expect(activations('alpha')).toEqual(before);
    expect((await deploys.generations({ host: 'alpha' })).generations).toHaveLength(2);
  });

  it('goes back to the generation before, and forward by number and by path', async () => {
    const newest = running('alpha');
    const back = await jobs.result<DeployResult>((await deploys.rollback({ host: 'alpha' })).job);
    expect(back.hosts[0]).toMatchObject({ outcome: 'switched', from: newest, generation: 1 });
    const { generations } = await deploys.generations({ host: 'alpha' });
    expect(generations.map((one) => [one.number, one.current, one.bootDefault])).toEqual([
      [2, false, false],
      [1, true, true],
    ]);
    expect(generations[0]?.commit).toBe('c0ffee');
    const again = await jobs.result<DeployResult>((await deploys.rollback({ host: 'alpha', to: 1 })).job);
    expect(again.hosts[0]?.outcome).toBe('unchanged');
    await jobs.result((await deploys.rollback({ host: 'alpha', to: newest })).job);
    expect([running('alpha'), profile('alpha')]).toEqual([newest, newest]);
    expect((await deploys.generations({ host: 'alpha' })).generations).toHaveLength(2);
  });

  it.each([99, `/nix/store/${'a'.repeat(32)}-nixos-system-alpha`, '/etc/passwd'])(
    'has no way back to %s',
    async (to) => {
      const { job } = await deploys.rollback({ host: 'alpha', to });
      await expect(jobs.result(job)).rejects.toMatchObject({ code: 'unknown-generation' });
      expect((await deploys.runs({ host: 'alpha' })).runs[0]?.hosts[0]?.outcome).toBe('failed');
    },
  );

  it('goes back when an activation fails, and keeps a system whose units fail', async () => {
    const [alpha, beta] = [running('alpha'), running('beta')];
    declare('alpha', '2', 'fails');
    declare('beta', '2', 'units');
    const [first, second] = await deploy(['alpha', 'beta']);
    expect(first).toMatchObject({ outcome: 'rolled-back', from: alpha, generation: 2 });
    expect([running('alpha'), profile('alpha')]).toEqual([alpha, alpha]);
    expect(activations('alpha').at(-1)).toBe(`test ${alpha}`);
    expect(second).toMatchObject({ outcome: 'units-failed', from: beta });
    expect([running('beta'), profile('beta')]).toEqual([second?.to, second?.to]);
  });

  it('knows the old system in place when nothing can be activated, not even that', async () => {
    const before = [running('alpha'), profile('alpha')];
    declare('alpha', 'jam', 'jams');
    const result = await outcome('alpha');
    await ssh.exec(await reach('alpha'), ['rm', '/root/jammed']);
    expect(result).toMatchObject({ outcome: 'rolled-back', from: before[0], generation: 2 });
    expect(result.reason).toContain('The old system is in place, but activating it again failed too');
    expect([running('alpha'), profile('alpha')]).toEqual(before);
    expect(activations('alpha').slice(-2)).toEqual([`test ${result.to}`, `test ${before[0]}`]);
  });

  it('isolates a host whose configuration does not build', async () => {
    declare('alpha', '3', 'good');
    declare('beta', '3', 'good', ['no good name']);
    const [first, second] = await deploy(['alpha', 'beta']);
    expect(first?.outcome).toBe('switched');
    expect(second).toMatchObject({ host: 'beta', outcome: 'failed' });
    expect(second?.reason).toContain('name');
    declare('beta', '3', 'good');
  });

  it('goes back at the second try where the first one failed', async () => {
    const [now, before] = [running('alpha'), profile('alpha')];
    await ssh.exec(await reach('alpha'), ['touch', '/root/jammed']);
    const failed = await jobs.result<DeployResult>((await deploys.rollback({ host: 'alpha' })).job);
    expect(failed.hosts[0]).toMatchObject({ outcome: 'rolled-back', generation: 3 });
    expect([running('alpha'), profile('alpha')]).toEqual([now, before]);
    await ssh.exec(await reach('alpha'), ['rm', '/root/jammed']);
    const back = await jobs.result<DeployResult>((await deploys.rollback({ host: 'alpha' })).job);
    expect(back.hosts[0]).toMatchObject({ outcome: 'switched', from: now, generation: 2 });
    await jobs.result((await deploys.rollback({ host: 'alpha', to: 3 })).job);
    expect([running('alpha'), profile('alpha')]).toEqual([now, before]);
  });

  it('goes back over the connection that is still open when the new system lets nobody in', async () => {
    const before = running('alpha');
    declare('alpha', '4', 'shuts-out');
    const result = await outcome('alpha');
    expect(result).toMatchObject({ outcome: 'rolled-back', from: before });
    expect(result.reason).toContain('did not let us in again');
    expect([running('alpha'), profile('alpha')]).toEqual([before, before]);
    expect((await ssh.execFresh(await reach('alpha'), ['true'])).code).toBe(0);
  });

  it('survives the loss of its connection in the middle of an activation', async () => {
    declare('alpha', '5', 'slow');
    const { job } = await deploys.deploy({ hosts: ['alpha'] });
    for await (const event of jobs.follow(job)) {
      if (
        event.type === 'log' &&
        event.source === 'alpha' &&
        event.text === 'activating the configuration...'
      )
        break;
    }
    // Ends every login on the host, this one and that of the deploy, as a restarted sshd of old did.
    const hangUp =
      'for p in /proc/[0-9]*; do case $(tr "\\0" " " <$p/cmdline 2>/dev/null) in sshd:*) kill -9 ${p#/proc/} ;; esac; done';
    await ssh.execFresh(await reach('alpha'), ['sh', '-c', hangUp]).catch(() => undefined);
    const { hosts } = await jobs.result<DeployResult>(job);
    expect(hosts[0]).toMatchObject({ outcome: 'switched' });
    expect(running('alpha')).toBe(hosts[0]?.to);
  });

  it('leaves a host alone on which another switch is under way', async () => {
    const before = running('alpha');
    declare('alpha', '6', 'good');
    const { job } = await deploys.deploy({ hosts: ['alpha'], mode: 'dry-activate' });
    expect((await jobs.result<DeployResult>(job)).hosts[0]?.outcome).toBe('skipped');
    const letGo = join(sim.root('alpha'), 'root/let-go');
    let held = (): void => undefined;
    const isHeld = new Promise<void>((resolve) => {
      held = resolve;
    });
    const holder = ssh.exec(
      await reach('alpha'),
      [
        'flock',
        '/run/snowfleet/lock',
        'sh',
        '-c',
        'echo held; until [ -e /root/let-go ]; do sleep 0.1; done; rm /root/let-go',
      ],
      { onStdout: () => held() },
    );
    try {
      await isHeld;
      const result = await outcome('alpha');
      expect(result).toMatchObject({ outcome: 'failed' });
      expect(result.reason).toContain('Another switch');
      expect([running('alpha'), profile('alpha')]).toEqual([before, before]);
      const [spare] = await spares('alpha');
      const error: unknown = await remove('alpha', [spare?.number ?? 0]).catch((reason: unknown) => reason);
      expect(isAppError(error, 'busy')).toBe(true);
      expect(await spares('alpha')).toContainEqual(spare);
    } finally {
      writeFileSync(letGo, '');
      await holder;
    }
  });

  it('deletes generations with what only they hold, and never what runs, was booted or boots', async () => {
    const doomed = await spares('alpha');
    const numbers = doomed.map(({ number }) => number);
    expect(numbers.length).toBeGreaterThan(0);
    const { generations } = await deploys.generations({ host: 'alpha' });
    const kept = generations.filter(({ number }) => !numbers.includes(number));
    for (const { number } of kept) {
      const error: unknown = await remove('alpha', [numbers[0] ?? 0, number]).catch(
        (reason: unknown) => reason,
      );
      expect(isAppError(error, 'generation-held'), `${number}`).toBe(true);
    }
    const space = await deploys.generationsSpace({ host: 'alpha', numbers });
    expect(space).toMatchObject({ numbers, held: [] });
    expect(space.bytes).toBeGreaterThan(1_000);
    expect(await remove('alpha', numbers)).toMatchObject({
      paths: space.paths,
      bytes: space.bytes,
      absent: [],
    });
    expect(doomed.filter(({ path }) => existsSync(join(sim.root('alpha'), path)))).toEqual([]);
    expect(kept.filter(({ path }) => !existsSync(join(sim.root('alpha'), path)))).toEqual([]);
    expect((await deploys.generations({ host: 'alpha' })).generations).toEqual(kept);
    expect(activations('alpha').at(-1)).toBe(`boot ${profile('alpha')}`);
  });

  it('sets the boot default alone, or activates without it', async () => {
    const before = running('alpha');
    const boot = await outcome('alpha', 'boot');
    expect(boot.outcome).toBe('switched');
    expect([running('alpha'), profile('alpha')]).toEqual([before, boot.to]);
    declare('alpha', '7', 'good');
    const test = await outcome('alpha', 'test');
    expect(test.outcome).toBe('switched');
    expect([running('alpha'), profile('alpha')]).toEqual([test.to, boot.to]);
  });

  it('tells what it knew of a host whose copy failed', async () => {
    const before = [running('beta'), profile('beta')];
    declare('beta', 'lost', 'good');
    const copying: Nix = {
      ...nix,
      copy: (request) =>
        nix.copy({ ...request, ssh: { nixSshOpts: async () => `-F ${join(dir, 'no-such-configuration')}` } }),
    };
    const uncopied = createDeploys({
      home,
      jobs,
      nix: copying,
      ssh,
      reach,
      scripts,
      fleet: () => ({
        dir: join(dir, 'fleet'),
        sourceVersion: async () => ({ commit: null, draft: null }),
      }),
    });
    const { job } = await uncopied.deploy({ hosts: ['beta'] });
    const [result] = (await jobs.result<DeployResult>(job)).hosts;
    expect(result).toMatchObject({ outcome: 'failed', from: before[0], generation: 3 });
    expect(link('beta', 'nix/var/nix/profiles/system')).toBe('system-3-link');
    expect(result?.to).toContain('-nixos-system-beta-25.11.lost');
    expect((await deploys.runs({ host: 'beta' })).runs[0]?.hosts[0]).toMatchObject(result ?? {});
    expect([running('beta'), profile('beta')]).toEqual(before);
  });

  it('can be cancelled before anything is activated', async () => {
    const before = [running('beta'), profile('beta')];
    declare('beta', '8', 'good');
    const { job } = await deploys.deploy({ hosts: ['beta'] });
    await jobs.cancel(job);
    const error: unknown = await jobs.result(job).catch((reason: unknown) => reason);
    expect(isAppError(error, 'cancelled')).toBe(true);
    expect([running('beta'), profile('beta')]).toEqual(before);
    expect((await deploys.runs({ host: 'beta' })).runs[0]).toMatchObject({
      state: 'done',
      hosts: [{ outcome: 'skipped' }],
    });
  });

  it('admits that it does not know when the host is gone, and unknown is not down', async () => {
    declare('beta', '9', 'dies');
    const before = running('beta');
    // The host decides by itself for so long; before that it is not given up.
    const result = await outcome('beta', 'switch', { activation: 1 });
    expect(result).toMatchObject({ outcome: 'unknown', generation: null });
    expect(result.reason).toContain(before);
    const script = async (): Promise<string> => readFileSync(FACTS_SCRIPT, 'utf8');
    const facts = createFacts({ ssh, reach, script, fleet: () => join(dir, 'fleet') });
    const [alpha, beta] = await facts.read(['alpha', 'beta']);
    expect(alpha).toMatchObject({ reachable: true });
    expect(alpha?.facts['running']?.value).toBe(running('alpha'));
    expect(beta).toMatchObject({ reachable: false });
    expect(beta?.facts['reasonCode']?.value).toBe('refused');
  });
});
