import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AppError, isAppError } from '../../shared/contract';
import { isCommandAbsent, killProcessesOf, runProcess } from './index';

/** Whether the process runs; a zombie does not. */
const alive = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2) !== 'Z';
  } catch {
    return false;
  }
};

const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('it was expected to fail');
};

describe('runProcess', () => {
  it('gives code and both streams', async () => {
    const result = await runProcess(['sh', '-c', 'echo out; echo err >&2; exit 3']);
    expect(result).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n', truncated: false });
  });

  it('hands arguments over unchanged, without a shell', async () => {
    const odd = '$(touch x) "; `id` \'';
    const result = await runProcess(['printf', '%s|', odd, '', '--']);
    expect(result.stdout).toBe(`${odd}||--|`);
  });

  it('gives exactly the environment, the folder and the input it is told', async () => {
    const result = await runProcess(['/bin/sh', '-c', 'pwd; echo "[$HOME][$A]"; /bin/cat'], {
      cwd: '/usr',
      env: { A: '1' },
      input: 'grüße',
    });
    expect(result.stdout).toBe('/usr\n[][1]\ngrüße');
  });

  it('names the signal of a child that was killed', async () => {
    const result = await runProcess(['sh', '-c', 'kill -KILL $$']);
    expect(result).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  it('survives a child that does not read its input', async () => {
    const result = await runProcess(['true'], { input: Buffer.alloc(4_000_000) });
    expect(result.code).toBe(0);
  });

  it('carries 10 MB whole, and caps what is kept while the callbacks see all', async () => {
    const argv = ['sh', '-c', 'head -c 10000000 /dev/zero | tr "\\0" x'];
    expect((await runProcess(argv)).stdout.length).toBe(10_000_000);
    let seen = 0;
    const capped = await runProcess(argv, {
      maxOutputBytes: 1000,
      onStdout: (chunk) => {
        seen += chunk.length;
      },
    });
    expect(seen).toBe(10_000_000);
    expect(capped.stdout.length).toBe(1000);
    expect(capped.truncated).toBe(true);
  });

  it('keeps the end of a long stderr, where the reason stands', async () => {
    const result = await runProcess(['sh', '-c', 'seq 1 20000 >&2; echo reason >&2'], {
      maxOutputBytes: 100,
    });
    expect(result.stderr.endsWith('20000\nreason\n')).toBe(true);
    expect(result.stderr.length).toBeLessThanOrEqual(100);
  });

  it('cuts lines, also the last one without an end', async () => {
    const lines: string[] = [];
    await runProcess(['printf', 'a\\nbö\\r\\n\\nlast'], { onStdoutLine: (line) => lines.push(line) });
    expect(lines).toEqual(['a', 'bö', '', 'last']);
  });

  it('says that a command is absent, and does not confuse it with an absent folder', async () => {
    expect(isCommandAbsent(await failureOf(runProcess(['no-such-program-here'])))).toBe(true);
    const noFolder = await failureOf(runProcess(['true'], { cwd: '/no/such/folder' }));
    expect(isCommandAbsent(noFolder)).toBe(false);
    expect(isAppError(noFolder, 'unreadable-file')).toBe(true);
  });

  it('does not start when already aborted', async () => {
    const error = await failureOf(runProcess(['no-such-program-here'], { signal: AbortSignal.abort() }));
    expect(isAppError(error, 'cancelled')).toBe(true);
  });

  it('ends the whole group on abort', async () => {
    const abort = new AbortController();
    const pids: number[] = [];
    const work = runProcess(['sh', '-c', 'sleep 60 & echo $!; echo $$; wait'], {
      signal: abort.signal,
      onStdoutLine: (line) => {
        pids.push(Number(line));
        if (pids.length === 2) abort.abort();
      },
    });
    expect(isAppError(await failureOf(work), 'cancelled')).toBe(true);
    expect(pids).toHaveLength(2);
    expect(pids.filter(alive)).toEqual([]);
  });

  it('kills after the grace what ignores SIGTERM', async () => {
    const abort = new AbortController();
    const began = Date.now();
    let pid = 0;
    const work = runProcess(['sh', '-c', 'trap "" TERM; echo $$; while :; do sleep 0.05; done'], {
      signal: abort.signal,
      killGraceMs: 300,
      onStdoutLine: (line) => {
        pid = Number(line);
        abort.abort();
      },
    });
    expect(isAppError(await failureOf(work), 'cancelled')).toBe(true);
    expect(Date.now() - began).toBeGreaterThanOrEqual(300);
    expect(alive(pid)).toBe(false);
  });

  it('kills at once on the second stage', async () => {
    const abort = new AbortController();
    const began = Date.now();
    const work = runProcess(['sh', '-c', 'trap "" TERM; echo up; while :; do sleep 0.05; done'], {
      signal: abort.signal,
      killGraceMs: 60_000,
      onStdoutLine: () => {
        abort.abort();
        setTimeout(() => killProcessesOf(abort.signal), 50);
      },
    });
    expect(isAppError(await failureOf(work), 'cancelled')).toBe(true);
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it('stops at the timeout', async () => {
    const error = await failureOf(runProcess(['sleep', '60'], { timeoutMs: 100 }));
    expect(isAppError(error, 'timeout')).toBe(true);
  });

  it('returns when the child ended though a descendant holds its streams', async () => {
    const began = Date.now();
    const result = await runProcess(['sh', '-c', 'setsid sleep 20 & echo done']);
    expect(result).toMatchObject({ code: 0, stdout: 'done\n' });
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it('fails with what a callback threw, and stops the child', async () => {
    const error = await failureOf(
      runProcess(['sh', '-c', 'echo x; sleep 60'], {
        onStdoutLine: () => {
          throw new AppError('build-failed', 'seen enough');
        },
      }),
    );
    expect(isAppError(error, 'build-failed')).toBe(true);
  });

  it('leaves no listener on a signal that lives on', async () => {
    const abort = new AbortController();
    for (let i = 0; i < 12; i += 1) await runProcess(['true'], { signal: abort.signal });
    abort.abort();
    await sleep(10);
    expect(await runProcess(['echo', 'fine'])).toMatchObject({ stdout: 'fine\n' });
  });
});
