import { createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { runProcess } from '../../process';
import { keyTypeOf } from '../keys/signature';
import { type Certificate, parseCertificate } from './certificate';

const SCAN_SECONDS = 5;
const SCAN_LIMIT_MS = 10_000;
const MAX_OUTPUT = 256 * 1024;
const KEY = /(\S+) (AAAA[A-Za-z0-9+/]+={0,2})/g;

/** Opens one more stream to the ssh server of a host, along the same way as the session. */
export type OpenStream = (signal: AbortSignal) => Promise<Duplex>;

/** Kinds of keys that ssh-keyscan is asked for, by the type of a key. */
const SCAN_KIND: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'ed25519',
  'ssh-rsa': 'rsa',
  'ecdsa-sha2-nistp256': 'ecdsa',
  'ecdsa-sha2-nistp384': 'ecdsa',
  'ecdsa-sha2-nistp521': 'ecdsa',
};

/**
 * The certificates a host shows for keys of this type. ssh2 cannot ask for them in its own handshake, so
 * ssh-keyscan does, over a port on loopback that leads along the session's way (jump hosts included) for as long
 * as it runs. A certificate is no secret and proves itself; that the host has the key is proven by our handshake.
 */
export async function scanCertificates(
  open: OpenStream,
  key: Buffer,
  signal?: AbortSignal,
): Promise<Certificate[]> {
  const kind = SCAN_KIND[keyTypeOf(key)];
  if (kind === undefined) return [];
  const lines = await scan(open, ['-c', '-t', kind], signal);
  return lines.flatMap((blob) => parseCertificate(blob) ?? []);
}

/** Every plain key a host shows, one of each kind. */
export async function scanKeys(open: OpenStream, signal?: AbortSignal): Promise<Buffer[]> {
  return scan(open, ['-t', 'ed25519,ecdsa,rsa'], signal);
}

async function scan(open: OpenStream, kind: readonly string[], signal?: AbortSignal): Promise<Buffer[]> {
  const ended = new AbortController();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    void join(socket, open, ended.signal);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') return [];
    const argv = [
      'ssh-keyscan',
      '-4',
      '-T',
      `${SCAN_SECONDS}`,
      ...kind,
      '-p',
      `${address.port}`,
      '127.0.0.1',
    ];
    const { stdout } = await runProcess(argv, {
      timeoutMs: SCAN_LIMIT_MS,
      maxOutputBytes: MAX_OUTPUT,
      ...(signal ? { signal } : {}),
    });
    // Versions differ in whether a certificate has a name before it and a line end behind it.
    return [...stdout.matchAll(KEY)].flatMap(([, type, blob = '']) => {
      const key = Buffer.from(blob, 'base64');
      return keyTypeOf(key) === type ? [key] : [];
    });
  } finally {
    ended.abort();
    server.close();
    for (const socket of sockets) socket.destroy();
  }
}

async function join(socket: Socket, open: OpenStream, signal: AbortSignal): Promise<void> {
  try {
    const stream = await open(signal);
    stream.on('error', () => socket.destroy());
    stream.once('close', () => socket.destroy());
    socket.once('close', () => stream.destroy());
    if (socket.destroyed) return void stream.destroy();
    socket.pipe(stream);
    stream.pipe(socket);
  } catch {
    // ssh-keyscan then says that nobody answers, and there is no certificate.
    socket.destroy();
  }
}
