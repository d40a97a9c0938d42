export { drivesFixture, readDrivesFixture, type DrivesFixture } from './fixture';
export { readMachine, type MachineSources } from './read-machine';
export { toldDrive } from './told-drive';
