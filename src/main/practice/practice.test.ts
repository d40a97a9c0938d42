import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJobs, type Jobs } from '../jobs';
import { createSsh, type Reach, type Ssh } from '../ssh';
import { resolveHome } from '../state';
import { createPractice, type Practice } from './practice';
import { findPracticeProcess } from './starter';
import { findMachineTools } from './tools';
import { buildHostProcess } from './testing/host-process-file';

const RESOURCES = join(import.meta.dirname, '../../../resources/practice');
const HOSTS = ['alpha', 'beta'];
const execute = promisify(execFile);
const hasNix = spawnSync('nix-store', ['--version']).error === undefined;
if (!hasNix) console.log('practice.test: skipped what needs Nix, because there is none on PATH');

let dir: string;
let fleet: string;
let hostProcessFile: string;
let jobs: Jobs;
let ssh: Ssh;
let practice: Practice;
// A user's folder may hold blanks, and be too long for a socket's name.
const home = () => resolveHome({ SNOWFLEET_HOME: join(dir, `snow fleet ${'x'.repeat(90)}`) });

function makePractice(
  env: NodeJS.ProcessEnv = process.env,
  bundledFleetDir = join(dir, 'bundled'),
): Practice {
  return createPractice({
    home: home(),
    env: process.env,
    jobs,
    resourcesDir: RESOURCES,
    hostProcessFile,
    nixCommand: async () => ({ env }),
    hostNames: async () => HOSTS,
    bundledFleetDir,
  });
}

async function up(of: Practice = practice, hosts: string[] = ['alpha']): Promise<void> {
  const job = await of.up(fleet, hosts);
  await jobs.result(job.id);
}

async function reach(host = 'alpha'): Promise<Reach> {
  const found = await practice.reach(fleet, host);
  if (!found) throw new Error(`${host} is not up`);
  return found;
}

async function run(...argv: string[]): Promise<string> {
  const result = await ssh.exec(await reach(), argv);
  if (result.code !== 0) throw new Error(`${argv.join(' ')}: ${result.code} ${result.stderr}`);
  return result.stdout.trim();
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-practice-'));
  fleet = join(dir, 'fleet');
  mkdirSync(fleet);
  hostProcessFile = await buildHostProcess();
  jobs = createJobs({ home: home(), version: 'test' });
  ssh = createSsh({ home: home(), env: { ...process.env, SSH_AUTH_SOCK: '' } });
  practice = makePractice();
});

afterAll(async () => {
  await ssh.close();
  await practice.down(fleet);
  await jobs.close();
  if (hostProcessFile) rmSync(dirname(hostProcessFile), { recursive: true, force: true });
  // Folders of a store are read-only, an overlay's work folder is closed.
  execFileSync('chmod', ['-R', 'u+rwX', dir]);
  rmSync(dir, { recursive: true, force: true });
});

/** Processes 1 of the practice hosts of this test. */
function processes(): number {
  const lines = execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes('boot.sh') && line.includes(dir)).length;
}

