import type { DesktopModel } from '../../model';
import { STILL } from './curve';
import { type Running, runningOf } from './tree';

/** How each thing that can happen to a window moves. */
export interface Motions {
  readonly open: Running;
  readonly close: Running;
  readonly move: Running;
  readonly fadeIn: Running;
  readonly fadeOut: Running;
  readonly arrive: Running;
  readonly leave: Running;
}

const still: Running = { motion: STILL, style: '' };

/** Everything is at its goal at once: for those who want no motion, and where animations are off. */
export const NO_MOTION: Motions = {
  open: still,
  close: still,
  move: still,
  fadeIn: still,
  fadeOut: still,
  arrive: still,
  leave: still,
};

/** As this desktop has its animations configured. */
export function motionsOf(model: DesktopModel): Motions {
  return {
    open: runningOf(model, 'windowsIn'),
    close: runningOf(model, 'windowsOut'),
    move: runningOf(model, 'windowsMove'),
    fadeIn: runningOf(model, 'fadeIn'),
    fadeOut: runningOf(model, 'fadeOut'),
    arrive: runningOf(model, 'workspacesIn'),
    leave: runningOf(model, 'workspacesOut'),
  };
}
