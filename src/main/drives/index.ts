export { createDrives, type DriveList, type DrivesOptions } from './drives';
export { drivesFixture, readDrivesFixture, type DrivesFixture } from './fixture';
export { needsOf, type Precious } from './needs';
export { readMachine, type MachineSources } from './read-machine';
export { toldDrive } from './told-drive';
export { createStorageWatch, type StorageWatch } from './watch-storage';
