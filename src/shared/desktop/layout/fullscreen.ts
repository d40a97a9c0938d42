import { fullscreenOn, workspaceOf } from './find';
import { setFloatBox } from './floating';
import type { Desk, Fullscreen, Win } from './state';
import { refresh } from './workspaces';

/** Makes a window fullscreen, maximised, or neither. Another one of its workspace ends. */
export function setFullscreen(desk: Desk, win: Win, mode: Fullscreen): void {
  const workspace = workspaceOf(desk, win.workspace);
  const full = fullscreenOn(desk, workspace);
  if (full && full !== win) setFullscreen(desk, full, 0);
  if (mode !== 0) {
    if (win.floating && win.fullscreen === 0) win.floatSize = { x: win.box.w, y: win.box.h };
    for (const other of desk.windows.values())
      if (other.workspace === workspace.id && other !== win && !other.pinned) other.overFullscreen = false;
  }
  win.fullscreen = mode;
  if (mode === 0 && win.floating && win.lastFloatBox)
    setFloatBox(desk, workspace, win.group ?? win.id, win.lastFloatBox);
  refresh(desk, workspace);
}
