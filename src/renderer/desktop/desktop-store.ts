import { create } from 'zustand';
import type { DesktopModel, PlaceBy } from '../../shared/desktop';

/** Which of a host's desktops is looked at. */
export type Shown = 'hyprland' | 'plasma';

/** What the panel at the right is about. */
export type Panel = 'look' | 'monitors' | 'binds' | 'rules' | 'motion';

interface DesktopState {
  readonly host: string | null;
  readonly shown: Shown;
  readonly by: PlaceBy;
  /** The monitor that fills the stage, or null for all. */
  readonly alone: string | null;
  readonly panel: Panel;
  /** Two desktops stand beside each other instead of the one. */
  readonly compares: boolean;
  /** The configuration while a value is being dragged; null shows what is written. */
  readonly tried: DesktopModel | null;
}

const KEY = 'snowfleet:desktop';

function kept(): Partial<DesktopState> {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    const { host, shown, by } = found as Record<string, unknown>;
    return {
      ...(typeof host === 'string' ? { host } : {}),
      ...(shown === 'hyprland' || shown === 'plasma' ? { shown } : {}),
      ...(by === 'millimetres' || by === 'pixels' ? { by } : {}),
    };
  } catch {
    return {};
  }
}

/** What the desktop page remembers, over a reload too. */
export const useDesktopState = create<DesktopState>(() => ({
  host: null,
  shown: 'hyprland',
  by: 'millimetres',
  alone: null,
  panel: 'look',
  compares: false,
  tried: null,
  ...kept(),
}));

export const setDesktopState = useDesktopState.setState;

useDesktopState.subscribe(({ host, shown, by }) => {
  sessionStorage.setItem(KEY, JSON.stringify({ host, shown, by }));
});

/** Another host's desktop; what was alone on the stage is not there. */
export function showHost(host: string): void {
  setDesktopState({ host, alone: null, compares: false, tried: null });
}
