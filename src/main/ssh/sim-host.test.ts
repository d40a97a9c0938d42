import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simHostsMissing, startSimHosts, type SimHosts } from '../../../e2e/hosts/sim-hosts';
import type { AppError, Terminal } from '../../shared/contract';
import { resolveHome } from '../state';
import { createSsh } from './ssh';
import { createTerminals, type Terminals } from './terminals';
import { readTerminal } from './testing/reader';
import type { Reach, Ssh } from './types';

const missing = simHostsMissing();
if (missing) console.log(`sim-host.test: skipped, because ${missing}`);

/** Runs the real nix with the given options for its ssh. */
async function nix(sshOptions: string, ...words: string[]): Promise<string> {
  const argv = ['--extra-experimental-features', 'nix-command flakes', ...words];
  const env = { ...process.env, NIX_SSHOPTS: sshOptions };
  // Not in one go: our agent, which serves the keys, lives in this process.
  return (await promisify(execFile)('nix', argv, { encoding: 'utf8', env })).stdout.trim();
}

describe.skipIf(missing !== null)('a simulated host', () => {
  let dir: string;
  let sim: SimHosts;
  let ssh: Ssh;
  let reach: Reach;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'snowfleet-sim-test-'));
    sim = await startSimHosts({ names: ['web'] });
    ssh = createSsh({
      home: resolveHome({ SNOWFLEET_HOME: dir }),
      env: { ...process.env, SSH_AUTH_SOCK: '' },
    });
    reach = { host: 'web', source: 'ssh-config', destination: 'web', configFile: sim.sshConfig };
  });
  afterAll(async () => {
    await ssh?.close();
    await sim?.down();
    rmSync(dir, { recursive: true, force: true });
  });

  it('runs a registered first generation', async () => {
    const system = (await ssh.exec(reach, ['readlink', '-f', '/run/current-system'])).stdout.trim();
    expect(system).toMatch(/^\/nix\/store\/.{32}-nixos-system-web-25\.11\.practice$/);
    const closure = (await ssh.exec(reach, ['nix-store', '-qR', system])).stdout.trim().split('\n');
    expect(closure.length).toBe(3);
    expect(await ssh.exec(reach, ['nix-store', '--verify-path', ...closure])).toMatchObject({ code: 0 });
    expect((await ssh.exec(reach, ['hostname'])).stdout).toBe('web\n');
  });

  it('takes a closure by nix copy over both protocols, with the same verdict on its key', async () => {
    const store = `local?root=${join(dir, 'store')}`;
    for (const protocol of ['ssh', 'ssh-ng']) {
      writeFileSync(join(dir, protocol), `sent over ${protocol}`);
      const path = await nix('', 'store', 'add-file', '--store', store, join(dir, protocol));
      expect((await ssh.exec(reach, ['nix-store', '--verify-path', path])).code).not.toBe(0);
      await nix(
        await ssh.nixSshOpts(reach),
        'copy',
        '--no-check-sigs',
        '--from',
        store,
        '--to',
        `${protocol}://web`,
        path,
      );
      expect((await ssh.exec(reach, ['cat', path])).stdout).toBe(`sent over ${protocol}`);
      expect((await ssh.exec(reach, ['nix-store', '--verify-path', path])).code).toBe(0);
    }
  });

  it('says refused when it is off, and comes back with its store', async () => {
    await sim.stop('web');
    await sim.start('web');
    // Power off from inside ends it too.
    await ssh.exec(reach, ['poweroff']).catch(() => undefined);
    await expect
      .poll(() => ssh.execFresh(reach, ['true']).catch((error: AppError) => error.code), { timeout: 5000 })
      .toBe('refused');
    await sim.start('web');
    expect((await ssh.exec(reach, ['cat', '/run/booted-system/nixos-version'])).stdout).toBe(
      '25.11.practice',
    );
  });

  it('says timeout or unreachable when the cable is out', async () => {
    await sim.unplug('web');
    const configFile = join(dir, 'short');
    const text = readFileSync(sim.sshConfig, 'utf8');
    writeFileSync(configFile, text.replace('ConnectTimeout 5', 'ConnectTimeout 1'));
    await expect(ssh.execFresh({ ...reach, configFile }, ['true'])).rejects.toMatchObject({
      code: expect.stringMatching(/^(timeout|unreachable)$/),
    });
    await sim.plug('web');
    expect((await ssh.execFresh(reach, ['echo', 'plugged'])).stdout).toBe('plugged\n');
  });

  describe('under an open terminal and a running command', () => {
    let terminals: Terminals;
    /** Notices within two seconds that nobody answers any more. */
    let watched: Reach;
    let way: Reach;
    beforeAll(() => {
      const configFile = join(dir, 'watchful');
      const text = readFileSync(sim.sshConfig, 'utf8');
      writeFileSync(configFile, `ServerAliveInterval 1\nServerAliveCountMax 2\n${text}`);
      watched = { ...reach, configFile };
      terminals = createTerminals({ ssh, reach: async () => way, retryMs: () => 250 });
    });
    afterAll(() => terminals.closeAll());

    const stateOf = (id: number): Terminal | undefined => terminals.list().find((one) => one.id === id);
    const within = { timeout: 15_000, interval: 20 };

    /** A shell that has said something, and a command that goes on for ever. */
    async function underWay(by: Reach) {
      way = by;
      const { id } = terminals.open({ host: 'web', cols: 80, rows: 24 });
      const page = readTerminal(terminals, id);
      await expect.poll(() => stateOf(id)?.state, within).toBe('open');
      page.type('MINE=kept; echo "before-$((6*7))"\n');
      await expect.poll(page.text, within).toContain('before-42');
      let said = '';
      const outcome = ssh
        .exec(by, ['sh', '-c', 'echo begun; exec sleep 1000'], { onStdout: (text) => (said += text) })
        .then(String, (error: AppError) => error);
      await expect.poll(() => said, within).toBe('begun\n');
      return { id, page, outcome };
    }

    it('a cable that is out for a moment costs nothing', async () => {
      const { id, page, outcome } = await underWay(reach);
      await sim.unplug('web');
      page.type('echo "meanwhile-$MINE"\n');
      await new Promise((resolve) => setTimeout(resolve, 700));
      await sim.plug('web');
      await expect.poll(page.text, within).toContain('meanwhile-kept');
      expect(page.text()).not.toContain('connection lost');
      expect(stateOf(id)).toMatchObject({ state: 'open', error: null });
      terminals.close({ id });
      await ssh.exec(reach, ['sh', '-c', 'kill $(pidof sleep)']);
      expect(await outcome).toBe('[object Object]');
    });

    it.each([
      { what: 'the cable is pulled', cut: () => sim.unplug('web'), mend: () => sim.plug('web') },
      { what: 'the host goes down and boots', cut: () => sim.stop('web'), mend: () => sim.start('web') },
      { what: 'what serves the sessions is killed', cut: killSessions, mend: async () => undefined },
    ])(
      '$what: the output stays, the shell is had again, and what is known is said',
      async ({ cut, mend }) => {
        const { id, page, outcome } = await underWay(watched);
        await cut();
        expect(await outcome).toMatchObject({
          code: 'unreachable',
          hint: expect.stringContaining('not known'),
          detail: { host: 'web', begun: true, stdout: 'begun\n' },
        });
        await mend();
        await expect.poll(page.text, within).toMatch(/before-42.*connection lost at .* back at /s);
        await expect
          .poll(() => stateOf(id), within)
          .toMatchObject({ state: 'open', error: null, nextTry: null });
        page.type('echo "after-$((5*5))-${MINE:-another shell}"\n');
        await expect.poll(page.text, within).toContain('after-25-another shell');
        // For a moment the kernel may still remember that nobody answered there.
        await expect
          .poll(() => ssh.exec(watched, ['echo', 'again']).then(({ stdout }) => stdout, String), within)
          .toBe('again\n');
        page.close();
        terminals.close({ id });
      },
    );

    /** Every sshd but the one that listens, as the kernel does when memory is short. */
    async function killSessions(): Promise<void> {
      const listening = readFileSync(join(sim.dir, 'web', 'pid'), 'utf8').trim();
      const table = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' }).trim().split('\n');
      const rows = table.map((line) => line.trim().split(/\s+/));
      const below = (parent: string): string[][] =>
        rows.filter(([, of]) => of === parent).flatMap((row) => [row, ...below(row[0] ?? '')]);
      const all = below(listening).filter(([, , name]) => name?.startsWith('sshd'));
      // The first is process 1 of the host.
      const sessions = all.slice(1).map(([pid]) => Number(pid));
      expect(sessions.length).toBeGreaterThan(1);
      for (const pid of sessions) process.kill(pid, 'SIGKILL');
    }
  });

  it('leaves nothing behind', async () => {
    const { bridge, dir: folder } = sim;
    await sim.down();
    expect(existsSync(folder)).toBe(false);
    const links = execFileSync('ip', ['-o', 'link'], { encoding: 'utf8' });
    expect(links).not.toContain(`${bridge}:`);
    expect(links).not.toContain(`${bridge}v`);
    expect(execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' })).not.toContain(`${bridge}-`);
    expect(execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' })).not.toContain(folder);
  });
});
