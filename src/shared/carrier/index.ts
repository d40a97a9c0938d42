export { createClient, type CarrierLink } from './client';
export { badRequestError, toAppError } from './client-errors';
export {
  pipeOverPort,
  pipeOverSocket,
  type EmitterPortLike,
  type PortLike,
  type SocketLike,
} from './pipe-carriers';
