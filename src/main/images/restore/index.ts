export { restoreDrive, type RestoreParts, type RestoreWish } from './restore-drive';