describe.skipIf(!hasNix)('practice hosts', () => {
  it('boots a host on a registered first generation of its own', async () => {
    expect((await practice.status(fleet)).hosts).toEqual(
      HOSTS.map((host) => ({ host, up: false, address: null, port: null, hostKey: null, generation: null })),
    );
    expect(await practice.reach(fleet, 'alpha')).toBeNull();
    await up();
    const status = await practice.status(fleet);
    expect(status.isolation).toBe('namespace');
    expect(status.hosts[0]).toMatchObject({
      host: 'alpha',
      up: true,
      address: '127.0.0.1',
      hostKey: expect.stringMatching(/^ssh-ed25519 /),
      generation: 1,
    });
    expect(status.hosts[1]?.up).toBe(false);

    const system = await run('readlink', '/run/current-system');
    expect(system).toMatch(/^\/nix\/store\/[a-z0-9]{32}-nixos-system-alpha-25\.11\.practice$/);
    expect(await run('readlink', '-f', '/nix/var/nix/profiles/system')).toBe(system);
    const closure = (await run('nix-store', '-qR', system)).split('\n');
    expect(closure.length).toBe(3);
    await run('nix-store', '--verify-path', ...closure);
    expect(await run('sh', '-c', 'id -u; hostname; nixos-version; practice-about')).toBe(
      '0\nalpha\n25.11.practice (practice)\nalpha is a Snowfleet practice host',
    );
  });

  it('refuses hosts the fleet does not have, and other keys and users', async () => {
    await expect(practice.up(fleet, ['gamma'])).rejects.toMatchObject({ code: 'unknown-host' });
    await expect(practice.down(fleet, ['-x'])).rejects.toMatchObject({ code: 'unknown-host' });
    const way = await reach();
    await expect(ssh.exec({ ...way, user: 'nobody' }, ['true'])).rejects.toMatchObject({
      code: 'authentication-failed',
    });
    const key = join(dir, 'stranger');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const configFile = join(dir, 'stranger.config');
    const text = readFileSync(way.configFile ?? '', 'utf8');
    writeFileSync(configFile, text.replaceAll(/IdentityFile .*/g, `IdentityFile ${key}`));
    await expect(ssh.exec({ ...way, configFile }, ['true'])).rejects.toMatchObject({
      code: 'authentication-failed',
    });
  });

  it('serves many logins at once and much data both ways', async () => {
    const way = await reach();
    const logins = await Promise.all(
      Array.from({ length: 12 }, (_, n) => ssh.execFresh(way, ['sh', '-c', `echo ${n}; exit ${n}`])),
    );
    expect(logins.map(({ code, stdout }) => [code, stdout])).toEqual(logins.map((_, n) => [n, `${n}\n`]));
    const much = 'snow'.repeat(2_000_000);
    const back = await ssh.exec(way, ['cat'], { input: much });
    expect(back.stdout === much).toBe(true);
  });

  it('is not disturbed by peers that talk nonsense or hang up', async () => {
    const { port } = (await practice.status(fleet)).hosts[0] ?? {};
    const before = await findPracticeProcess(home());
    const talks = [
      '',
      'GET / HTTP/1.1\r\n\r\n',
      'SSH-2.0-x\r\n',
      `SSH-2.0-x\r\n${'\u0000\u0000\u0000\u0010zzzz'.repeat(99)}`,
    ];
    for (const text of talks) {
      const socket = connect(port ?? 0, '127.0.0.1');
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.write(text, resolve));
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.resetAndDestroy();
    }
    expect(await run('echo', 'still here')).toBe('still here');
    expect(await findPracticeProcess(home())).toEqual(before);
  });

  it('shows the host’s own files and processes, not the machine’s', async () => {
    expect(await run('sh', '-c', 'ls /home; ls /root')).toBe('');
    const seen = (await run('ps', '-eo', 'args=')).split('\n');
    expect(seen.length).toBeLessThan(8);
    expect((await ssh.exec(await reach(), ['touch', '/usr/practice-was-here'])).code).not.toBe(0);
    await run('touch', '/root/kept');
    // Devices and terminals are its own too: nothing of the machine can be removed from inside, not even by root.
    await run('touch', '/dev/practice-was-here', '/dev/shm/practice-was-here');
    expect(existsSync('/dev/practice-was-here') || existsSync('/dev/shm/practice-was-here')).toBe(false);
    expect((await ssh.exec(await reach(), ['rm', '/dev/null'])).code).not.toBe(0);
    expect(
      await run('sh', '-c', 'ls /sys | wc -l; ls /dev/pts; echo ok >/dev/null && wc -c </dev/null'),
    ).toBe('0\nptmx\n0');
    expect(
      await run('sh', '-c', 'ls /sys/class/net 2>/dev/null; cat /proc/net/dev | tail -n +3 | wc -l'),
    ).toBe('1');
  });

  it('takes closures from the real nix by both protocols, deploys them and goes back', async () => {
    const way = await reach();
    const root = join(dir, 'client');
    const nix = async (...words: string[]): Promise<string> => {
      // Not in one go: our agent, which serves the keys, lives in this process.
      const { stdout } = await execute(
        'nix',
        ['--extra-experimental-features', 'nix-command flakes', ...words],
        {
          encoding: 'utf8',
          env: {
            ...process.env,
            NIX_SSHOPTS: await ssh.nixSshOpts(way),
            NIX_CONFIG: 'build-users-group =\nsubstituters =\nsandbox = false',
          },
        },
      );
      return stdout;
    };
    const make = async (name: string): Promise<string> => {
      const source = join(dir, name);
      mkdirSync(join(source, 'bin'), { recursive: true });
      writeFileSync(join(source, 'nixos-version'), name);
      const script = join(source, 'bin/switch-to-configuration');
      writeFileSync(script, readFileSync(join(RESOURCES, 'switch-to-configuration')));
      chmodSync(script, 0o755);
      const added = await nix(
        'store',
        'add-path',
        '--store',
        `local?root=${root}`,
        '--name',
        `nixos-system-alpha-${name}`,
        source,
      );
      return added.trim();
    };
    const first = await run('readlink', '/run/current-system');
    for (const [protocol, name] of [
      ['ssh', 'two'],
      ['ssh-ng', 'three'],
    ] as const) {
      const system = await make(name);
      const early = await ssh.exec(way, ['nix-store', '--verify-path', system]);
      expect(early.code).not.toBe(0);
      await nix('copy', '--from', `local?root=${root}`, '--to', `${protocol}://${way.destination}`, system);
      await run('nix-store', '--verify-path', system);
      await run('nix-env', '-p', '/nix/var/nix/profiles/system', '--set', system);
      await run(`${system}/bin/switch-to-configuration`, 'switch');
      expect(await run('readlink', '/run/current-system')).toBe(system);
      expect(await run('nixos-version')).toBe(`${name} (practice)`);
    }
    expect((await practice.status(fleet)).hosts[0]?.generation).toBe(3);
    await run('nix-env', '-p', '/nix/var/nix/profiles/system', '--set', first);
    await run(`${first}/bin/switch-to-configuration`, 'switch');
    expect(await run('nixos-version')).toBe('25.11.practice (practice)');
    await run('nix-collect-garbage');
    await run('nix-store', '--verify-path', first);
  });

  it('has a real terminal: size, resize, Ctrl-C, exit code', async () => {
    const shell = await ssh.shell(await reach(), { cols: 100, rows: 30 });
    let seen = '';
    shell.stream.on('data', (chunk: Buffer) => (seen += chunk.toString()));
    await expect.poll(() => seen, { timeout: 5000 }).toContain('[practice] root@alpha');
    shell.stream.write('stty size; echo TERM=$TERM\n');
    await expect.poll(() => seen, { timeout: 5000 }).toMatch(/30 100[\s\S]*TERM=xterm-256color/);
    shell.resize(160, 50);
    await expect
      .poll(
        () => {
          shell.stream.write('stty size\n');
          return seen;
        },
        { timeout: 5000, interval: 200 },
      )
      .toContain('50 160');
    shell.stream.write('sleep 50\n');
    await new Promise((resolve) => setTimeout(resolve, 300));
    shell.stream.write('\u0003');
    shell.stream.write('echo code=$?\n');
    await expect.poll(() => seen, { timeout: 5000 }).toContain('code=130');
    shell.stream.write('exit 3\n');
    expect(await shell.exited).toMatchObject({ code: 3 });
  });

  it('hangs up what ran in a terminal that went, and keeps what systemd-run started', async () => {
    const shell = await ssh.shell(await reach(), { cols: 80, rows: 24 });
    shell.stream.resume();
    shell.stream.write('sleep 4321\n');
    await expect.poll(() => run('sh', '-c', 'pgrep -f [s]leep.4321 || :'), { timeout: 5000 }).not.toBe('');
    shell.close();
    await expect.poll(() => run('sh', '-c', 'pgrep -f [s]leep.4321 || :'), { timeout: 5000 }).toBe('');
    await run('systemd-run', '--unit=later', '--on-active=1', 'touch', '/tmp/later');
    expect(await run('sh', '-c', 'ls /tmp/later 2>/dev/null || :')).toBe('');
    await expect
      .poll(() => run('sh', '-c', 'ls /tmp/later 2>/dev/null || :'), { timeout: 5000 })
      .toBe('/tmp/later');
    await run('systemd-run', '--unit=never', '--on-active=2', 'touch', '/tmp/never');
    await expect.poll(() => run('ls', '/run/practice/units'), { timeout: 2000 }).toContain('never');
    await run('systemctl', 'stop', 'never.timer');
    await new Promise((resolve) => setTimeout(resolve, 2300));
    expect(await run('sh', '-c', 'ls /tmp/never 2>/dev/null || :')).toBe('');
  });

  it('reboots into what the profile names', async () => {
    const before = (await practice.status(fleet)).hosts[0];
    const bootId = await run('cat', '/proc/sys/kernel/random/boot_id');
    await run('ln', '-sfn', '/nowhere', '/run/current-system');
    await ssh.exec(await reach(), ['/etc/practice-fakes/reboot']).catch(() => undefined);
    await expect
      .poll(() => run('readlink', '/run/current-system').catch(() => 'down'), { timeout: 10_000 })
      .toMatch(/25\.11\.practice$/);
    expect((await practice.status(fleet)).hosts[0]).toEqual(before);
    // Whoever restarts a host knows by this that it is back.
    expect(await run('cat', '/proc/sys/kernel/random/boot_id')).not.toBe(bootId);
    await run('test', '-e', '/root/kept');
  });

  it('survives SIGKILL of its process: nothing is left running, and up brings the same host back', async () => {
    const before = (await practice.status(fleet)).hosts[0];
    const process1 = (await findPracticeProcess(home()))?.owner.pid ?? 0;
    expect(processes()).toBeGreaterThan(0);
    process.kill(process1, 'SIGKILL');
    await expect.poll(processes, { timeout: 5000 }).toBe(0);
    expect(await practice.reach(fleet, 'alpha')).toBeNull();
    expect((await practice.status(fleet)).hosts[0]).toMatchObject({
      up: false,
      generation: before?.generation,
    });
    await up();
    expect((await practice.status(fleet)).hosts[0]).toEqual(before);
    await run('test', '-e', '/root/kept');
  });

  it('moves to another port when its own was taken, and says so in what ssh reads', async () => {
    const { port } = (await practice.status(fleet)).hosts[0] ?? {};
    await practice.down(fleet);
    expect(await findPracticeProcess(home())).toBeNull();
    const thief = createServer();
    await new Promise<void>((resolve) => thief.listen(port ?? 0, '127.0.0.1', resolve));
    await up();
    const now = (await practice.status(fleet)).hosts[0];
    expect(now?.port).not.toBe(port);
    expect(await run('hostname')).toBe('alpha');
    thief.close();
  });

  it('can lay a host’s store over the machine’s, for machines whose own tools live in /nix/store', async () => {
    await practice.down(fleet);
    await up(makePractice({ ...process.env, SNOWFLEET_PRACTICE_UNION: '1' }), ['beta']);
    const way = await reach('beta');
    const inside = async (...argv: string[]): Promise<string> => (await ssh.exec(way, argv)).stdout.trim();
    expect(await inside('sh', '-c', 'grep -c " /nix/store overlay" /proc/mounts')).not.toBe('0');
    const system = await inside('readlink', '-f', '/nix/var/nix/profiles/system');
    expect(system).toMatch(/nixos-system-beta/);
    expect(await ssh.exec(way, ['nix-store', '--verify-path', system])).toMatchObject({ code: 0 });
    // A collection inside must not be able to touch what the machine needs.
    expect((await ssh.exec(way, ['touch', '/nix/store/x'])).code).not.toBe(0);
    expect(await inside('practice-about')).toBe('beta is a Snowfleet practice host');
    await practice.down(fleet);
  });

  it('ends a practice process that no longer answers', async () => {
    await up();
    const pid = (await findPracticeProcess(home()))?.owner.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    await practice.down(fleet);
    expect(await findPracticeProcess(home())).toBeNull();
    await expect.poll(processes, { timeout: 5000 }).toBe(0);
  });

  it('starts one process for many who ask at once, and stops hosts one by one', async () => {
    await practice.down(fleet);
    const others = [makePractice(), makePractice()];
    await Promise.all([
      (async () => up(others[0], ['alpha']))().catch((error: unknown) =>
        expect(error).toMatchObject({ code: 'busy' }),
      ),
      (async () => up(others[1], ['beta']))().catch((error: unknown) =>
        expect(error).toMatchObject({ code: 'busy' }),
      ),
    ]);
    await up(practice, HOSTS);
    expect((await practice.status(fleet)).hosts.map((host) => host.up)).toEqual([true, true]);
    const ports = (await practice.status(fleet)).hosts.map((host) => host.port);
    expect(new Set(ports).size).toBe(2);
    await practice.down(fleet, ['alpha']);
    expect((await practice.status(fleet)).hosts.map((host) => host.up)).toEqual([false, true]);
    expect(await practice.reach(fleet, 'alpha')).toBeNull();
    const { hosts } = await practice.down(fleet);
    expect(hosts.every((host) => !host.up)).toBe(true);
  });
});

