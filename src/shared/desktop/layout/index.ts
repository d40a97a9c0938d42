/**
 * Hyprland's layouts as pure functions: a desk goes in, a desk comes out. `createDesk` puts the monitors in place,
 * `openWindow`, `closeWindow`, `focus`, `dispatch` do what a user does, `relayout` follows a change of the model.
 * `windowsOf` tells where everything is. What cannot be is a LayoutError with a sentence; the desk that went in is never
 * changed.
 */
export type { Box, Point } from './box';
export * from './desk';
export { LARGEST_SIDE, LayoutError, MOST_MONITORS, MOST_WINDOWS } from './error';
export { groundOf, type Ground } from './ground';
export type { NewWindow } from './open';
export { groupBarHeight } from './place';
export { canMatch } from './rules/pattern';
export { effectsOf, ruleHolds } from './rules/window-rules';
export { placeMonitors, scaleOf, screensNamed } from './screens';
export { settingsOf, type Settings } from './settings';
export type { Desk, Direction, Fullscreen, LayoutName, PlacedMonitor, Win, Workspace } from './state';
