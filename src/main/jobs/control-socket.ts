import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rmSync } from 'node:fs';
import { z } from 'zod';
import {
  AppError,
  errorShapeSchema,
  fromErrorShape,
  jobSchema,
  toErrorShape,
  type Job,
} from '../../shared/contract';
import { parseJson } from '../../shared/json';
import type { Home } from '../state';
import { createLineSplitter } from '../process';
import { isJobId } from './job-id';

const requestSchema = z.object({ cancel: z.string().refine(isJobId) });
const replySchema = z.union([z.object({ job: jobSchema }), z.object({ error: errorShapeSchema })]);

/** The socket on which other processes of the same user ask this one to cancel its jobs. */
export interface ControlSocket {
  readonly path: string;
  close(): Promise<void>;
}

/** `sun_path` has 108 bytes on Linux with the closing zero (unix(7)). */
const LONGEST_PATH = 107;
const ANSWER_MS = 5_000;
let opened = 0;

/** Listens at `$runtime/PID.sock`, or in a short private folder where that path is too long for a socket. */
export async function openControlSocket(
  home: Home,
  cancel: (id: string) => Promise<Job>,
): Promise<ControlSocket> {
  const { path, room } = await socketPath(home);
  const server = createServer((socket) => serve(socket, cancel));
  await listen(server, path);
  await chmod(path, 0o600);
  server.unref();
  const sweep = (): void => rmSync(room ?? path, { recursive: true, force: true });
  process.once('exit', sweep);
  return {
    path,
    close: async () => {
      process.off('exit', sweep);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      sweep();
    },
  };
}

/** `room` is the private folder made for this socket alone, where there is one. */
async function socketPath(home: Home): Promise<{ path: string; room: string | null }> {
  opened += 1;
  const name = opened === 1 ? `${process.pid}.sock` : `${process.pid}-${opened}.sock`;
  const path = join(home.runtime, name);
  if (Buffer.byteLength(path) <= LONGEST_PATH) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // A file of that name can only be left over from a dead process with our pid.
    await rm(path, { force: true });
    return { path, room: null };
  }
  const usual = join(tmpdir(), 'snowfleet-XXXXXX', name);
  const room = await mkdtemp(
    join(Buffer.byteLength(usual) <= LONGEST_PATH ? tmpdir() : '/tmp', 'snowfleet-'),
  );
  return { path: join(room, name), room };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function serve(socket: Socket, cancel: (id: string) => Promise<Job>): void {
  socket.on('error', () => socket.destroy());
  socket.setTimeout(ANSWER_MS, () => socket.destroy());
  const answer = async (line: string): Promise<void> => {
    try {
      const request = requestSchema.parse(JSON.parse(line));
      socket.end(`${JSON.stringify({ job: await cancel(request.cancel) })}\n`);
    } catch (error) {
      socket.end(`${JSON.stringify({ error: toErrorShape(error) })}\n`);
    }
  };
  const splitter = createLineSplitter((line) => void answer(line), 1024);
  socket.on('data', (chunk: Buffer) => splitter.push(chunk));
}

/** Asks the process that listens at `path` to cancel. Throws its AppError, or `timeout` when it does not answer. */
export async function askToCancel(path: string | null, id: string): Promise<Job> {
  if (path === null) throw silent(id, undefined);
  let text: string;
  try {
    text = await exchange(path, `${JSON.stringify({ cancel: id })}\n`);
  } catch (cause) {
    throw silent(id, cause);
  }
  const reply = replySchema.safeParse(parseJson(text));
  if (!reply.success) throw silent(id, reply.error);
  if ('error' in reply.data) throw fromErrorShape(reply.data.error);
  return reply.data.job;
}

function exchange(path: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path, () => socket.write(request));
    let text = '';
    socket.setEncoding('utf8');
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed without an answer')));
  });
}

function silent(id: string, cause: unknown): AppError {
  return new AppError('timeout', `The process that runs the job ${id} does not answer.`, {
    hint: 'Try again; if it stays so, end that process: the job is then shown as interrupted.',
    detail: { job: id },
    cause,
  });
}
