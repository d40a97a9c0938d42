import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { AppError } from '../../shared/contract';
import { createSessions, isFromOurselves, type Sessions } from './guard';
import { type PageAnswer, pageAnswer, plainAnswer } from './page-files';

export interface ServerOptions {
  /** Folder of the built page. */
  readonly root: string;
  /** 0 or absent: a free one. */
  readonly port?: number;
  readonly onRpc: (socket: WebSocket) => void;
  readonly onPipe: (socket: WebSocket) => void;
}

export interface PageServer {
  /** With the one-time token. */
  readonly url: string;
  readonly port: number;
  /** Closes the listener and every connection. */
  close(): Promise<void>;
}

/** Largest message a page may send; a gesture or a paste is far below. */
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

/**
 * The browser door's server, on loopback only. Every request passes the same three gates: Host and Origin,
 * method, session cookie. Throws `port-taken`.
 */
export async function startPageServer(options: ServerOptions): Promise<PageServer> {
  const door: { sessions?: Sessions } = {};
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const server = createServer((request, response) => {
    answer(request, options.root, door.sessions)
      .catch(() => plainAnswer(500, 'The page could not be read.'))
      .then((reply) => send(request, response, reply))
      .catch(() => response.destroy());
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const path = request.url?.split('?', 1)[0];
    const accept = path === '/rpc' ? options.onRpc : path === '/pipe' ? options.onPipe : undefined;
    if (!isFromOurselves(request, true)) return refuseUpgrade(socket, 403, 'Forbidden');
    if (door.sessions?.admits(request) !== true) return refuseUpgrade(socket, 401, 'Unauthorized');
    if (accept === undefined) return refuseUpgrade(socket, 404, 'Not Found');
    sockets.handleUpgrade(request, socket, head, (client) => {
      // ws closes the connection itself after a protocol error; without a listener it would end the process.
      client.on('error', () => client.terminate());
      accept(client);
    });
  });

  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', (error) => reject(asAppError(error, options.port ?? 0)));
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
  const sessions = createSessions(port);
  door.sessions = sessions;
  return {
    url: `http://127.0.0.1:${port}/?token=${sessions.token}`,
    port,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  root: string,
  sessions: Sessions | undefined,
): Promise<PageAnswer> {
  if (!isFromOurselves(request, false)) return plainAnswer(403, 'Snowfleet answers only its own page.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const refusal = plainAnswer(405, 'Only GET and HEAD are answered.');
    return { ...refusal, headers: { ...refusal.headers, allow: 'GET, HEAD' } };
  }
  const target = request.url ?? '/';
  const token = new URLSearchParams(target.split('?')[1] ?? '').get('token');
  const cookie = token === null || request.method === 'HEAD' ? null : (sessions?.redeem(token) ?? null);
  if (cookie === null && sessions?.admits(request) !== true) {
    return plainAnswer(
      401,
      token === null
        ? 'Open the address that Snowfleet printed when it started.'
        : 'This address has been used. Start Snowfleet again for a new one.',
    );
  }
  if (token !== null) {
    const clean = {
      location: cleanPath(target),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    };
    const headers = cookie === null ? clean : { ...clean, 'set-cookie': cookie };
    return { status: 303, headers, body: Buffer.alloc(0) };
  }
  // Browsers differ on whether 'self' covers ws: for a page from http:, so it is named.
  return pageAnswer(root, target, [`ws://${request.headers.host}`]);
}

/** Only a path of this server: `//elsewhere` would leave it. */
function cleanPath(target: string): string {
  const path = target.split('?', 1)[0] ?? '/';
  return /^\/(?![/\\])/.test(path) ? path : '/';
}

function send(request: IncomingMessage, response: ServerResponse, reply: PageAnswer): void {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}

function refuseUpgrade(socket: Duplex, status: number, words: string): void {
  socket.end(`HTTP/1.1 ${status} ${words}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function asAppError(error: NodeJS.ErrnoException, port: number): AppError {
  if (error.code === 'EADDRINUSE') {
    return new AppError('port-taken', `Port ${port} is taken by another program.`, {
      hint: 'Choose another with --port N, or leave it out for a free one.',
      detail: { port },
    });
  }
  if (error.code === 'EACCES') {
    return new AppError('port-taken', `Port ${port} may not be opened by this user.`, {
      hint: 'Choose a port above 1023 with --port N.',
      detail: { port },
    });
  }
  return new AppError('internal', 'The page server could not start.', { cause: error });
}
