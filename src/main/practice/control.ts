import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AppError, fromErrorShape, toErrorShape } from '../../shared/contract';
import type { Home } from '../state';
import { replySchema, requestSchema, type PracticeReply, type PracticeRequest } from './protocol';

type Answer = Exclude<PracticeReply, { error: unknown }>;

/** `sun_path` holds 108 bytes with its closing zero (unix(7)). */
const LONGEST_SOCKET = 107;
const SHORT = 'snowfleet-practice-';
const MAX_LINE = 64 * 1024;
/** A host that boots for the first time builds its first generation meanwhile. */
const ANSWER_MS = 120_000;

export interface Control {
  readonly path: string;
  close(): Promise<void>;
}

/** Listens for requests of this user's Snowfleet processes: in $runtime, or where that path is too long in a private folder. */
export async function openControl(
  home: Home,
  answer: (request: PracticeRequest) => Promise<Answer>,
): Promise<Control> {
  const path = await socketPath(home);
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    void serve(socket, answer);
  });
  await rm(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });
  await chmod(path, 0o600);
  return {
    path,
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await removeSocket(path);
    },
  };
}

async function socketPath(home: Home): Promise<string> {
  const path = join(home.runtime, 'practice.sock');
  if (Buffer.byteLength(path) <= LONGEST_SOCKET) {
    await mkdir(home.runtime, { recursive: true, mode: 0o700 });
    return path;
  }
  return join(await shortFolder(home), 'practice.sock');
}

/** The same folder each time, so that a process that was killed leaves no more than one; never one of somebody else. */
async function shortFolder(home: Home): Promise<string> {
  const base = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp';
  const mine = createHash('sha256').update(home.runtime).digest('hex').slice(0, 8);
  const folder = join(base, `${SHORT}${process.getuid?.() ?? 0}-${mine}`);
  await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
  const info = await lstat(folder).catch(() => null);
  const isOurs = info?.isDirectory() && info.uid === process.getuid?.() && (info.mode & 0o077) === 0;
  return isOurs ? folder : mkdtemp(join(base, SHORT));
}

/** Removes the socket of a process that has ended, and the folder that was made for it alone. */
export async function removeSocket(path: string): Promise<void> {
  await rm(path, { force: true });
  if (basename(dirname(path)).startsWith(SHORT)) await rmdir(dirname(path)).catch(() => undefined);
}

async function serve(socket: Socket, answer: (request: PracticeRequest) => Promise<Answer>): Promise<void> {
  let reply: PracticeReply;
  try {
    reply = await answer(requestSchema.parse(JSON.parse(await readLine(socket))));
  } catch (error) {
    reply = { error: toErrorShape(error) };
  }
  socket.end(`${JSON.stringify(reply)}\n`);
}

function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > MAX_LINE) reject(new Error('the line is too long'));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed without an answer')));
  });
}

/** Asks the practice process behind `path`. @throws its AppError, or `practice-down` when it does not answer. */
export async function askControl(
  path: string,
  request: PracticeRequest,
  options: { readonly signal?: AbortSignal; readonly timeoutMs?: number } = {},
): Promise<Answer> {
  const { signal } = options;
  const socket = createConnection(path);
  try {
    const line = readLine(socket);
    socket.setTimeout(options.timeoutMs ?? ANSWER_MS, () => socket.destroy(new Error('no answer in time')));
    socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    const aborted = new Promise<never>((_resolve, reject) => {
      const onAbort = (): void => reject(new AppError('cancelled', 'Starting practice hosts was cancelled.'));
      if (signal?.aborted) onAbort();
      signal?.addEventListener('abort', onAbort, { once: true });
    });
    const reply = replySchema.parse(JSON.parse(await Promise.race([line, aborted])));
    if ('error' in reply) throw fromErrorShape(reply.error);
    return reply;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('practice-down', 'The process that serves the practice hosts does not answer.', {
      hint: 'Start it again with `practice up`.',
      cause: error,
    });
  } finally {
    socket.destroy();
  }
}
