import { useCallback, useMemo, useState } from 'react';
import {
  focusedWindow,
  openingOfPlasma,
  type PlasmaAction,
  type PlasmaModel,
  type PlasmaSession,
  plasmaStep,
} from '../../../shared/desktop';
import { announce } from '../../app';
import { keepSession, keptSession } from './kept';

/** A Plasma desktop that is played with. */
export interface PlasmaPlayer {
  readonly session: PlasmaSession;
  /** Does one thing, and says what has the focus then. */
  readonly act: (action: PlasmaAction, words: string) => void;
  /** Everything as it was when the preview began. */
  readonly reset: () => void;
}

/** Plays with a host's Plasma; over a reload the same is open. */
export function usePlasmaPlay(host: string, model: PlasmaModel): PlasmaPlayer {
  const [session, setSession] = useState(() => keptSession(host) ?? openingOfPlasma(model));
  // A desktop that was taken away in the meantime cannot be looked at.
  const shown = useMemo(
    () => ({ ...session, desktop: Math.min(session.desktop, model.desktops.value - 1) }),
    [session, model.desktops.value],
  );
  const act = useCallback(
    (action: PlasmaAction, words: string) => {
      const next = plasmaStep(shown, action, model);
      if (next === shown) return;
      keepSession(host, next);
      setSession(next);
      const focused = focusedWindow(next);
      announce(
        `${words}. ${focused ? `${focused.title} has the focus` : 'No window'}, desktop ${next.desktop + 1}`,
      );
    },
    [shown, model, host],
  );
  const reset = useCallback(() => {
    keepSession(host, null);
    setSession(openingOfPlasma(model));
    announce('The preview begins anew');
  }, [host, model]);
  return useMemo(() => ({ session: shown, act, reset }), [shown, act, reset]);
}
