import { useCallback } from 'react';
import { usePreferences, useSetPreferences } from '../view';

const MOST = 30;

/** What was chosen lately, newest first, and how a choice is remembered; it survives a restart. */
export function useRecent(): { readonly recent: readonly string[]; readonly remember: (id: string) => void } {
  const { recent } = usePreferences();
  const set = useSetPreferences();
  const remember = useCallback(
    (id: string) => set({ recent: [id, ...recent.filter((one) => one !== id)].slice(0, MOST) }),
    [recent, set],
  );
  return { recent, remember };
}
