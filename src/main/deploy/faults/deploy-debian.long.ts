import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DebianVm, debianVmMissing } from '../../../../e2e/hosts/debian-vm/debian-vm';
import type { DeployLimits, DeployMode, HostResult } from '../../../shared/contract';
import { App } from './testing/app';
import { writeDebianFleet, type DebianBehaviour } from './testing/debian-fleet';

const missing = debianVmMissing();
if (missing !== null) console.log(`deploy-debian.long: skipped, because ${missing}`);

const UNIT = 'nixos-rebuild-switch-to-configuration.service';
const LIMITS: DeployLimits = { activation: 240, confirm: 240 };
/** How often a deploy is tried to a host that is emulated and slow. */
const TRIES = 4;
/** Longer than it takes to start an emulated Debian. */
const PATIENCE_MS = 400_000;

/** The host as it tells itself. */
interface Truth {
  readonly running: string;
  readonly profile: string;
  readonly bootEntry: string;
  readonly bootId: string;
  readonly demo: string;
}

/** The branch of the activation that simulated hosts cannot have: a real systemd as process 1, and real restarts. */
describe.skipIf(missing !== null)('a Debian with systemd', () => {
  const { host } = DebianVm;
  let dir = '';
  let vm: DebianVm;
  let app: App;
  let revision = 0;

  beforeAll(async () => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-debian-')));
    vm = await DebianVm.start();
    app = new App(join(dir, 'app'), vm.sshConfig, join(dir, 'fleet'), PATIENCE_MS);
  }, 900_000);
  afterAll(async () => {
    await app?.end();
    await vm?.end();
    rmSync(dir, { recursive: true, force: true });
  });

  const truth = async (): Promise<Truth> => {
    const [running = '', profile = '', bootEntry = '', bootId = '', demo = ''] = (
      await vm.run(
        'readlink -f /run/current-system; readlink -f /nix/var/nix/profiles/system; cat /boot/entry /proc/sys/kernel/random/boot_id; systemctl is-active demo.service || :',
      )
    ).split('\n');
    return { running, profile, bootEntry, bootId, demo };
  };
  const whole = (system: string): Partial<Truth> => ({
    running: system,
    profile: system,
    bootEntry: system,
    demo: 'active',
  });
  const begin = (
    behaviour: DebianBehaviour,
    limits = LIMITS,
    mode?: DeployMode,
  ): ReturnType<App['deploy']> => {
    revision += 1;
    writeDebianFleet(join(dir, 'fleet'), `${process.pid}r${revision}`, behaviour);
    return app.deploy(host, limits, { mode });
  };
  /** A host that answers too late is taken for one that is away; then nothing was done there, and it is tried again. */
  const patiently = async <T extends object>(
    attempt: () => Promise<T | HostResult>,
  ): Promise<T | HostResult> => {
    for (let left = TRIES; ; left -= 1) {
      const found = await attempt();
      if (left === 1 || !('away' in found && found.away === true)) return found;
    }
  };
  const deploy = async (...how: Parameters<typeof begin>): Promise<HostResult> =>
    patiently<HostResult>(async () => (await begin(...how)).result);
  /** A deploy whose new system runs, while its activation is still under way. */
  const underWay = async (behaviour: DebianBehaviour): Promise<{ readonly result: Promise<HostResult> }> => {
    const found = await patiently<{ readonly result: Promise<HostResult> }>(async () => {
      const { result } = await begin(behaviour);
      const stop = new AbortController();
      const early = await Promise.race([result, switched(stop.signal)]);
      stop.abort();
      return early ?? { result };
    });
    if (!('result' in found)) throw new Error(`it ended as ${found.outcome}: ${found.reason}`);
    expect(await vm.run(`systemctl is-active ${UNIT}`)).toBe('active');
    return found;
  };
  const switched = async (signal: AbortSignal): Promise<null> => {
    while (!signal.aborted && !(await truth()).running.endsWith(`r${revision}`)) await sleep(500);
    return null;
  };

  it('is deployed to for the first time', async () => {
    const before = await truth();
    expect(before.profile).toBe('/nix/var/nix/profiles/system');
    const { outcome, generation, to } = await deploy('good');
    expect([outcome, generation]).toEqual(['switched', 1]);
    expect(await truth()).toMatchObject(whole(to ?? ''));
    expect(await vm.run("sudo sh -c 'cat /run/snowfleet/*/keeper'")).toBe(`unit ${UNIT}`);
    const told = 'journalctl --no-pager | grep -cFf /run/snowfleet/*/token || :';
    expect(await vm.run(`sudo sh -c '${told}'`), 'the journal does not tell the token').toBe('0');
  });

  it.each([
    ['fails', LIMITS, /failed \(exit code 1\)/],
    ['breaks-unit', LIMITS, /worked before: demo\.service/],
    ['hangs', { ...LIMITS, activation: 20 }, /hung/],
  ] as const)(
    'goes back when the activation %s, and nothing is left of it',
    async (behaviour, limits, why) => {
      const before = await truth();
      const { outcome, reason } = await deploy(behaviour, limits);
      expect(outcome).toBe('rolled-back');
      expect(reason).toMatch(why);
      expect(await truth()).toEqual(before);
      expect(await vm.run(`systemctl is-active ${UNIT}; pgrep -fc 'slee[p] 100' || :`)).toBe('inactive\n0');
    },
  );

  it('goes through while the link is cut', async () => {
    const { result } = await underWay('slow');
    await vm.unplug();
    await sleep(20_000);
    await vm.plug();
    const { outcome, to } = await result;
    expect(outcome).toBe('switched');
    expect(await truth()).toMatchObject(whole(to ?? ''));
  });

  it('goes through where the activation restarts sshd', async () => {
    const { outcome, to } = await deploy('restarts-sshd');
    expect(outcome).toBe('switched');
    expect(await truth()).toMatchObject(whole(to ?? ''));
  });

  it('goes back by itself when all of the activation is killed', async () => {
    const before = await truth();
    const { result } = await underWay('slow');
    await vm.run(`sudo systemctl kill --signal=KILL --kill-who=all ${UNIT}`);
    const { outcome, reason } = await result;
    expect([outcome, reason]).toEqual(['rolled-back', expect.stringContaining('was killed on the host')]);
    expect(await truth()).toEqual(before);
  });

  it('goes back when the unit is stopped', async () => {
    const before = await truth();
    const { result } = await underWay('slow');
    await vm.run(`sudo systemctl stop ${UNIT}`);
    expect(await result).toMatchObject({ outcome: 'rolled-back' });
    expect(await truth()).toEqual(before);
  });

  it('is left alone while nixos-rebuild switches it', async () => {
    const before = await truth();
    await vm.run(`sudo systemd-run --quiet --collect --unit=${UNIT} sleep 600`);
    const { outcome, reason } = await deploy('good');
    await vm.run(`sudo systemctl stop ${UNIT}`);
    expect([outcome, reason]).toEqual(['failed', expect.stringContaining('Another switch')]);
    expect(await truth()).toEqual(before);
  });

  it('starts with the old system when its power is cut before anybody acknowledged', async () => {
    const { bootId, ...before } = await truth();
    const { result } = await underWay('slow');
    await vm.cutPower();
    const { outcome } = await result;
    await vm.up();
    const after = await truth();
    expect(outcome).toBe('rolled-back');
    expect(after).toMatchObject(before);
    expect(after.bootId).not.toBe(bootId);
  });

  it('starts with a system that was made the boot default', async () => {
    const before = await truth();
    const { outcome, to } = await deploy('good', LIMITS, 'boot');
    expect(outcome).toBe('switched');
    expect(await truth()).toMatchObject({ ...before, profile: to, bootEntry: to });
    await vm.run('sudo systemctl reboot').catch(() => undefined);
    await sleep(5_000);
    await vm.up();
    const after = await truth();
    expect(after).toMatchObject(whole(to ?? ''));
    expect(after.bootId).not.toBe(before.bootId);
  });
});
