import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, type Change, type Newcomer, type ShownHostKey } from '../../../shared/contract';
import { createSsh, type Ssh } from '../../ssh';
import { createTestSshd, type TestSshd } from '../../ssh/testing/sshd';
import { type Home, resolveHome } from '../../state';
import { practiceIdentity } from '../places';
import { hardwareChanges } from './hardware';
import { judgeNewcomer } from './judge';
import { type PracticeMachines, practiceMachines } from './machines';
import { createNewcomers, type Newcomers } from './newcomers';

const GENERATED = `# Do not modify this file!
{ config, lib, pkgs, modulesPath, ... }:

{
  imports = [ (modulesPath + "/profiles/qemu-guest.nix") ];

  boot.initrd.availableKernelModules = [ "ahci" "nvme" ];
  boot.initrd.kernelModules = [ ];
  boot.kernelModules = [ "kvm-intel" ];
  boot.extraModulePackages = [ ];

  fileSystems."/" = { device = "tmpfs"; fsType = "tmpfs"; };
  swapDevices = [ ];

  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";
  hardware.cpu.intel.updateMicrocode = lib.mkDefault config.hardware.enableRedistributableFirmware;
}
`;

describe('what a machine says of its hardware', () => {
  it('is taken where it is the machine’s own business and a plain value', () => {
    const { changes, defaults, computed } = hardwareChanges('p510', GENERATED);
    expect(changes).toEqual([
      { kind: 'set', host: 'p510', path: 'boot.initrd.availableKernelModules', value: '[ "ahci" "nvme" ]' },
      { kind: 'set', host: 'p510', path: 'boot.kernelModules', value: '[ "kvm-intel" ]' },
    ]);
    expect(defaults).toEqual([
      { kind: 'set', host: 'p510', path: 'nixpkgs.hostPlatform', value: '"x86_64-linux"' },
    ]);
    expect(computed).toEqual(['hardware.cpu.intel.updateMicrocode']);
  });

  it('is nothing where it is no module', () => {
    expect(hardwareChanges('p510', 'command not found')).toEqual({ changes: [], defaults: [], computed: [] });
  });
});

describe('a key that is shown', () => {
  const who = { host: 'p510', address: '192.0.2.1' };
  const key = (verdict: ShownHostKey['verdict'], publicKey = 'ssh-ed25519 AAAA'): ShownHostKey => ({
    keyType: 'ssh-ed25519',
    fingerprint: `SHA256:${verdict}`,
    publicKey,
    verdict,
    words: '',
  });
  const stateOf = (keys: readonly ShownHostKey[], ofImage: string | null = null): Newcomer['state'] =>
    judgeNewcomer(who, keys, ofImage).state;

  it('is recognised when it is the image’s own, whatever stood in the lists before', () => {
    expect(stateOf([key('changed', 'ssh-ed25519 OWN')], 'ssh-ed25519 OWN')).toBe('recognised');
  });
  it('is refused when it is another than the known one', () => {
    expect(stateOf([key('known'), key('changed')])).toBe('refused');
    expect(stateOf([key('revoked')], 'ssh-ed25519 OWN')).toBe('refused');
  });
  it('is recognised when it is known, and else a person’s to judge', () => {
    expect(stateOf([key('known')])).toBe('recognised');
    expect(stateOf([key('unknown')])).toBe('unknown');
  });
});

const isRoot = userInfo().uid === 0;
if (!isRoot)
  console.log(
    'after.test: no machine answers, because it is root who logs in, and the sshd of tests lets in who runs it',
  );