describe('without what practice needs', () => {
  it('says that Nix is absent', async () => {
    const bin = join(dir, 'bin');
    mkdirSync(bin);
    await practice.down(fleet);
    const without = makePractice({ PATH: bin });
    const job = await without.up(fleet, ['beta']);
    await expect(jobs.result(job.id)).rejects.toMatchObject({
      code: 'nix-absent',
      hint: expect.stringMatching(/Install/),
    });
    expect(await without.down(fleet)).toMatchObject({ isolation: null });
  });
});

describe.skipIf(!hasNix)('on a machine that does not allow user namespaces', () => {
  it('says so, and what can be done', async () => {
    const bin = join(dir, 'fake-unshare');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'unshare'),
      '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n',
    );
    chmodSync(join(bin, 'unshare'), 0o755);
    await practice.down(fleet);
    const refused = makePractice({ ...process.env, PATH: `${bin}:${process.env['PATH']}` });
    const job = await refused.up(fleet, ['beta']);
    await expect(jobs.result(job.id)).rejects.toMatchObject({
      code: 'practice-unavailable',
      message: expect.stringContaining('Operation not permitted'),
      hint: expect.stringContaining('user namespaces'),
    });
    expect(await refused.reach(fleet, 'beta')).toBeNull();
    await refused.down(fleet);
  });

  it('names programs that are missing', () => {
    const bin = join(dir, 'only-nix');
    mkdirSync(bin);
    for (const name of ['nix-store', 'nix-daemon']) {
      writeFileSync(join(bin, name), '');
      chmodSync(join(bin, name), 0o755);
    }
    expect(() => findMachineTools({ PATH: bin })).toThrow(/missing: .*setpriv.*script/);
  });
});

