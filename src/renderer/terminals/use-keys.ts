import { useEffect, type RefObject } from 'react';
import { useConnection } from '../app';
import { commandOf } from './commands';
import { focusPane } from './layout';
import { connect } from './running';
import { changeLayout, findPane, getState, paneState } from './store';

/** The pane an event happened in, and whether in its screen and not in a button or field. */
function paneOf(event: Event): { id: number; onScreen: boolean } | null {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return null;
  const id = target.closest<HTMLElement>('[data-pane]')?.dataset['pane'];
  return id === undefined ? null : { id: Number(id), onScreen: target.closest('.screen') !== null };
}

/** Where no shell listens, two plain keys bring it back. */
function reconnects(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key !== 'Enter' && event.key.toLowerCase() !== 'r') return false;
  const at = paneOf(event);
  const pane = at?.onScreen ? findPane(at.id) : undefined;
  if (!pane) return false;
  const state = paneState(getState(), pane, useConnection.getState().status === 'open');
  return state !== 'open' && state !== 'connecting' && state !== 'away';
}

function onKeyDown(event: KeyboardEvent): void {
  if (reconnects(event)) {
    event.preventDefault();
    event.stopPropagation();
    const at = paneOf(event);
    if (at) void connect(at.id);
    return;
  }
  const command = commandOf(event);
  if (command === null) return;
  event.stopPropagation();
  if (command === 'pass') return;
  event.preventDefault();
  command();
}

function onFocus(event: FocusEvent): void {
  const at = paneOf(event);
  if (at) changeLayout((layout) => focusPane(layout, at.id));
}

/**
 * Keys and focus of the terminals page, also while nothing in particular has the focus. Native listeners that capture:
 * in front of xterm, which would send the key to the shell. Menus and dialogs lie outside the page and keep theirs.
 */
export function useKeys(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = page.current;
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      if (target === document.body || (target instanceof Node && element?.contains(target))) onKeyDown(event);
    };
    document.addEventListener('keydown', onKey, { capture: true });
    element?.addEventListener('focusin', onFocus);
    return () => {
      document.removeEventListener('keydown', onKey, { capture: true });
      element?.removeEventListener('focusin', onFocus);
    };
  }, [page]);
}
