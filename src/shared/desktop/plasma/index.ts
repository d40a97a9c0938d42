/**
 * A Plasma desktop as plasma-manager's options describe it: read from settings (`readPlasma`), laid out (`layOutScreen`), and
 * drawn through the same scene as Hyprland's.
 */
export * from './model';
export * from './setting';
export { readPlasma } from './reading/read';
export type { SchemeTexts } from './reading/look';
export { type ColourScheme, hexOf, parseRgb, type Rgb } from './colours/scheme';
export { breezeScheme, schemeOfLook } from './colours/breeze';
export { layOutScreen, type PlacedPanel, type ScreenLayout } from './geometry/panels';
export { maximisedWindow, placeWindow, TITLE_BAR, type WindowBox } from './geometry/windows';
export {
  EMPTY_SESSION,
  focusedWindow,
  type LaidOutPlasma,
  layOutPlasma,
  openingOfPlasma,
  PLASMA_PROGRAMS,
  type PlasmaAction,
  type PlasmaScreen,
  type PlasmaSession,
  plasmaStep,
  type PlasmaWindow,
} from './session';
export { plasmaScreens } from './screens';
export { plasmaScene } from './picture/scene';
