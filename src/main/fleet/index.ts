export { askNix } from './ask-nix';
export { findFlake } from './find-flake';
export { Fleet, type OpenFleetOptions } from './fleet';
export type { HostAnswer } from './memory';
export type { ConfiguredHost } from './configured';
export type { Overlay } from './reading/overlay';
export { readerInThisThread, type FleetQuestion, type FleetReader } from './reader';
export { outputsOf, type OutputNames } from './outputs';
export { readFleet, type FleetReading } from './reading/read-fleet';
export { decodeSource, type SourceText } from './reading/source-text';
export type { PlannedGesture } from './draft/plan-changes';
export { FleetFiles } from './reading/files';
export { Evaluator } from './static/evaluate';
export { asText, type AttrsValue, type Attribute, type SourceFile, type Value } from './static/value';
export type {
  TextRun,
  ToldHost,
  ToldLiteral,
  ToldNames,
  ToldOptions,
  ToldPiece,
  ToldPlace,
  ToldValue,
  WantedOptions,
} from './static/config';
