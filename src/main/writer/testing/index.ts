export { canLoop, makeLoop, scratchFolder, type LoopDrive } from './loop-drive';
export { looksBootable, sha256Of, writeBootImage, writeChecksum } from './boot-image';
export { ROOM_LIBEXEC, roomMissing, roomWords } from './polkit-room';