describe.skipIf(!isRoot)('a machine that answers', () => {
  let sshd: TestSshd;
  let ssh: Ssh;
  let home: Home;
  let machines: PracticeMachines;
  const applied: Change[][] = [];
  const noted: unknown[] = [];

  beforeAll(async () => {
    sshd = await createTestSshd();
    home = resolveHome({ SNOWFLEET_HOME: join(sshd.dir, 'home') });
    ssh = createSsh({ home, env: { ...process.env, SSH_AUTH_SOCK: '' } });
    machines = practiceMachines(home);
    mkdirSync(dirname(practiceIdentity(home)), { recursive: true });
    copyFileSync(sshd.identity, practiceIdentity(home));
  });
  afterAll(async () => {
    await ssh?.close();
    await sshd?.remove();
  });

  const newcomers = (how: { standIn: boolean; ofImage: string | null; generated?: string }): Newcomers =>
    createNewcomers({
      ssh: {
        knownHosts: ssh.knownHosts,
        // The machine lets us in as itself; only its program is played.
        exec: async (reach, argv, options) => {
          const { stdout } = await ssh.exec(reach, ['sh', '-c', 'echo in'], options);
          expect(stdout).toBe('in\n');
          expect(argv[0]).toBe('nixos-generate-config');
          const text = how.generated;
          return {
            code: text === undefined ? 127 : 0,
            stdout: text ?? '',
            stderr: '',
            ms: 1,
            truncated: false,
          };
        },
      },
      machines,
      fleet: () => ({
        dir: sshd.dir,
        standIn: how.standIn,
        hostNames: async () => ['p510', 'hp'],
        defines: async () => true,
        apply: async (changes, dryRun) => {
          if (changes.some(({ path }) => path === 'boot.kernelModules'))
            throw new AppError('conflict', 'It is decided elsewhere.');
          if (!dryRun) applied.push([...changes]);
          return { diff: '', files: ['hosts/p510/hardware-configuration.nix'], brings: [], needs: [] };
        },
      }),
      note: async (...words) => void noted.push(words),
      keyOfImage: async () => how.ofImage,
      knockMs: 20,
    });

  const seen = async (one: Newcomers, host = 'p510'): Promise<Newcomer[]> => {
    const all: Newcomer[] = [];
    for await (const newcomer of one.await({ host, address: `127.0.0.1:${sshd.port}` }, undefined))
      all.push(newcomer);
    return all;
  };

  it('is waited for until it answers, and recognised by the key of its image', async () => {
    await sshd.stop();
    const one = newcomers({ standIn: true, ofImage: sshd.hostKey });
    const waiting = one.await({ host: 'p510', address: `127.0.0.1:${sshd.port}` }, undefined);
    expect((await waiting.next()).value).toMatchObject({ state: 'waiting', key: null });
    await sshd.start();
    expect((await waiting.next()).value).toMatchObject({ state: 'recognised', host: 'p510' });
    expect((await waiting.next()).done).toBe(true);
  });

  it('becomes a practice host only when it was started from that host’s image', async () => {
    const address = `127.0.0.1:${sshd.port}`;
    const [shown] = await seen(newcomers({ standIn: true, ofImage: null }));
    expect(shown).toMatchObject({ state: 'unknown' });
    const fingerprint = shown?.key?.fingerprint ?? '';
    const wish = { host: 'p510', address, fingerprint, dryRun: false };
    await expect(newcomers({ standIn: true, ofImage: null }).welcome(wish, undefined)).rejects.toMatchObject({
      code: 'host-key-unknown',
    });
    expect(machines.reach(sshd.dir, 'p510')).toBeNull();

    const one = newcomers({ standIn: true, ofImage: sshd.hostKey, generated: GENERATED });
    const welcomed = await one.welcome(wish, undefined);
    expect(welcomed.notes.join('\n')).toContain(
      'boot.kernelModules was left as it is: It is decided elsewhere.',
    );
    expect(applied.flat().map(({ path }) => path)).toEqual(['boot.initrd.availableKernelModules']);
    const reach = machines.reach(sshd.dir, 'p510');
    expect(readFileSync(reach?.configFile ?? '', 'utf8')).toContain('StrictHostKeyChecking yes');
    expect(machines.reach(sshd.dir, 'hp')).toBeNull();
    expect(noted).toEqual([]);
    expect(await one.forget('p510')).toBe(true);
    expect(machines.reach(sshd.dir, 'p510')).toBeNull();
  });

  it('is asked for nothing under a name that the fleet does not have', async () => {
    const one = newcomers({ standIn: true, ofImage: null });
    await expect(seen(one, 'nobody')).rejects.toMatchObject({ code: 'unknown-host' });
  });

  it('is waited for no longer than somebody waits', async () => {
    await sshd.stop();
    const stop = new AbortController();
    const waiting = newcomers({ standIn: true, ofImage: null }).await(
      { host: 'p510', address: `127.0.0.1:${sshd.port}` },
      stop.signal,
    );
    await waiting.next();
    const next = waiting.next();
    stop.abort();
    await expect(next).rejects.toMatchObject({ code: 'cancelled' });
    await sshd.start();
  });
});
