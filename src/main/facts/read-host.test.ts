import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppError, isAppError } from '../../shared/contract';
import { createSsh, type ExecOptions, type Reach, type Ssh } from '../ssh';
import { createTestSshd, type TestSshd } from '../ssh/testing/sshd';
import { resolveHome } from '../state';
import { createFacts } from './facts';
import { readHost } from './read-host';
import { FACTS_SCRIPT } from './testing/fixture';

const SCRIPT = readFileSync(FACTS_SCRIPT, 'utf8');
/** What the host does with a command: runs it, where a test says nothing else. */
const RUN = 'exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"';

let dir: string;
let sshd: TestSshd;
let ssh: Ssh;
const answer = (program: string): void => writeFileSync(join(dir, 'answer'), `#!/bin/sh\n${program}\n`);
const read = (timeoutMs = 10_000, reach: Reach = sshd.reach) =>
  readHost({ ssh, script: SCRIPT, timeoutMs }, 'testhost', async () => reach);

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-read-host-'));
  answer(RUN);
  chmodSync(join(dir, 'answer'), 0o755);
  sshd = await createTestSshd([`ForceCommand ${join(dir, 'answer')}`]);
  ssh = createSsh({ home: resolveHome({ SNOWFLEET_HOME: dir }), env: { ...process.env, SSH_AUTH_SOCK: '' } });
});
afterAll(async () => {
  await ssh?.close();
  await sshd?.remove();
  rmSync(dir, { recursive: true, force: true });
});

