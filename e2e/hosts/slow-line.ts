import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a host on which every byte is under way for a while. */
export interface SlowLine {
  readonly port: number;
  close(): Promise<void>;
}

/** More than this is not taken in while it waits to be handed on. */
const HELD = 256 * 1024;

/** Listens on loopback and hands everything on to a host, each way `delayMs` late. */
export async function startSlowLine(to: { host: string; port: number }, delayMs: number): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ ...to, allowHalfOpen: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        const other = socket === near ? far : near;
        setTimeout(() => other.destroy(), delayMs);
      });
    }
    handOn(near, far, delayMs);
    handOn(far, near, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function handOn(from: Socket, to: Socket, delayMs: number): void {
  let held = 0;
  from.on('data', (chunk: Buffer) => {
    held += chunk.length;
    if (held > HELD) from.pause();
    setTimeout(() => {
      held -= chunk.length;
      to.write(chunk);
      if (held <= HELD) from.resume();
    }, delayMs);
  });
  from.on('end', () => setTimeout(() => to.end(), delayMs));
}
