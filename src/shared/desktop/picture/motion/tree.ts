import { flagOption, type Animation, type DesktopModel } from '../../model';
import { type Motion, motionOf, STILL } from './curve';

/** What moves, and from where it inherits when nothing is written for it (AnimationTree.cpp). */
const PARENTS: Readonly<Record<string, string>> = {
  windows: 'global',
  fade: 'global',
  border: 'global',
  workspaces: 'global',
  layers: 'global',
  windowsIn: 'windows',
  windowsOut: 'windows',
  windowsMove: 'windows',
  fadeIn: 'fade',
  fadeOut: 'fade',
  fadeSwitch: 'fade',
  workspacesIn: 'workspaces',
  workspacesOut: 'workspaces',
  specialWorkspace: 'workspaces',
};

/** What holds where nothing at all is written (AnimationTree.cpp). */
const BUILT_IN: Animation = { name: 'global', on: true, speed: 8, curve: 'default' };

/** A kind of motion as it runs: its curve, and how it looks. */
export interface Running {
  readonly motion: Motion;
  /** `slide`, `popin 80%`, `fade` … ; empty for the usual. */
  readonly style: string;
}

/** How things of this kind move on this desktop; not at all where animations are off. */
export function runningOf(model: DesktopModel, name: string): Running {
  if (!flagOption(model.options, 'animations:enabled')) return { motion: STILL, style: '' };
  let found: Animation | undefined;
  for (let at: string | undefined = name; at !== undefined && !found; at = PARENTS[at]) {
    found = model.animations.findLast((each) => each.name === at);
  }
  const animation = found ?? BUILT_IN;
  if (!animation.on) return { motion: STILL, style: '' };
  const wanted = animation.curve.replace(/^spring:/u, '');
  const curve = model.curves.findLast((each) => each.name === wanted);
  return { motion: motionOf(curve, animation.speed), style: animation.style ?? '' };
}
