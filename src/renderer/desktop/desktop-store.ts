import { z } from 'zod';
import { create } from 'zustand';
import type { DesktopModel, PlaceBy } from '../../shared/desktop';
import { keep, keptAs } from './kept';

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
  /** Changes are written for this host alone, in a file of its own. */
  readonly hostAlone: boolean;
  /** The configuration while a value is being dragged; null shows what is written. */
  readonly tried: DesktopModel | null;
}

const KEY = 'snowfleet:desktop';

const keptSchema = z.object({
  host: z.string().nullable().catch(null),
  shown: z.enum(['hyprland', 'plasma']).catch('hyprland'),
  by: z.enum(['millimetres', 'pixels']).catch('millimetres'),
});

/** What the desktop page remembers, over a reload too. */
export const useDesktopState = create<DesktopState>(() => ({
  host: null,
  shown: 'hyprland',
  by: 'millimetres',
  alone: null,
  panel: 'look',
  compares: false,
  hostAlone: false,
  tried: null,
  ...keptAs(KEY, keptSchema),
}));

export const setDesktopState = useDesktopState.setState;

useDesktopState.subscribe(({ host, shown, by }) => keep(KEY, { host, shown, by }));

/** Another host's desktop; what was alone on the stage is not there. */
export function showHost(host: string): void {
  setDesktopState({ host, alone: null, compares: false, hostAlone: false, tried: null });
}
