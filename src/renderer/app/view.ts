import { useCallback } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { preferencesSchema, type DeployMode, type Preferences } from '../../shared/contract';
import { client } from './client';
import { api, queries } from './queries';

/** What the page remembers between its screens while it is open. Drags live in `carry`, not here. */
interface View {
  /** Host whose details are open in the inventory. */
  readonly host: string | null;
  readonly paletteOpen: boolean;
  readonly helpOpen: boolean;
  readonly openFolder: boolean;
  readonly settingsOpen: boolean;
  /** Recipe that is about to be run: its form is open. */
  readonly recipe: string | null;
  /** Job whose output is shown at the right. */
  readonly shownJob: string | null;
  /** Feature whose "Assign to…" is asked for from elsewhere. */
  readonly assign: string | null;
  /** Hosts a feature shall be assigned to, chosen elsewhere; the board takes them as its choice. */
  readonly assignHosts: readonly string[];
  /** What the draft's drawer asks before it does it. */
  readonly draftDialog: 'commit' | 'discard' | null;
  /** The draft's drawer is open on pages other than the board. */
  readonly drawerElsewhere: boolean;
  readonly deployHosts: readonly string[];
  readonly deployMode: DeployMode;
  /** The job the deploy page shows. */
  readonly deployJob: string | null;
  /** Host whose generations the deploy page shows; it shows nothing else meanwhile. */
  readonly generationsOf: string | null;
  /** The deploy page shows the history of runs. */
  readonly deployHistory: boolean;
  /** Hosts for which the terminals page shall open one each. */
  readonly terminalsWanted: readonly string[];
}

export const useView = create<View>(() => ({
  host: null,
  paletteOpen: false,
  helpOpen: false,
  openFolder: false,
  settingsOpen: false,
  recipe: null,
  shownJob: null,
  assign: null,
  assignHosts: [],
  draftDialog: null,
  drawerElsewhere: false,
  deployHosts: [],
  deployMode: 'switch',
  deployJob: null,
  generationsOf: null,
  deployHistory: false,
  terminalsWanted: [],
}));

export const setView = useView.setState;

const DEFAULTS = preferencesSchema.parse({});

/** Kept by the core; the defaults until it has answered. */
export function usePreferences(): Preferences {
  return useQuery(api.app.preferences.queryOptions()).data ?? DEFAULTS;
}

/** Changes preferences at once on screen, before the next task so that a control does not jump back, then in the core. */
export function useSetPreferences(): (change: Partial<Preferences>) => void {
  const { mutate } = useMutation({
    mutationFn: (change: Partial<Preferences>) => client.app.setPreferences(change),
  });
  return useCallback(
    (change) => {
      const key = api.app.preferences.queryKey();
      queries.setQueryData<Preferences>(key, (old) => ({ ...(old ?? DEFAULTS), ...change }));
      mutate(change);
    },
    [mutate],
  );
}
