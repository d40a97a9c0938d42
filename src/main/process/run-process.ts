import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { AppError } from '../../shared/contract';
import { createLineSplitter } from './line-splitter';
import { guardGroup, releaseGroup } from './orphan-guard';
import { createOutputKeeper } from './output-keeper';
import { createStopper, type Stopper } from './stopper';

export interface ProcessOptions {
  readonly cwd?: string;
  /** The whole environment of the child; this process's own where absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Given on standard input, which is then closed. Without it the child reads an empty input. */
  readonly input?: string | Uint8Array;
  /** Abort asks the process group to end (SIGTERM), and kills it after {@link killGraceMs}. */
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Milliseconds between SIGTERM and SIGKILL; 5000 where absent. */
  readonly killGraceMs?: number;
  /** Kept of each stream in the result, 64 MiB where absent: the head of stdout, the tail of stderr. */
  readonly maxOutputBytes?: number;
  readonly onStdoutLine?: (line: string) => void;
  readonly onStderrLine?: (line: string) => void;
  readonly onStdout?: (chunk: Buffer) => void;
  readonly onStderr?: (chunk: Buffer) => void;
}

export interface ProcessResult {
  /** Null when a signal ended the child. */
  readonly code: number | null;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether either stream was longer than `maxOutputBytes`. */
  readonly truncated: boolean;
}

const DEFAULT_GRACE_MS = 5_000;
const DEFAULT_OUTPUT_BYTES = 64 * 1024 * 1024;
/** How long the streams may stay silent after the child ended while a descendant still holds them open. */
const DRAIN_MS = 500;

const running = new WeakMap<AbortSignal, Set<Stopper>>();

/** Kills (SIGKILL) every process group started with exactly this signal; the second stage of a cancel. */
export function killProcessesOf(signal: AbortSignal): void {
  for (const stopper of running.get(signal) ?? []) stopper.kill();
}

/**
 * Runs a program without a shell, in a process group of its own that also ends when this process dies.
 * Resolves for every exit code. Throws AppError `cancelled` (aborted) or `timeout` once the group is gone,
 * `unreadable-file` where `cwd` does not exist, the error of a callback that threw, and Node's own error
 * where the program could not be started (see {@link isCommandAbsent}).
 */
export async function runProcess(
  argv: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  const [command, ...operands] = argv;
  if (command === undefined) throw new AppError('internal', 'A program was to be run, but none was named.');
  if (options.signal?.aborted) throw cancelled(command);
  if (options.cwd !== undefined && !existsSync(options.cwd)) {
    throw new AppError('unreadable-file', `The folder ${options.cwd} does not exist.`, {
      hint: 'It was moved or removed; open it again from where it is now.',
      detail: { file: options.cwd },
    });
  }
  const child = spawn(command, operands, {
    cwd: options.cwd,
    env: { ...(options.env ?? process.env) } as NodeJS.ProcessEnv,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: true,
    shell: false,
  });
  return supervise(child, command, options);
}

function supervise(child: ChildProcess, command: string, options: ProcessOptions): Promise<ProcessResult> {
  const limit = options.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES;
  const out = createOutputKeeper(limit, 'first');
  const err = createOutputKeeper(limit, 'last');
  const outLines = options.onStdoutLine && createLineSplitter(options.onStdoutLine);
  const errLines = options.onStderrLine && createLineSplitter(options.onStderrLine);

  return new Promise((resolve, reject) => {
    const group = child.pid;
    let failure: unknown;
    let exit: { code: number | null; signal: NodeJS.Signals | null } | null = null;
    let settled = false;
    let drain: NodeJS.Timeout | undefined;
    let heard = 0;

    const stopper =
      group === undefined ? null : createStopper(group, options.killGraceMs ?? DEFAULT_GRACE_MS);
    const stop = (reason: unknown): void => {
      failure ??= reason;
      stopper?.ask();
    };
    const onAbort = (): void => stop(cancelled(command));
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => stop(timedOut(command, options.timeoutMs ?? 0)), options.timeoutMs);

    const guarded = (work: () => void): void => {
      if (failure !== undefined) return;
      try {
        work();
      } catch (error) {
        stop(error);
      }
    };

    const settle = async (): Promise<void> => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      clearTimeout(drain);
      child.stdout?.destroy();
      child.stderr?.destroy();
      guarded(() => outLines?.end());
      guarded(() => errLines?.end());
      if (failure !== undefined) await stopper?.gone();
      stopper?.dispose();
      options.signal?.removeEventListener('abort', onAbort);
      if (options.signal && stopper) running.get(options.signal)?.delete(stopper);
      if (group !== undefined) releaseGroup(group);
      if (failure !== undefined) return reject(failure);
      resolve({
        code: exit?.code ?? null,
        ...(exit?.signal ? { signal: exit.signal } : {}),
        stdout: out.text(),
        stderr: err.text(),
        truncated: out.truncated || err.truncated,
      });
    };

    // A descendant may keep the streams open for ever; a busy event loop must not be taken for silence.
    const awaitSilence = (): void => {
      const before = heard;
      drain = setTimeout(() => {
        setImmediate(() => setImmediate(() => (heard === before ? void settle() : awaitSilence())));
      }, DRAIN_MS);
    };

    child.on('error', (error) => {
      failure ??= error;
      if (group === undefined) void settle();
    });
    child.on('exit', (code, signal) => {
      exit = { code, signal };
      if (!settled) awaitSilence();
    });
    child.on('close', () => void settle());
    child.stdout?.on('data', (chunk: Buffer) => {
      heard += 1;
      out.push(chunk);
      guarded(() => options.onStdout?.(chunk));
      guarded(() => outLines?.push(chunk));
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      heard += 1;
      err.push(chunk);
      guarded(() => options.onStderr?.(chunk));
      guarded(() => errLines?.push(chunk));
    });
    // A child may end without reading its input; that is its business and shows in its exit code.
    child.stdin?.on('error', () => undefined);
    if (options.input !== undefined) child.stdin?.end(options.input);

    if (group === undefined || !stopper) return;
    guardGroup(group);
    if (!options.signal) return;
    const peers = running.get(options.signal) ?? new Set();
    running.set(options.signal, peers.add(stopper));
    options.signal.addEventListener('abort', onAbort, { once: true });
  });
}

function cancelled(command: string): AppError {
  return new AppError('cancelled', `${command} was cancelled.`, { detail: { command } });
}

function timedOut(command: string, ms: number): AppError {
  return new AppError('timeout', `${command} did not end within ${ms / 1000} s and was stopped.`, {
    hint: 'Try again; if it happens every time, run it in a terminal to see what it waits for.',
    detail: { command, ms },
  });
}
