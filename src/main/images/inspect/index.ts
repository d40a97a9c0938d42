export { blockMapOf } from './block-map';
export { inspectImage, type InspectOptions } from './inspect-image';
