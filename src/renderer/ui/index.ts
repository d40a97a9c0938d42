import './base.css';
import './controls.css';
import './tables.css';
import './diffs.css';
import './states.css';

export * from './age';
export { counted } from './counted';
export { focusOnMount } from './focus';
export { shortPlace } from './place';
export { ScrollRegion } from './scroll-region';
export { startClock, useNow, useNowWords } from './clock';
export { diffByFile, diffSize } from './diff';
export { DiffView } from './diff-view';
export { ErrorLine, errorPlace, errorText } from './error-line';
export { Age, Ago, FactAge, SourceReadAt } from './fact-age';
export { Icon, Mark } from './icon';
export type { IconName } from './icon-paths';
export { Chip, EmptyState, Filter, IconWord, Kbd, Progress, Segmented, Skeleton, type Tone } from './widgets';
