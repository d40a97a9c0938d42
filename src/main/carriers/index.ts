export { directClient } from './direct';
export type { Report } from './server-errors';
export { portCarrier, socketCarrier } from './wires';
