/**
 * The picture of a desktop. `scene.ts` is its data; `monitor`, `window` and `panel` turn it into `Shape`s, which a page draws
 * as elements and `sceneSvg` writes as text, so both show the same.
 */
export type * from './scene';
export type { Shape, ShapeTag } from './shapes';
export { contentKindOf } from './contents/kinds';
export { backdropShapes } from './backdrop';
export { panelShape } from './panel';
export { cursorShape, monitorShapes, unitOf } from './monitor';
export { behindContent, insideWindow, overContent, type WindowDrawing } from './window';
export { boundsOf, type PlaceBy, type PlacedGlass, placeGlass, sizesKnown } from './place';
export { glassWords, monitorWords, sceneSvg } from './svg';
export { hyprlandScene } from './hyprland/scene';
export { withBarThickness } from './hyprland/bars';
export { paletteOf } from './hyprland/colours';
export { motionOf } from './motion/curve';
export { type Motions, motionsOf, NO_MOTION } from './motion/kinds';
export {
  type Frame,
  frameAt,
  frameOf,
  type FrameWindow,
  type Transition,
  transitionTo,
} from './motion/transition';
