import { decodeFrame, encodeFrame, type Frame, type Pipe } from '../pipe';

/** The part of a WebSocket (the browser's, or package ws's) that a pipe needs. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
}

/** The part of a MessagePort (the DOM's, or node:worker_threads') that a pipe needs. */
export interface PortLike {
  postMessage(data: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start?(): void;
}

/** Electron's MessagePortMain, which is an event emitter. */
export interface EmitterPortLike {
  postMessage(data: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
}

const CONNECTING = 0;
const OPEN = 1;

/** A pipe over one WebSocket, a frame a binary message. Frames sent before it is open wait for it. */
export function pipeOverSocket(socket: SocketLike): Pipe {
  socket.binaryType = 'arraybuffer';
  const waiting: Uint8Array<ArrayBuffer>[] = [];
  const hub = createHub();
  socket.addEventListener('open', () => {
    for (const bytes of waiting.splice(0)) socket.send(bytes);
  });
  socket.addEventListener('message', (event) => hub.receive(event.data));
  socket.addEventListener('close', () => hub.close());
  return hub.pipe((bytes) => {
    if (socket.readyState === CONNECTING) waiting.push(bytes);
    else if (socket.readyState === OPEN) socket.send(bytes);
  });
}

/** A pipe over one MessagePort, a frame a message. The port is started. */
export function pipeOverPort(port: PortLike | EmitterPortLike): Pipe {
  const hub = createHub();
  if ('addEventListener' in port) {
    port.addEventListener('message', (event) => hub.receive(event.data));
    port.addEventListener('close', () => hub.close());
  } else {
    port.on('message', (event) => hub.receive(event.data));
    port.on('close', () => hub.close());
  }
  port.start?.();
  return hub.pipe((bytes) => port.postMessage(bytes));
}

interface Hub {
  receive(data: unknown): void;
  close(): void;
  pipe(send: (bytes: Uint8Array<ArrayBuffer>) => void): Pipe;
}

/** Listeners of one pipe. What is no frame is dropped: the other side may be a newer or a hostile page. */
function createHub(): Hub {
  const frames = new Set<(frame: Frame) => void>();
  const closes = new Set<() => void>();
  let closed = false;
  return {
    receive(data) {
      const bytes = asBytes(data);
      const frame = bytes === null ? null : decodeFrame(bytes);
      if (frame !== null) for (const listener of frames) listener(frame);
    },
    close() {
      if (closed) return;
      closed = true;
      for (const listener of closes) listener();
    },
    pipe: (send) => ({
      send(frame) {
        if (!closed) send(encodeFrame(frame));
      },
      onFrame(listener) {
        frames.add(listener);
        return () => void frames.delete(listener);
      },
      onClose(listener) {
        closes.add(listener);
        return () => void closes.delete(listener);
      },
    }),
  };
}

function asBytes(data: unknown): Uint8Array | null {
  if (data instanceof Uint8Array) return data;
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return null;
}
