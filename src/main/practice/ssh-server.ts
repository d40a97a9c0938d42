import { readFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import ssh2, { type ParsedKey, type Server, type ServerChannel, type Session } from 'ssh2';
import { AppError } from '../../shared/contract';
import type { TerminalRequest } from './command';
import type { KeyPair } from './key-pair';

export interface SshServerOptions {
  readonly hostKey: KeyPair;
  readonly clientKey: KeyPair;
  start(command: string | null, terminal: TerminalRequest | null): ChildProcess;
  /** Tells the terminal DEVICE (as it is named inside the host) its new size. */
  resize(device: string, cols: number, rows: number): void;
  log(text: string): void;
}

export interface SshServer {
  /** @throws AppError `port-taken` */
  listen(port: number): Promise<void>;
  close(): Promise<void>;
}

/** The sshd of a practice host: root by the practice key, commands and shells, nothing else. */
export function createSshServer(options: SshServerOptions): SshServer {
  const admitted = ssh2.utils.parseKey(options.clientKey.publicKey);
  if (admitted instanceof Error) throw admitted;
  const sockets = new Set<Socket>();
  const protocol: Server = new ssh2.Server(
    { hostKeys: [options.hostKey.privateKey], ident: 'snowfleet-practice' },
    (connection) => {
      connection.on('authentication', (attempt) => {
        if (attempt.method !== 'publickey' || attempt.username !== 'root')
          return attempt.reject(['publickey']);
        const same = attempt.key.algo === admitted.type && attempt.key.data.equals(admitted.getPublicSSH());
        if (!same) return attempt.reject(['publickey']);
        if (attempt.signature && !isSigned(admitted, attempt.blob, attempt.signature, attempt.hashAlgo)) {
          return attempt.reject(['publickey']);
        }
        attempt.accept();
      });
      connection.on('session', (accept) => serveSession(accept(), options));
      connection.on('error', (error) => options.log(`connection: ${error.message}`));
    },
  );
  // Sockets are kept here, so that a host that goes down can cut them like a machine that loses power.
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    protocol.injectSocket(socket);
  });
  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
          reject(
            taken
              ? new AppError('port-taken', `Port ${port} is in use.`, { detail: { port }, cause: error })
              : error,
          );
        });
        server.listen(port, '127.0.0.1', () => resolve());
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function isSigned(
  key: ParsedKey,
  blob: Buffer | undefined,
  signature: Buffer,
  hash: string | undefined,
): boolean {
  return blob !== undefined && key.verify(blob, signature, hash) === true;
}

function serveSession(session: Session, options: SshServerOptions): void {
  let terminal: TerminalRequest | null = null;
  let device: string | null = null;
  let child: ChildProcess | null = null;

  const run = (channel: ServerChannel, command: string | null): void => {
    const started = options.start(command, terminal);
    child = started;
    connectStreams(started, channel, terminal !== null);
    if (terminal !== null) {
      const tells = started.stdio[3] as Readable | undefined;
      tells?.on('data', (chunk: Buffer) => (device = chunk.toString().trim()));
    }
    started.once('error', (error) => {
      options.log(`cannot start: ${error.message}`);
      channel.stderr.write(`${error.message}\n`);
      channel.exit(127);
      channel.end();
    });
    started.once('close', (code, signal) => {
      child = null;
      if (signal) channel.exit(signal.replace(/^SIG/, ''), false, '');
      else channel.exit(code ?? 1);
      channel.end();
    });
    channel.on('close', () => {
      // As under sshd: a terminal that goes hangs its session up, a plain command goes on until it writes.
      if (terminal !== null) child?.kill('SIGKILL');
    });
  };

  session.on('pty', (accept, _reject, info) => {
    terminal = { term: info.term || 'xterm', cols: info.cols || 80, rows: info.rows || 24 };
    accept?.();
  });
  session.on('window-change', (accept, _reject, info) => {
    if (terminal) Object.assign(terminal, { cols: info.cols, rows: info.rows });
    if (device !== null) options.resize(device, info.cols, info.rows);
    accept?.();
  });
  session.on('env', (accept) => accept?.());
  session.on('signal', (accept, _reject, info) => {
    if (child?.pid !== undefined) signalBelow(child.pid, `SIG${info.name}` as NodeJS.Signals);
    accept?.();
  });
  session.on('exec', (accept, _reject, info) => run(accept(), info.command));
  session.on('shell', (accept) => run(accept(), null));
}

/** nsenter stays outside and waits; a signal is meant for the program it brought inside. */
function signalBelow(pid: number, signal: NodeJS.Signals): void {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const targets = children === '' ? [pid] : children.split(' ').map(Number);
    for (const target of targets) process.kill(target, signal);
  } catch {
    // It has ended in between.
  }
}

function connectStreams(child: ChildProcess, channel: ServerChannel, isTerminal: boolean): void {
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) return;
  stdin.on('error', () => undefined);
  stdout.on('error', () => undefined);
  stderr.on('error', () => undefined);
  channel.on('error', () => undefined);
  channel.pipe(stdin);
  stdout.pipe(channel, { end: false });
  // script(1) writes its own trouble there; a terminal has only one stream.
  stderr.pipe(isTerminal ? channel : channel.stderr, { end: false });
  channel.on('close', () => {
    stdout.unpipe(channel);
    stdin.destroy();
    if (!isTerminal) {
      stdout.destroy();
      stderr.destroy();
    }
  });
}
