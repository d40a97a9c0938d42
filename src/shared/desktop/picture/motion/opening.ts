import type { SceneBox } from '../scene';

/** A window smaller than this is not drawn while it opens (WindowAnimationController.cpp). */
const LEAST = 5;

function percentOf(style: string): number {
  const found = /(\d+(?:\.\d+)?)%/u.exec(style);
  return found ? Number(found[1]) / 100 : 0;
}

/** The side of the monitor a window slides in from where none is named: the nearest to its middle. */
function nearestSide(goal: SceneBox, monitor: SceneBox): string {
  const middle = { x: goal.x + goal.width / 2, y: goal.y + goal.height / 2 };
  const distances: readonly (readonly [string, number])[] = [
    ['bottom', monitor.y + monitor.height - middle.y],
    ['left', middle.x - monitor.x],
    ['right', monitor.x + monitor.width - middle.x],
    ['top', middle.y - monitor.y],
  ];
  return distances.reduce((best, each) => (each[1] < best[1] ? each : best))[0];
}

/**
 * The box a window comes from when it opens, and goes to when it closes (WindowAnimationController.cpp). Styles: `popin
 * N%`, `slide` with or without a side, `gnomed`.
 */
export function openingBox(style: string, goal: SceneBox, monitor: SceneBox): SceneBox {
  const words = style.toLowerCase().trim().split(/\s+/u);
  if (words[0] === 'slide') {
    switch (words[1] ?? nearestSide(goal, monitor)) {
      case 'bottom':
        return { ...goal, y: monitor.y + monitor.height };
      case 'left':
        return { ...goal, x: goal.x - goal.width };
      case 'right':
        return { ...goal, x: goal.x + goal.width };
      default:
        return { ...goal, y: monitor.y - goal.height };
    }
  }
  if (words[0] === 'gnomed' || words[0] === 'gnome') {
    return { ...goal, y: goal.y + goal.height / 2, height: 0 };
  }
  const share = percentOf(style);
  const width = Math.min(goal.width, Math.max(LEAST, goal.width * share));
  const height = Math.min(goal.height, Math.max(LEAST, goal.height * share));
  return { x: goal.x + (goal.width - width) / 2, y: goal.y + (goal.height - height) / 2, width, height };
}

/** How far a workspace that comes is away, and whether it fades (WorkspaceAnimationController.cpp). */
export function arrival(
  style: string,
  forward: boolean,
  monitor: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number; readonly fades: boolean } {
  const words = style.toLowerCase().trim().split(/\s+/u);
  const kind = words[0] ?? '';
  if (kind === 'fade') return { x: 0, y: 0, fades: true };
  const fades = kind.startsWith('slidefade');
  const far = words.at(-1)?.endsWith('%') ? percentOf(style) : 1;
  const upright = kind.endsWith('vert') || words[1] === 'top' || words[1] === 'bottom';
  const ahead =
    words[1] === 'top' || words[1] === 'left'
      ? false
      : words[1] === 'bottom' || words[1] === 'right'
        ? true
        : forward;
  const sign = ahead ? 1 : -1;
  return upright
    ? { x: 0, y: sign * monitor.height * far, fades }
    : { x: sign * monitor.width * far, y: 0, fades };
}

/** A box on its way from one to another; `at` may be beyond 1. */
export function boxBetween(from: SceneBox, to: SceneBox, at: number): SceneBox {
  const mix = (a: number, b: number): number => a + (b - a) * at;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    width: Math.max(1, mix(from.width, to.width)),
    height: Math.max(1, mix(from.height, to.height)),
  };
}
