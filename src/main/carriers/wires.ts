import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { AppRouter } from '../router';
import { type Report, translateErrors } from './server-errors';

type ServerPort = Parameters<PortHandler<Record<never, never>>['upgrade']>[0];

/** Answers the contract on WebSockets, one client each. A socket that closes ends its calls and feeds. */
export function socketCarrier(router: AppRouter, report: Report): (socket: WebSocket) => void {
  const handler = new SocketHandler(router, { clientInterceptors: [translateErrors(report)] });
  return (socket) => void handler.upgrade(socket, { context: {} });
}

/** Answers the contract on MessagePorts, one client each. The caller starts the port. */
export function portCarrier(router: AppRouter, report: Report): (port: ServerPort) => void {
  const handler = new PortHandler(router, { clientInterceptors: [translateErrors(report)] });
  return (port) => handler.upgrade(port, { context: {} });
}
