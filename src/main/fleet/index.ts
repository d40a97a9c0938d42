export { askNix } from './ask-nix';
export { findFlake } from './find-flake';
export { Fleet, type OpenFleetOptions } from './fleet';
export type { HostAnswer } from './memory';
export { readerInThisThread, type FleetQuestion, type FleetReader } from './reader';
export { outputsOf, type OutputNames } from './outputs';
export { readFleet, type FleetReading } from './reading/read-fleet';
export { decodeSource, type SourceText } from './reading/source-text';
