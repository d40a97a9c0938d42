import { parseFlag } from '../../model';
import { fullscreenOn, monitorNamed, shownBy } from '../find';
import type { Desk, Workspace } from '../state';

/** Whether a target is seen: not behind another of monocle, not below a fullscreen window. */
export function isSeen(desk: Desk, workspace: Workspace, target: string): boolean {
  const { tiling } = workspace;
  if (tiling.kind === 'monocle') {
    const index = tiling.targets.indexOf(target);
    if (index !== -1 && index !== tiling.visible) return false;
  }
  const full = fullscreenOn(desk, workspace);
  const win = shownBy(desk, target);
  return full === undefined || full === win || win.overFullscreen;
}

function countOf(desk: Desk, workspace: Workspace, flags: string): number {
  let count = 0;
  for (const target of workspace.targets) {
    const win = shownBy(desk, target);
    if (flags.includes('g') && win.group === undefined) continue;
    if (flags.includes('t') && win.floating) continue;
    if (flags.includes('f') && !flags.includes('t') && !win.floating) continue;
    if (flags.includes('p') && !win.pinned) continue;
    if (flags.includes('v') && !isSeen(desk, workspace, target)) continue;
    count += 1;
  }
  return count;
}

/** `3` or `2-5`; undefined for anything else. */
function rangeOf(text: string): { from: number; to: number } | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match) return undefined;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  return match[2] !== undefined && (to < from || from < 1) ? undefined : { from, to };
}

const isIn = (value: number, range: { from: number; to: number } | undefined): boolean =>
  range !== undefined && value >= range.from && value <= range.to;

function holds(desk: Desk, workspace: Workspace, kind: string, inside: string): boolean {
  switch (kind) {
    case 'r':
      return inside.includes('-') && isIn(workspace.id, rangeOf(inside));
    case 's':
      return parseFlag(inside) === workspace.special;
    case 'm': {
      const monitor = monitorNamed(desk, workspace.monitor);
      return inside.startsWith('desc:')
        ? (monitor.description ?? '').startsWith(inside.slice(5).trim())
        : monitor.name === inside;
    }
    case 'n':
      if (inside.startsWith('s:')) return workspace.name.startsWith(inside.slice(2));
      if (inside.startsWith('e:')) return workspace.name.endsWith(inside.slice(2));
      return parseFlag(inside) === workspace.id <= -1337;
    case 'w': {
      const [, flags = '', range = ''] = /^([tfpgv]*)(.*)$/.exec(inside) ?? [];
      return isIn(countOf(desk, workspace, flags), rangeOf(range));
    }
    case 'f': {
      const mode = fullscreenOn(desk, workspace)?.fullscreen ?? 0;
      if (inside === '-1') return mode === 0;
      if (inside === '0') return mode === 2;
      return inside === '1' ? mode === 1 : true;
    }
    default:
      return false;
  }
}

/**
 * Whether a selector of a workspace rule or of a window rule's `workspace` names this workspace: a number, `name:x`,
 * `special:x`, or conditions one behind the other (`r[1-5]`, `w[tv1]`, `f[1]`, `s[true]`, `m[DP-1]`, `n[s:web]`). A
 * selector that does not read names none.
 */
export function selectsWorkspace(desk: Desk, workspace: Workspace, text: string): boolean {
  const selector = text.trim();
  if (selector === '') return true;
  if (/^\d+$/.test(selector)) return workspace.id === Number(selector);
  if (selector.startsWith('name:')) return workspace.name === selector.slice(5);
  if (selector.startsWith('special')) return workspace.name === selector;
  let rest = selector;
  while (rest !== '') {
    const match = /^\s*([a-z])\[([^\]]*)\]\s*/.exec(rest);
    if (!match || !holds(desk, workspace, match[1] ?? '', match[2] ?? '')) return false;
    rest = rest.slice(match[0].length);
  }
  return true;
}
