import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { resolveHome } from '../../state';
import { createSsh } from '../ssh';
import { createTestSshd, sessionsOf, type TestSshd } from '../testing/sshd';
import type { Reach, Ssh } from '../types';
import type { Kept, KeptState } from './pool';

let dir: string;
let sshd: TestSshd;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-pool-'));
  sshd = await createTestSshd(['LogLevel VERBOSE']);
});
afterAll(async () => {
  await sshd.remove();
  rmSync(dir, { recursive: true, force: true });
});

function client(): Ssh {
  const home = resolveHome({ SNOWFLEET_HOME: mkdtempSync(join(dir, 'home-')) });
  const ssh = createSsh({ home, env: { ...process.env, SSH_AUTH_SOCK: '' }, backoffMs: [50, 400] });
  onTestFinished(() => ssh.close());
  return ssh;
}

function watched(kept: Kept): KeptState['kind'][] {
  const seen: KeptState['kind'][] = [];
  kept.onState((state) => seen.push(state.kind));
  onTestFinished(() => kept.release());
  return seen;
}

const clientOf = async (ssh: Ssh, reach: Reach): Promise<string> =>
  (await ssh.exec(reach, ['sh', '-c', 'echo $SSH_CLIENT'])).stdout;

describe('a connection that is kept', () => {
  it('serves commands, and comes back with growing waits when the host was gone', async () => {
    const ssh = client();
    const kept = ssh.keep(sshd.reach);
    const seen = watched(kept);
    await expect.poll(() => kept.state.kind).toBe('connected');
    const before = await clientOf(ssh, sshd.reach);
    await sshd.stop();
    await expect
      .poll(() => seen.filter((kind) => kind === 'waiting').length, { timeout: 5000 })
      .toBeGreaterThan(2);
    await sshd.start();
    await expect.poll(() => kept.state.kind, { timeout: 5000 }).toBe('connected');
    expect(await clientOf(ssh, sshd.reach)).not.toBe(before);
  });

  it('is not tried again by itself where the host does not let us in, nor where its key is not trusted', async () => {
    const ssh = client();
    const strange = (name: string, line: string): Reach => {
      const configFile = join(dir, name);
      const text = readFileSync(sshd.configFile, 'utf8').replace(/^ {2}IdentityFile .*\n/m, '');
      writeFileSync(configFile, `Host testhost\n  ${line}\n${text}`);
      return { ...sshd.reach, configFile };
    };
    for (const [reach, code] of [
      [strange('no-key', 'IdentityFile /nowhere'), 'authentication-failed'],
      [strange('no-trust', 'UserKnownHostsFile /nowhere'), 'host-key-unknown'],
    ] as const) {
      const kept = ssh.keep(reach);
      onTestFinished(() => kept.release());
      await expect.poll(() => kept.state.kind).toBe('stopped');
      expect(kept.state).toMatchObject({ error: { code } });
      const attempts = (): number => sshd.log().match(/Connection from/g)?.length ?? 0;
      const settle = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      // What sshd has said of the first attempt may still be on its way here.
      await settle(300);
      const before = attempts();
      await settle(600);
      expect(attempts()).toBe(before);
      kept.retry();
      await expect.poll(attempts).toBe(before + 1);
    }
  });

  it('outlasts a host that stands still for a while, with the command on it', async () => {
    const ssh = client();
    let begun = false;
    const work = ssh.exec(sshd.reach, ['sh', '-c', 'echo begun; sleep 1; echo done'], {
      onStdout: () => (begun = true),
    });
    await expect.poll(() => begun).toBe(true);
    const processes = sessionsOf(sshd);
    for (const pid of processes) process.kill(pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (const pid of processes) process.kill(pid, 'SIGCONT');
    expect(await work).toMatchObject({ code: 0, stdout: 'begun\ndone\n' });
  });

  it('is closed with its last user', async () => {
    const ssh = client();
    const kept = ssh.keep(sshd.reach);
    await expect.poll(() => kept.state.kind).toBe('connected');
    expect(sessionsOf(sshd).length).toBeGreaterThan(0);
    kept.release();
    await ssh.close();
    await expect.poll(() => sessionsOf(sshd).length).toBe(0);
  });
});

describe('a connection that is being opened', () => {
  it('is given up when nobody waits for it any more', async () => {
    const ssh = client();
    const abort = new AbortController();
    const before = sshd.log().length;
    const work = ssh.exec(sshd.reach, ['true'], { signal: abort.signal });
    setTimeout(() => abort.abort(), 5);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sshd.log().slice(before)).not.toContain('Accepted publickey');
    expect(await clientOf(ssh, sshd.reach)).toContain('127.0.0.1');
  });
});
