import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simHostsMissing, startSimHosts, type SimHosts } from '../../../e2e/hosts/sim-hosts';
import type { AppError } from '../../shared/contract';
import { resolveHome } from '../state';
import { createSsh } from './ssh';
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

  it('says what is known of a command when the cable is pulled, and when the host goes down', async () => {
    const configFile = join(dir, 'watchful');
    const text = readFileSync(sim.sshConfig, 'utf8');
    writeFileSync(configFile, `ServerAliveInterval 1\nServerAliveCountMax 2\n${text}`);
    const watched = { ...reach, configFile };
    for (const [cut, mend] of [
      [() => sim.unplug('web'), () => sim.plug('web')],
      [() => sim.stop('web'), () => sim.start('web')],
    ] as const) {
      let begin: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const work = ssh.exec(watched, ['sh', '-c', 'echo begun; sleep 30'], { onStdout: () => begin() });
      const failed = expect(work).rejects.toMatchObject({
        code: 'unreachable',
        hint: expect.stringContaining('not known'),
        detail: { host: 'web', begun: true, stdout: 'begun\n' },
      });
      await begun;
      await cut();
      await failed;
      await mend();
      // For a moment the kernel still remembers that nobody answered there.
      await expect
        .poll(() => ssh.exec(watched, ['echo', 'again']).then(({ stdout }) => stdout, String), {
          timeout: 5000,
        })
        .toBe('again\n');
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
