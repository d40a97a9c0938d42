import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { AppError } from '../../../shared/contract';
import type { Reach } from '../types';
import { hostDetail, spokenName } from './jumps';
import { knownAs, type ResolvedHost } from './resolve';

export interface ProxyRequest {
  readonly reach: Reach;
  readonly host: ResolvedHost;
  /** As the configuration has it, with its percent tokens. */
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** What may stand for a token: nothing a shell could take for more than a word, and no option. */
const SAFE = /^[A-Za-z0-9_:%.@][A-Za-z0-9_:%.@+-]*$/;
const STDERR_KEPT = 4096;

/** The command with %%, %h, %k, %n, %p and %r filled in. @throws AppError `bad-host-name` for a value a shell could misread. */
export function expandProxyCommand({ command, host, reach }: Omit<ProxyRequest, 'env' | 'signal'>): string {
  const tokens: Readonly<Record<string, string>> = {
    h: host.hostname,
    k: knownAs(host).name,
    n: reach.destination,
    p: String(host.port),
    r: host.user,
  };
  return command.replaceAll(/%(.)/g, (whole, token: string) => {
    if (token === '%') return '%';
    const value = tokens[token];
    if (value === undefined) return whole;
    if (SAFE.test(value)) return value;
    throw new AppError('bad-host-name', `“${value}” cannot be given to the ProxyCommand of ${reach.host}.`, {
      hint: 'Correct HostName or User of this host in your ssh configuration.',
      detail: hostDetail(reach),
    });
  });
}

/**
 * Runs ProxyCommand as ssh does: by a shell, because it is a line of shell that the user wrote. Its standard
 * streams are the way to the host. It ends with the stream.
 */
export function openProxyCommand(request: ProxyRequest): Promise<Duplex> {
  const { reach, host, env, signal } = request;
  if (host.said.get('proxyusefdpass')?.[0] === 'yes') {
    throw new AppError(
      'unreachable',
      `${spokenName(reach)} is reached by ProxyUseFdpass, which Snowfleet cannot do.`,
      {
        hint: 'Use ProxyJump, or a ProxyCommand that carries the bytes itself (as nc does without -F).',
        detail: hostDetail(reach),
      },
    );
  }
  const child = spawn('/bin/sh', ['-c', `exec ${expandProxyCommand(request)}`], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-STDERR_KEPT);
  });
  child.stderr.on('error', () => undefined);
  child.stdin.on('error', () => undefined);

  const stream = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      // A command that is gone takes no more; what is wrong is told when its output ends.
      if (child.stdin.destroyed) done();
      else child.stdin.write(chunk, () => done());
    },
    final: (done) => {
      child.stdin.end();
      done();
    },
    destroy: (error, done) => {
      signal.removeEventListener('abort', onAbort);
      child.kill('SIGTERM');
      child.stdout.destroy();
      done(error);
    },
  });
  const onAbort = (): void => void stream.destroy(signal.reason as Error);
  let received = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (!stream.push(chunk)) child.stdout.pause();
  });
  child.once('error', (error) => stream.destroy(failed(request, error.message, error)));
  child.once('close', (code, killedBy) => {
    const how = killedBy === null ? `ended with ${code}` : `was ended by ${killedBy}`;
    const last = said.trim().split('\n').at(-1) ?? '';
    if (received === 0) stream.destroy(failed(request, last === '' ? how : `${how}: ${last}`));
    else stream.push(null);
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  stream.on('error', () => undefined);
  return Promise.resolve(stream);
}

function failed({ reach, command }: ProxyRequest, why: string, cause?: unknown): AppError {
  return new AppError('unreachable', `The ProxyCommand of ${spokenName(reach)} ${why}.`, {
    hint: 'Try it in a terminal: it must carry the bytes of the connection on its standard input and output.',
    detail: { ...hostDetail(reach), proxyCommand: command },
    cause,
  });
}
