export { driveKind, isExternal, kindWords, type DriveKind } from './drive-kind';
export type { Found } from './in-use';
export { isRefusal, judgeDrive, judgeDrives, type JudgedDrive } from './judge';
export { NO_NEEDS, type BlockDevice, type DriveNeeds, type Machine, type Mount } from './machine';
export * from './reasons';
export { cautionWords, driveTitle, reasonWords } from './words';
