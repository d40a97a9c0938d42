import type { SceneBox, Scene, SceneMonitor, SceneWindow } from '../scene';
import type { Motion } from './curve';
import { STILL } from './curve';
import type { Motions } from './kinds';
import { arrival, boxBetween, openingBox } from './opening';

/** A window as it is drawn at one moment. */
export interface FrameWindow {
  readonly window: SceneWindow;
  readonly box: SceneBox;
  /** 0 to 1, besides the window's own opacity. */
  readonly alpha: number;
  /** How far it is moved with its workspace. */
  readonly x: number;
  readonly y: number;
  /** It is not open any more, and goes. */
  readonly goes: boolean;
}

/** What is drawn on each monitor at one moment, by its name, from the back to the front. */
export type Frame = ReadonlyMap<string, readonly FrameWindow[]>;

interface Move {
  readonly window: SceneWindow;
  readonly from: SceneBox;
  readonly to: SceneBox;
  readonly motion: Motion;
  readonly alpha: readonly [number, number];
  readonly fade: Motion;
  readonly offset: readonly [from: { x: number; y: number }, to: { x: number; y: number }];
  readonly slide: Motion;
  readonly goes: boolean;
}

/** The way from one scene to the next. */
export interface Transition {
  readonly moves: ReadonlyMap<string, readonly Move[]>;
  /** Until everything stands still. */
  readonly seconds: number;
}

const HERE = { x: 0, y: 0 };

const windowsOf = (monitor: SceneMonitor): readonly SceneWindow[] =>
  monitor.items.filter((item) => item.kind === 'window');

/** A scene where everything is at its goal. */
export function frameOf(scene: Scene): Frame {
  return new Map(
    scene.monitors.map((monitor) => [
      monitor.name,
      windowsOf(monitor).map((window) => ({ window, box: window.box, alpha: 1, x: 0, y: 0, goes: false })),
    ]),
  );
}

function moved(before: FrameWindow, window: SceneWindow, motions: Motions): Move {
  const motion = motions.move.motion;
  return {
    window,
    from: before.box,
    to: window.box,
    motion,
    alpha: [before.alpha, 1],
    fade: motions.fadeIn.motion,
    offset: [before, HERE],
    slide: motion,
    goes: false,
  };
}

function opened(window: SceneWindow, glass: SceneBox, motions: Motions): Move {
  return {
    window,
    from: openingBox(motions.open.style, window.box, glass),
    to: window.box,
    motion: motions.open.motion,
    alpha: [0, 1],
    fade: motions.fadeIn.motion,
    offset: [HERE, HERE],
    slide: STILL,
    goes: false,
  };
}

function closed(before: FrameWindow, glass: SceneBox, motions: Motions): Move {
  return {
    window: before.window,
    from: before.box,
    to: openingBox(motions.close.style, before.box, glass),
    motion: motions.close.motion,
    alpha: [before.alpha, 0],
    fade: motions.fadeOut.motion,
    offset: [before, before],
    slide: STILL,
    goes: true,
  };
}

/** A window that comes with its workspace, or goes with it. */
function carried(
  window: SceneWindow,
  box: SceneBox,
  way: 'in' | 'out',
  forward: boolean,
  glass: SceneBox,
  motions: Motions,
): Move {
  const running = way === 'in' ? motions.arrive : motions.leave;
  // What leaves goes to the other side.
  const { x, y, fades } = arrival(running.style, way === 'in' ? forward : !forward, glass);
  const away = { x, y };
  return {
    window,
    from: box,
    to: box,
    motion: STILL,
    alpha: fades ? (way === 'in' ? [0, 1] : [1, 0]) : [1, 1],
    fade: running.motion,
    offset: way === 'in' ? [away, HERE] : [HERE, away],
    slide: running.motion,
    goes: way === 'out',
  };
}

function movesOn(
  before: SceneMonitor | undefined,
  drawn: readonly FrameWindow[],
  after: SceneMonitor,
  motions: Motions,
): readonly Move[] {
  const glass = { x: 0, y: 0, width: after.box.width, height: after.box.height };
  const old = new Map(drawn.filter(({ goes }) => !goes).map((each) => [each.window.id, each]));
  const now = windowsOf(after);
  const staying = new Set(now.map(({ id }) => id));
  const switched = before !== undefined && before.view.key !== after.view.key;
  const forward = before !== undefined && after.view.order >= before.view.order;
  const going = [...old.values()]
    .filter(({ window }) => !staying.has(window.id))
    .map((each) =>
      switched
        ? carried(each.window, each.box, 'out', forward, glass, motions)
        : closed(each, glass, motions),
    );
  const coming = now.map((window) => {
    const was = old.get(window.id);
    if (was) return moved(was, window, motions);
    if (before === undefined)
      return moved({ window, box: window.box, alpha: 1, x: 0, y: 0, goes: false }, window, motions);
    return switched
      ? carried(window, window.box, 'in', forward, glass, motions)
      : opened(window, glass, motions);
  });
  return [...going, ...coming];
}

const lasts = ({ motion, fade, slide, from, to, alpha, offset }: Move): number =>
  Math.max(
    from === to ||
      (from.x === to.x && from.y === to.y && from.width === to.width && from.height === to.height)
      ? 0
      : motion.seconds,
    alpha[0] === alpha[1] ? 0 : fade.seconds,
    offset[0].x === offset[1].x && offset[0].y === offset[1].y ? 0 : slide.seconds,
  );

/** The way from what is drawn now (`frame`, of `before`) to a new scene. */
export function transitionTo(before: Scene | null, frame: Frame, after: Scene, motions: Motions): Transition {
  const moves = new Map(
    after.monitors.map((monitor) => [
      monitor.name,
      movesOn(
        before?.monitors.find(({ name }) => name === monitor.name),
        frame.get(monitor.name) ?? [],
        monitor,
        motions,
      ),
    ]),
  );
  const seconds = Math.max(0, ...[...moves.values()].flat().map(lasts));
  return { moves, seconds };
}

/** What is drawn `seconds` after a transition began. */
export function frameAt(transition: Transition, seconds: number): Frame {
  const over = seconds >= transition.seconds;
  return new Map(
    [...transition.moves].map(([name, moves]) => [
      name,
      moves
        .filter(({ goes }) => !goes || !over)
        .map(({ window, from, to, motion, alpha, fade, offset, slide, goes }): FrameWindow => {
          const reached = over ? 1 : fade.at(seconds);
          const slid = over ? 1 : slide.at(seconds);
          return {
            window,
            box: over ? to : boxBetween(from, to, motion.at(seconds)),
            alpha: Math.min(1, Math.max(0, alpha[0] + (alpha[1] - alpha[0]) * reached)),
            x: offset[0].x + (offset[1].x - offset[0].x) * slid,
            y: offset[0].y + (offset[1].y - offset[0].y) * slid,
            goes,
          };
        }),
    ]),
  );
}
