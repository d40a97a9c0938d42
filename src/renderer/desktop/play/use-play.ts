import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import {
  type Desk,
  type DesktopModel,
  LayoutError,
  openingOf,
  perform,
  type Play,
  type PlayAction,
  playThrough,
  relayout,
  type Screen,
  triedModel,
  withBarThickness,
} from '../../../shared/desktop';
import { announce } from '../../app';
import { keepPlay, keptPlay } from './kept';

/** So many actions are kept; then a play begins anew with what is open. */
const MOST_ACTIONS = 400;

/** A desktop that is played with, or the sentence why it cannot be laid out. */
export type Played =
  | {
      readonly ok: true;
      readonly desk: Desk;
      readonly play: Play;
      /** How the last change came: something was done, or the configuration is another. */
      readonly by: 'done' | 'edited';
    }
  | { readonly ok: false; readonly because: string; readonly play: Play };

interface Given {
  readonly model: DesktopModel;
  readonly screens: readonly Screen[];
}

type Change =
  | { readonly is: 'given'; readonly given: Given }
  | { readonly is: 'desk'; readonly desk: Desk; readonly play: Play }
  | { readonly is: 'play'; readonly given: Given; readonly play: Play };

const laidOut = (given: Given, play: Play, by: 'done' | 'edited'): Played => {
  try {
    const model = withBarThickness(triedModel(given.model, play));
    return { ok: true, desk: playThrough(model, given.screens, play.actions).desk, play, by };
  } catch (error) {
    if (error instanceof LayoutError) return { ok: false, because: error.message, play };
    throw error;
  }
};

function reduced(state: Played, change: Change): Played {
  switch (change.is) {
    case 'desk':
      return { ok: true, desk: change.desk, play: change.play, by: 'done' };
    case 'play':
      return laidOut(change.given, change.play, 'done');
    case 'given': {
      if (!state.ok) return laidOut(change.given, state.play, 'edited');
      try {
        const model = withBarThickness(triedModel(change.given.model, state.play));
        return { ...state, desk: relayout(state.desk, model, change.given.screens), by: 'edited' };
      } catch (error) {
        if (error instanceof LayoutError) return { ok: false, because: error.message, play: state.play };
        throw error;
      }
    }
  }
}

/** The actions that open what is open now, for a play that became too long. */
const shortened = (desk: Desk): PlayAction[] =>
  [...desk.windows.values()].map(({ class: name, title }) => ({ do: 'open', class: name, title }));

const freshPlay = ({ model, screens }: Given): Play => ({
  actions: [
    ...openingOf(
      model,
      screens.map(({ name }) => name),
    ),
  ],
  scales: {},
});

/** What can be done with a desktop that is played with. */
export interface Player {
  readonly played: Played;
  /** Does one thing; says why where it cannot be. */
  readonly act: (action: PlayAction, words?: string) => void;
  /** Tries another layout, or the configured one again. */
  readonly tryLayout: (layout: string | null) => void;
  readonly tryScale: (monitor: string, scale: number | null) => void;
  /** Everything as it was when the preview began. */
  readonly reset: () => void;
  /** Shows these actions alone, for a replay. */
  readonly show: (actions: readonly PlayAction[]) => void;
}

/** Plays with a desktop. `name` is what is kept under: over a reload the same is open in the same places. */
export function usePlay(name: string, given: Given): Player {
  const latest = useRef(given);
  latest.current = given;
  const [played, change] = useReducer(reduced, null, () =>
    laidOut(given, keptPlay(name) ?? freshPlay(given), 'edited'),
  );
  const state = useRef(played);
  state.current = played;
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else change({ is: 'given', given });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- its two parts are what counts
  }, [given.model, given.screens]);
  const keep = useCallback(
    (play: Play): void => {
      keepPlay(name, play);
    },
    [name],
  );
  const replaced = useCallback(
    (play: Play): void => {
      keep(play);
      change({ is: 'play', given: latest.current, play });
    },
    [keep],
  );
  return useMemo(
    () => ({
      played,
      act: (action, words) => {
        const { current } = state;
        if (!current.ok) return;
        const { desk, refused } = perform(current.desk, action);
        if (refused !== undefined) {
          announce(refused);
          return;
        }
        const actions =
          current.play.actions.length >= MOST_ACTIONS ? shortened(desk) : [...current.play.actions, action];
        const play = { ...current.play, actions };
        keep(play);
        // Several keys may come before the next drawing.
        state.current = { ok: true, desk, play, by: 'done' };
        change({ is: 'desk', desk, play });
        if (words !== undefined) announce(words);
      },
      tryLayout: (layout) => {
        const { layout: _old, ...rest } = state.current.play;
        const play: Play = layout === null ? rest : { ...rest, layout };
        keep(play);
        replaced(play);
      },
      tryScale: (monitor, scale) => {
        const { [monitor]: _old, ...others } = state.current.play.scales;
        replaced({
          ...state.current.play,
          scales: scale === null ? others : { ...others, [monitor]: scale },
        });
      },
      reset: () => {
        keepPlay(name, null);
        change({ is: 'play', given: latest.current, play: freshPlay(latest.current) });
      },
      show: (actions) =>
        change({ is: 'play', given: latest.current, play: { ...state.current.play, actions: [...actions] } }),
    }),
    [played, keep, replaced, name],
  );
}
