export { createNix } from './nix';
export type { NixOptions } from './tool';
export { storeName } from './build-tree';
export type { PathInfo } from './closure';
export {
  NO_FACTS,
  type EvaluatedOption,
  type FleetEvaluation,
  type HostEvaluation,
  type HostSettings,
} from './evaluation';
export type { FlakeLocation } from './flake-ref';
export { plainText } from './internal-json';
export type { FleetSource, HostSystem, Nix, NixProgress, NixRequest, PerHost } from './types';
export { createBuilders, type BuildWay, type Builders } from './builders';
export type { NixSettings } from './settings';
export { findCaches } from './caches';
