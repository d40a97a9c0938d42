import { spawn, type ChildProcess } from 'node:child_process';
import { AppError, fromErrorShape } from '../../../shared/contract';
import { createLineSplitter, isCommandAbsent } from '../../process';
import { helperReplySchema, type HelperReply, type HelperRequest } from '../helper';
import { writeCancelled, type Written } from '../pipeline';

/** How the helper is started: this Node as root, or the installed helper through pkexec. */
export type HelperStart =
  | { readonly way: 'root'; readonly bundle: string }
  | { readonly way: 'pkexec'; readonly file: string; readonly terminal: boolean };

export interface RunWriteOptions {
  readonly start: HelperStart;
  readonly request: HelperRequest;
  readonly signal: AbortSignal;
  readonly onReply: (reply: Exclude<HelperReply, { type: 'result' | 'error' }>) => void;
}

/** How long a helper that was asked to cancel may take to say that it has. */
const CANCEL_MS = 3_000;
const WORDS_KEPT = 2_000;

/**
 * Runs the helper for one write. Throws what it throws, `not-authorised` and `agent-absent` where polkit did not start it,
 * `helper-failed` where it died, and `cancelled`.
 */
export async function runWrite(options: RunWriteOptions): Promise<Written> {
  const { start, request, signal, onReply } = options;
  signal.throwIfAborted();
  const child = startHelper(start);
  let words = '';
  let opened = false;
  return new Promise<Written>((resolve, reject) => {
    let waited: NodeJS.Timeout | undefined;
    const cancelled = (): AppError => (opened ? writeCancelled() : cancelledBefore());
    const onAbort = (): void => {
      child.stdin?.write(`${JSON.stringify({ type: 'cancel' })}\n`);
      child.stdin?.end();
      waited = setTimeout(() => settle(() => reject(cancelled())), CANCEL_MS);
    };
    const settle = (end: () => void): void => {
      clearTimeout(waited);
      signal.removeEventListener('abort', onAbort);
      // The helper may be held by a drive that answers no more; nobody waits for that.
      child.unref();
      child.stdin?.destroy();
      child.stdout?.destroy();
      child.stderr?.destroy();
      end();
    };
    const take = (line: string): void => {
      const reply = parsed(line);
      if (reply === null) return;
      switch (reply.type) {
        case 'result':
          return settle(() => resolve(reply.written));
        case 'error':
          return settle(() =>
            reject(reply.error.code === 'cancelled' ? cancelled() : fromErrorShape(reply.error)),
          );
        case 'opened':
          opened = true;
          return onReply(reply);
        case 'log':
        case 'progress':
          return onReply(reply);
      }
    };
    const lines = createLineSplitter(take);
    child.stdout?.on('data', (chunk: Buffer) => lines.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-WORDS_KEPT);
    });
    child.stdin?.on('error', () => undefined);
    child.once('error', (error) => settle(() => reject(startError(error))));
    child.once('close', (code, by) =>
      settle(() => reject(signal.aborted ? cancelled() : endError(start, { code, by, words, opened }))),
    );
    signal.addEventListener('abort', onAbort, { once: true });
    child.stdin?.write(`${JSON.stringify(request)}\n`);
  });
}

function startHelper(start: HelperStart): ChildProcess {
  const stdio: ['pipe', 'pipe', 'pipe'] = ['pipe', 'pipe', 'pipe'];
  if (start.way === 'root') {
    return spawn(process.execPath, [start.bundle], {
      stdio,
      // Away from the terminal: Ctrl-C is for the app, which cancels in order.
      detached: true,
      shell: false,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
  }
  const asks = start.terminal ? [] : ['--disable-internal-agent'];
  return spawn('pkexec', [...asks, start.file], { stdio, shell: false });
}

function parsed(line: string): HelperReply | null {
  try {
    const reply = helperReplySchema.safeParse(JSON.parse(line));
    return reply.success ? reply.data : null;
  } catch {
    return null;
  }
}

function startError(error: unknown): AppError {
  const what = isCommandAbsent(error) ? 'pkexec is not installed' : String(error);
  return new AppError('helper-absent', `The helper that writes drives cannot be started: ${what}.`, {
    hint: 'Install Snowfleet as a package, with polkit.',
    cause: error,
  });
}

interface End {
  readonly code: number | null;
  readonly by: NodeJS.Signals | null;
  readonly words: string;
  readonly opened: boolean;
}

function endError(start: HelperStart, { code, by, words, opened }: End): AppError {
  const detail = { code, signal: by, words };
  if (start.way === 'pkexec' && !opened) {
    if (/No authentication agent found/i.test(words)) {
      return new AppError(
        'agent-absent',
        'No polkit agent runs in this session, so nobody asked for the password.',
        {
          hint: 'Start one, for example hyprpolkitagent or polkit-gnome; on NixOS `security.soteria.enable`. Or write from a terminal.',
          detail,
        },
      );
    }
    // pkexec(1): 126 dismissed, 127 not authorised or failed.
    if (code === 126)
      return notAuthorised('The question for the password was dismissed. Nothing was written.', detail);
    if (code === 127)
      return notAuthorised('polkit did not let the helper start. Nothing was written.', detail);
  }
  const how = by ?? `code ${code}`;
  const state = opened
    ? 'The drive was being written, and holds nothing that starts a machine unless the write was all but over.'
    : 'Nothing was written.';
  return new AppError(
    'helper-failed',
    `The helper that writes drives ended unexpectedly (${how}). ${state}`,
    {
      hint: opened ? 'Write the drive again before you use it.' : 'Try again.',
      detail,
    },
  );
}

function cancelledBefore(): AppError {
  return new AppError(
    'cancelled',
    'The write was cancelled before the drive was opened. Nothing was written.',
  );
}

function notAuthorised(message: string, detail: Record<string, unknown>): AppError {
  return new AppError('not-authorised', message, { hint: 'Try again, with a user who may.', detail });
}
