export { createImages, keyOfImage, type FleetOfImages, type Images, type ImagesParts } from './images';
export { completePath } from './complete-path';
export { createWriteHistory, type WriteBegun, type WriteHistory } from './write-history';
export { blockMapOf, inspectImage, type InspectOptions } from './inspect';
export { createNewcomers, type Newcomers, practiceMachines, type PracticeMachines } from './after';
export { restoreDrive, type RestoreParts, type RestoreWish } from './restore';
