import type { Sides, WorkspaceRule } from '../model';
import type { Box } from './box';
import { monitorNamed } from './find';
import { selectsWorkspace } from './rules/selector';
import { checkSides, settingsOf } from './settings';
import type { Desk, Workspace } from './state';

/** What a workspace is laid out on now: depends on the rules that hold, so on how many windows it has. */
export interface Ground {
  /** All workspace rules that name the workspace, merged; later ones win part by part. */
  readonly rule: WorkspaceRule | undefined;
  readonly monitor: Box;
  /** The monitor without what is reserved: for the edges of resizes. */
  readonly unreserved: Box;
  /** Without reserved areas and outer gaps: where tiles go. */
  readonly area: Box;
  /** The same for floating windows, with gaps of their own. */
  readonly floatArea: Box;
  readonly gapsIn: Sides;
}

const shrink = (box: Box, sides: Sides): Box => ({
  x: box.x + sides.left,
  y: box.y + sides.top,
  w: box.w - sides.left - sides.right,
  h: box.h - sides.top - sides.bottom,
});

const atLeastZero = (sides: Sides): Sides => ({
  top: Math.max(0, sides.top),
  right: Math.max(0, sides.right),
  bottom: Math.max(0, sides.bottom),
  left: Math.max(0, sides.left),
});

/** The workspace rules that hold now, merged. */
export function ruleOf(desk: Desk, workspace: Workspace): WorkspaceRule | undefined {
  let merged: WorkspaceRule | undefined;
  for (const rule of desk.model.workspaceRules) {
    if (!selectsWorkspace(desk, workspace, rule.selector)) continue;
    merged = merged
      ? { ...merged, ...rule, layoutOptions: { ...merged.layoutOptions, ...rule.layoutOptions } }
      : rule;
  }
  return merged;
}

/** Looks at a workspace as it is now. Throws LayoutError for gaps no desktop has. */
export function groundOf(desk: Desk, workspace: Workspace): Ground {
  const settings = settingsOf(desk.model);
  const rule = ruleOf(desk, workspace);
  const monitor = monitorNamed(desk, workspace.monitor);
  const unreserved = shrink(monitor.box, monitor.reserved);
  const gapsOut = checkSides(rule?.gapsOut?.value ?? settings.gapsOut, 'Outer gaps');
  const float = settings.floatGaps;
  const own =
    float.top < 0 || float.right < 0 || float.bottom < 0 || float.left < 0 ? settings.gapsOut : float;
  return {
    rule,
    monitor: monitor.box,
    unreserved,
    area: shrink(unreserved, atLeastZero(gapsOut)),
    floatArea: shrink(
      unreserved,
      atLeastZero(checkSides(rule?.floatGaps?.value ?? own, 'Gaps of floating windows')),
    ),
    gapsIn: checkSides(rule?.gapsIn?.value ?? settings.gapsIn, 'Inner gaps'),
  };
}
