/** The frame, and what the areas use of it. It knows no area: `routes.tsx` beside it puts them together. */
export * from './actions';
export { announce } from './announce';
export * from './carry';
export { client, onFrame, sendFrame, useConnection } from './client';
export * from './host-state';
export { followAskedJob, followJob, useJobView } from './job-feed';
export type { JobView, LogLine, StageView } from './job-view';
export { navigate } from './navigation';
export { notify, notifyFailure, showToast } from './notices';
export { offer, type Offer } from './offers';
export * from './queries';
export * from './run-words';
export { COLOURS, MONO_FAMILY, TERMINAL } from './tokens';
export { setView, usePreferences, useSetPreferences, useView } from './view';
export { Frame } from './frame';
export { lendNonceToStyleElements, setStylesAsScript, styleNonce } from './nonce';
export { Root } from './root';
export { start } from './start';
