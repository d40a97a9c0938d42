import { useEffect } from 'react';
import { redo, undo } from './actions';
import { useCarry } from './carry';
import { setView, useView } from './view';

/** Whether keys belong to what has the focus: a field, or a terminal. */
function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('.xterm')) return true;
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/** Ctrl K, Ctrl Z, Ctrl Shift Z and ? from anywhere; the last three not while typing. */
export function useGlobalKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const inTerminal = event.target instanceof HTMLElement && event.target.closest('.xterm') !== null;
      const command = (event.ctrlKey || event.metaKey) && !event.altKey;
      const key = event.key.toLowerCase();
      if (command && key === 'k' && !event.shiftKey && !inTerminal) {
        event.preventDefault();
        setView({ paletteOpen: !useView.getState().paletteOpen });
        return;
      }
      if (typing(event.target) || useCarry.getState().carry) return;
      if (command && key === 'z') {
        event.preventDefault();
        void (event.shiftKey ? redo() : undo());
      } else if (event.key === '?' && !command) {
        event.preventDefault();
        setView({ helpOpen: true });
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
