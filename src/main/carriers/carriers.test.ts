import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import {
  createClient,
  pipeOverPort,
  pipeOverSocket,
  type PortLike,
  type SocketLike,
} from '../../shared/carrier';
import type { Frame, Pipe } from '../../shared/pipe';
import { directClient, portCarrier, socketCarrier } from '.';
import { describeCarrier } from './contract-suite';

/** A WebSocket of package ws has the DOM's face, but its own event types. */
const asSocket = (socket: WebSocket): SocketLike => socket as unknown as SocketLike;

const asPort = (port: MessagePort): PortLike => port as unknown as PortLike;

async function socketPair(
  accept: (socket: WebSocket) => void,
): Promise<{ client: WebSocket; close(): Promise<void> }> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', accept);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await new Promise((resolve) => client.once('open', resolve));
  return {
    client,
    async close() {
      client.terminate();
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describeCarrier('a direct call', async (router, report) => {
  const hangUp = new AbortController();
  return { client: directClient(router, report, hangUp.signal), close: async () => hangUp.abort() };
});

describeCarrier('a WebSocket', async (router, report) => {
  const pair = await socketPair(socketCarrier(router, report));
  const websocket = pair.client as unknown as ConstructorParameters<typeof SocketLink>[0]['websocket'];
  return { client: createClient(new SocketLink({ websocket })), close: pair.close };
});

describeCarrier('a MessagePort', async (router, report) => {
  const { port1, port2 } = new MessageChannel();
  portCarrier(router, report)(port1);
  port1.start();
  port2.start();
  return { client: createClient(new PortLink({ port: port2 })), close: async () => port2.close() };
});

interface PipePair {
  readonly near: Pipe;
  readonly far: Pipe;
  close(): Promise<void>;
}

async function pipesOverSocket(): Promise<PipePair> {
  const accepted = new EventEmitter();
  const far = once(accepted, 'pipe');
  const pair = await socketPair((socket) => accepted.emit('pipe', pipeOverSocket(asSocket(socket))));
  return {
    near: pipeOverSocket(asSocket(pair.client)),
    far: ((await far) as [Pipe])[0],
    close: pair.close,
  };
}

async function pipesOverPort(): Promise<PipePair> {
  const { port1, port2 } = new MessageChannel();
  return {
    near: pipeOverPort(asPort(port1)),
    far: pipeOverPort(asPort(port2)),
    close: async () => port1.close(),
  };
}

const heard = (pipe: Pipe, count: number): Promise<Frame[]> =>
  new Promise((resolve) => {
    const frames: Frame[] = [];
    const stop = pipe.onFrame((frame) => {
      frames.push(frame);
      if (frames.length < count) return;
      stop();
      resolve(frames);
    });
  });

describe.each([
  ['a WebSocket', pipesOverSocket],
  ['a MessagePort', pipesOverPort],
])('the pipe over %s', (_name, openPair) => {
  it('carries frames both ways, in order and whole', async () => {
    const { near, far, close } = await openPair();
    const bytes = Uint8Array.from({ length: 200_000 }, (_, n) => n % 251);
    const atFar = heard(far, 3);
    near.send({ kind: 'data', channel: 1, bytes });
    near.send({ kind: 'ack', channel: 4_294_967_295, count: 9 });
    near.send({ kind: 'end', channel: 1 });
    const [first, ...rest] = await atFar;
    expect(first?.kind === 'data' && Buffer.compare(first.bytes, bytes)).toBe(0);
    expect(rest).toEqual([
      { kind: 'ack', channel: 4_294_967_295, count: 9 },
      { kind: 'end', channel: 1 },
    ]);

    const atNear = heard(near, 1);
    far.send({ kind: 'data', channel: 2, bytes: new Uint8Array() });
    expect(await atNear).toMatchObject([{ kind: 'data', channel: 2 }]);
    await close();
  });

  it('tells of its end once, and swallows what is sent later', async () => {
    const { near, far, close } = await openPair();
    let ends = 0;
    const ended = new Promise<void>((resolve) => {
      far.onClose(() => {
        ends++;
        resolve();
      });
    });
    await close();
    await ended;
    far.send({ kind: 'end', channel: 1 });
    near.send({ kind: 'end', channel: 1 });
    expect(ends).toBe(1);
  });
});

it('drops what is no frame', async () => {
  const { port1, port2 } = new MessageChannel();
  const frames: Frame[] = [];
  const last = new Promise<void>((resolve) => {
    pipeOverPort(asPort(port1)).onFrame((frame) => {
      frames.push(frame);
      resolve();
    });
  });
  for (const junk of [
    'text',
    null,
    7,
    { kind: 'end', channel: 1 },
    new Uint8Array([9, 9, 9, 9, 9]),
    new Uint8Array(2),
  ]) {
    port2.postMessage(junk);
  }
  port2.postMessage(new Uint8Array([2, 0, 0, 0, 5]));
  await last;
  expect(frames).toEqual([{ kind: 'end', channel: 5 }]);
  port1.close();
});
