import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { pipeOverPort, pipeOverSocket, type CarrierLink } from '../../shared/carrier';
import type { Pipe } from '../../shared/pipe';

/** What a door gives the page: the contract's link, the binary pipe, and word when it has gone. */
export interface Carrier {
  readonly link: CarrierLink;
  readonly pipe: Pipe;
  onClose(listener: () => void): void;
}

/** The preload's whole face: asks the main process for a fresh pair of ports. */
interface DesktopDoor {
  connect(): void;
}

declare global {
  interface Window {
    snowfleet?: DesktopDoor;
  }
}

const PORT_MESSAGE = 'snowfleet:port';

/** Opens whichever carrier this page's door has. Rejects when it cannot be opened. */
export function openCarrier(): Promise<Carrier> {
  return window.snowfleet ? openPorts(window.snowfleet) : openSockets();
}

/** Calls every listener once. */
function once(): { listen(listener: () => void): void; fire(): void } {
  const listeners = new Set<() => void>();
  return {
    listen: (listener) => void listeners.add(listener),
    fire() {
      for (const listener of listeners) listener();
      listeners.clear();
    },
  };
}

function openPorts(door: DesktopDoor): Promise<Carrier> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent<{ type?: unknown } | null>): void => {
      if (event.source !== window || event.data?.type !== PORT_MESSAGE) return;
      const [port, pipePort] = event.ports;
      if (!port || !pipePort) return;
      window.removeEventListener('message', onMessage);
      const closed = once();
      port.addEventListener('close', closed.fire);
      const link = new PortLink({ port });
      port.start();
      resolve({ link, pipe: pipeOverPort(pipePort), onClose: closed.listen });
    };
    window.addEventListener('message', onMessage);
    door.connect();
  });
}

function socketTo(path: string): WebSocket {
  return new WebSocket(`${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${path}`);
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new Error('The connection was refused.')), { once: true });
  });
}

async function openSockets(): Promise<Carrier> {
  const calls = socketTo('/rpc');
  const bytes = socketTo('/pipe');
  const carrier = { link: new SocketLink({ websocket: calls }), pipe: pipeOverSocket(bytes) };
  const closed = once();
  const onGone = (): void => {
    calls.close();
    bytes.close();
    closed.fire();
  };
  calls.addEventListener('close', onGone);
  bytes.addEventListener('close', onGone);
  await Promise.all([opened(calls), opened(bytes)]);
  return { ...carrier, onClose: closed.listen };
}