describe('a host', () => {
  it('tells its facts, each with when it was asked', async () => {
    answer(RUN);
    const before = new Date().toISOString();
    const { host, at, reachable, facts } = await read();
    expect({ host, reachable }).toEqual({ host: 'testhost', reachable: true });
    expect(at >= before).toBe(true);
    expect(facts).not.toHaveProperty('partial');
    expect(facts['clock']).toMatchObject({ from: 'host', at, value: { offsetSeconds: 0 } });
    expect(facts['bootId']?.value).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  });

  it('whose login shell is chatty, or that speaks before and after, is understood', async () => {
    answer(`echo "Welcome to the machine"; /bin/sh -c "$SSH_ORIGINAL_COMMAND"; echo bye`);
    expect((await read()).facts).toMatchObject({
      uptimeSeconds: { from: 'host' },
      reachable: { value: true },
    });
  });

  it('that is cut off in the middle tells what came, and that it was not all', async () => {
    answer(`printf 'snowfleet-facts 1\\nuptime\\t5.0\\nkernel\\t6.1'`);
    const { reachable, facts } = await read();
    expect(reachable).toBe(true);
    expect(facts['uptimeSeconds']?.value).toBe(5);
    expect(facts).not.toHaveProperty('kernel');
    expect(facts['partial']?.value).toEqual(['the answer was cut off']);
  });

  it('that hangs in the middle tells what came before', async () => {
    answer(`printf 'snowfleet-facts 1\\nuptime\\t5.0\\n'; sleep 30`);
    const { reachable, facts } = await read(2_000);
    expect(reachable).toBe(true);
    expect(facts).toMatchObject({
      uptimeSeconds: { value: 5 },
      partial: { value: ['the answer was cut off'] },
    });
  });

  it('that lets us in and then says nothing is reachable, with the reason', async () => {
    answer('exec sleep 30');
    const { reachable, facts } = await read(500);
    expect(reachable).toBe(true);
    expect(facts['reasonCode']?.value).toBe('timeout');
    expect(facts).not.toHaveProperty('partial');
  });

  it('that tells nonsense in one fact says which, and the rest', async () => {
    answer(`printf 'snowfleet-facts 1\\nuptime\\tlong\\nkernel\\t6.1\\tx86_64\\nend\\n'`);
    expect((await read()).facts).toMatchObject({
      kernel: { value: '6.1' },
      partial: { value: ['uptimeSeconds makes no sense'] },
    });
  });

  it.each([
    ['without end', 'exec cat /dev/zero', 'without end'],
    ['of facts without end', `echo 'snowfleet-facts 1'; exec yes failed-unit`, null],
  ])('that answers %s is stopped', async (_, program, reason) => {
    answer(program);
    const started = Date.now();
    const before = process.memoryUsage().rss;
    const { reachable, facts } = await read();
    expect(Date.now() - started).toBeLessThan(9_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    expect(reachable).toBe(true);
    if (reason !== null) expect(facts['reason']?.value).toContain(reason);
    else expect(facts['partial']?.value).toContainEqual(expect.stringContaining('was stopped'));
  });

  it('that lets us in and runs no script is reachable, with the reason', async () => {
    answer('echo "This account is not for commands." >&2; exit 1');
    const { reachable, facts } = await read();
    expect(reachable).toBe(true);
    expect(facts['reason']?.value).toContain('This account is not for commands.');
    expect(facts['reasonCode']?.value).toBe('remote-command-failed');
  });

  it('that is off is unknown, not down', async () => {
    const { reachable, facts } = await read(5_000, {
      host: 'testhost',
      source: 'address',
      destination: '127.0.0.1',
      port: 1,
    });
    expect(reachable).toBe(false);
    expect(Object.keys(facts)).toEqual(['reachable', 'reason', 'reasonCode']);
    expect(facts['reasonCode']?.value).toBe('refused');
  });
});

describe('readers of one host', () => {
  /** Counts, and answers when it is let go. */
  function slowSsh() {
    const seen: { unattended: boolean; signal: AbortSignal | undefined }[] = [];
    const waiting: (() => void)[] = [];
    let failure: AppError | null = null;
    return {
      seen,
      letGo: () => waiting.splice(0).forEach((go) => go()),
      failWith: (error: AppError | null) => (failure = error),
      exec: (reach: Reach, _argv: readonly string[], { signal, onStdout }: ExecOptions = {}) => {
        seen.push({ unattended: reach.unattended === true, signal });
        return new Promise<never>((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(cancelled()));
          waiting.push(() => {
            if (failure) return reject(failure);
            onStdout?.('snowfleet-facts 1\nuptime\t5.0\nend\n');
            resolve({ code: 0, stdout: '', stderr: '', ms: 1, truncated: false } as never);
          });
        });
      },
    };
  }
  const cancelled = (): Error =>
    Object.assign(new Error('cancelled'), { name: 'AppError', code: 'cancelled', detail: {} });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const setUp = () => {
    const slow = slowSsh();
    const facts = createFacts({
      ssh: slow,
      script: async () => SCRIPT,
      reach: async (host) => ({ host, source: 'fleet', destination: host }),
      fleet: () => '/fleet',
    });
    return { slow, facts };
  };

  it('share one question', async () => {
    const { slow, facts } = setUp();
    const both = Promise.all([facts.read(['a', 'b']), facts.read(['b', 'a'], { unattended: true })]);
    await turn();
    await turn();
    expect(slow.seen).toHaveLength(2);
    slow.letGo();
    const [one, other] = await both;
    expect(one.map(({ host }) => host)).toEqual(['a', 'b']);
    expect(other).toEqual([one[1], one[0]]);
    const again = facts.read(['a']);
    await turn();
    expect(slow.seen).toHaveLength(3);
    slow.letGo();
    await again;
  });

  it('leave one by one, and the last one ends it', async () => {
    const { slow, facts } = setUp();
    const [first, second] = [new AbortController(), new AbortController()];
    const one = facts.read(['a'], { signal: first.signal }).catch((error: unknown) => error);
    const other = facts.read(['a'], { signal: second.signal }).catch((error: unknown) => error);
    await turn();
    await turn();
    first.abort();
    expect(isAppError(await one, 'cancelled')).toBe(true);
    expect(slow.seen[0]?.signal?.aborted).toBe(false);
    second.abort();
    expect(isAppError(await other, 'cancelled')).toBe(true);
    expect(slow.seen[0]?.signal?.aborted).toBe(true);
  });

  it('ask once more where only somebody present could be asked', async () => {
    const { slow, facts } = setUp();
    const background = facts.read(['a'], { unattended: true });
    const present = facts.read(['a']);
    await turn();
    await turn();
    slow.failWith(
      Object.assign(new Error('no key'), {
        name: 'AppError',
        code: 'authentication-failed',
        detail: {},
      }) as AppError,
    );
    slow.letGo();
    expect((await background)[0]?.reachable).toBe(false);
    slow.failWith(null);
    await turn();
    await turn();
    expect(slow.seen.map(({ unattended }) => unattended)).toEqual([true, false]);
    slow.letGo();
    expect((await present)[0]?.reachable).toBe(true);
  });
});
