import type { Curve } from '../../model';

/** How far a motion has come after `seconds`: 0 at its beginning, 1 at its goal, beyond 1 where it swings over. */
export interface Motion {
  at(seconds: number): number;
  /** After so many seconds it stands still. */
  readonly seconds: number;
}

/** A motion that is over at once. */
export const STILL: Motion = { at: () => 1, seconds: 0 };

/** The built-in curve of hyprutils, `default`. */
export const DEFAULT_BEZIER = [0, 0.75, 0.15, 1] as const;

/** Nothing moves longer, whatever its configuration says. */
const LONGEST = 10;

/** A spring stands still when it is so near and so slow (SSpringCurve of hyprutils). */
const NEAR = 0.001;
const STEPS = 22;

const cubic = (t: number, a: number, b: number): number =>
  3 * t * (1 - t) * (1 - t) * a + 3 * t * t * (1 - t) * b + t * t * t;

/** The height of a cubic Bézier curve from 0,0 to 1,1 at `x`, by halving (hyprutils BezierCurve, to its precision). */
export function bezierAt(
  points: readonly [number, number, number, number] | readonly number[],
  x: number,
): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const [x0 = 0, y0 = 0, x1 = 1, y1 = 1] = points;
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (cubic(middle, x0, x1) < x) low = middle;
    else high = middle;
  }
  return cubic((low + high) / 2, y0, y1);
}

/** Where a spring is that was let go at 0 and pulls to 1 (hyprutils Spring.cpp, solved from the beginning instead of in steps). */
export function springAt(
  spring: { mass: number; stiffness: number; damping: number },
  seconds: number,
): number {
  const mass = Math.max(spring.mass, 0.0001);
  const omega = Math.sqrt(Math.max(spring.stiffness, 0.0001) / mass);
  const gamma = Math.max(spring.damping, 0) / (2 * mass);
  const fading = Math.exp(-gamma * seconds);
  if (Math.abs(gamma - omega) <= Math.max(omega, 1) * 0.0001) return 1 - fading * (1 + gamma * seconds);
  if (gamma < omega) {
    const turning = Math.sqrt(omega * omega - gamma * gamma);
    return 1 - fading * (Math.cos(turning * seconds) + (gamma / turning) * Math.sin(turning * seconds));
  }
  const root = Math.sqrt(gamma * gamma - omega * omega);
  const [fast, slow] = [-gamma - root, -gamma + root];
  return 1 + (fast * Math.exp(slow * seconds) - slow * Math.exp(fast * seconds)) / (slow - fast);
}

/** How long a spring takes until it neither moves nor is away from its goal. */
function springSeconds(spring: { mass: number; stiffness: number; damping: number }): number {
  const mass = Math.max(spring.mass, 0.0001);
  const omega = Math.sqrt(Math.max(spring.stiffness, 0.0001) / mass);
  const gamma = Math.max(spring.damping, 0) / (2 * mass);
  const slowest = gamma <= omega ? gamma : gamma - Math.sqrt(gamma * gamma - omega * omega);
  if (slowest <= 0) return LONGEST;
  return Math.min(LONGEST, -Math.log(NEAR / 2) / slowest);
}

/** The motion a curve makes. A Bézier takes `speed` tenths of a second; a spring takes what its physics want. */
export function motionOf(curve: Curve | undefined, speed: number): Motion {
  if (curve?.kind === 'spring')
    return { at: (seconds) => springAt(curve, seconds), seconds: springSeconds(curve) };
  const length = Math.min(LONGEST, Math.max(0, speed / 10));
  if (!(length > 0)) return STILL;
  const points = curve?.points ?? DEFAULT_BEZIER;
  return { at: (seconds) => bezierAt(points, seconds / length), seconds: length };
}
