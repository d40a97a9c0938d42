export { Blocks, slotView } from './blocks';
export { BLOCK } from './geometry';
export { writeCancelled, writeDrive } from './write-drive';
export type { ImageHasher, ImageSource, OpenDrive, WriteDriveOptions, Written } from './types';
