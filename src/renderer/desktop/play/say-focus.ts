import { useEffect, useRef } from 'react';
import type { Desk } from '../../../shared/desktop';
import { announce } from '../../app';

/** Says which window has the focus, and on which workspace, when that becomes another by something that was done. */
export function useSayFocus(desk: Desk, by: 'done' | 'edited'): void {
  const focused = desk.focused === undefined ? undefined : desk.windows.get(desk.focused);
  const monitor = desk.monitors.find(({ name }) => name === desk.focusedMonitor);
  const words = focused
    ? `${focused.title === '' ? focused.class : focused.title}, workspace ${focused.workspace}`
    : `Workspace ${monitor?.active ?? 1}, no window`;
  const last = useRef(words);
  useEffect(() => {
    if (last.current === words) return;
    last.current = words;
    if (by === 'done') announce(words);
  }, [words, by]);
}
