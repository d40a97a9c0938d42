import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import { createClient } from '../../src/shared/carrier';
import type { Client } from '../../src/shared/contract';

/** The contract of a door that serves at `url`, as a page has it; the address is good for one login. */
export async function clientOf(url: string): Promise<{ client: Client; close(): void }> {
  const { host, origin } = new URL(url);
  const entered = await fetch(url, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin } });
  return {
    client: createClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })),
    close: () => socket.terminate(),
  };
}