describe('preparePracticeFleet', () => {
  it('makes a git repository with one commit, once', async () => {
    const bundled = join(dir, 'bundled');
    mkdirSync(join(bundled, 'hosts'), { recursive: true });
    writeFileSync(join(bundled, 'flake.nix'), '{ outputs = _: { }; }\n', { mode: 0o444 });
    writeFileSync(join(bundled, 'hosts/a.nix'), '{ }\n');
    const made = await Promise.all([practice.preparePracticeFleet(), makePractice().preparePracticeFleet()]);
    expect(made[0]).toBe(made[1]);
    const git = (...words: string[]): string =>
      execFileSync('git', ['-C', made[0], ...words], { encoding: 'utf8' }).trim();
    expect(git('rev-list', '--count', 'HEAD')).toBe('1');
    expect(git('status', '--porcelain')).toBe('');
    expect(git('ls-files').split('\n')).toEqual(['flake.nix', 'hosts/a.nix']);
    writeFileSync(join(made[0], 'hosts/a.nix'), '{ mine = 1; }\n');
    expect(await practice.preparePracticeFleet()).toBe(made[0]);
    expect(readFileSync(join(made[0], 'hosts/a.nix'), 'utf8')).toContain('mine');
    expect(readdirSync(dirname(made[0]))).toEqual(expect.not.arrayContaining(['fleet.making']));
    expect(existsSync(bundled)).toBe(true);
  });

  it('says when the bundled fleet is missing', async () => {
    const elsewhere = createPractice({
      home: resolveHome({ SNOWFLEET_HOME: join(dir, 'other') }),
      env: process.env,
      jobs,
      resourcesDir: RESOURCES,
      hostProcessFile,
      nixCommand: async () => ({ env: process.env }),
      hostNames: async () => HOSTS,
      bundledFleetDir: join(dir, 'nothing'),
    });
    await expect(elsewhere.preparePracticeFleet()).rejects.toMatchObject({ code: 'unreadable-file' });
  });
});
