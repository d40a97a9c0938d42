export { LeakMover, type LeakMoved, type LeakMoverOptions, type LeakWish } from './move';
export { takesFile } from './twins';
