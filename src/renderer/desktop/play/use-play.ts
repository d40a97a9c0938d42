import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
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

/** What was done, and the configuration it was done with. */
interface Base {
  readonly given: Given;
  readonly played: Played;
}

/** What can be done with a desktop. Stays the same object while the host does. */
export interface Doings {
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

function laidOut(work: () => Desk, play: Play, by: 'done' | 'edited'): Played {
  try {
    return { ok: true, desk: work(), play, by };
  } catch (error) {
    if (error instanceof LayoutError) return { ok: false, because: error.message, play };
    throw error;
  }
}

const modelOf = ({ model }: Given, play: Play): DesktopModel => withBarThickness(triedModel(model, play));

const playedAnew = (given: Given, play: Play): Played =>
  laidOut(() => playThrough(modelOf(given, play), given.screens, play.actions).desk, play, 'done');

/** The same windows under another configuration. */
function followed({ given: before, played }: Base, given: Given): Played {
  if (before.model === given.model && before.screens === given.screens) return played;
  const { play } = played;
  if (!played.ok) return { ...playedAnew(given, play) };
  return laidOut(() => relayout(played.desk, modelOf(given, play), given.screens), play, 'edited');
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

/** Plays with a desktop. `name` is what is kept under: over a reload the same is open in the same places. */
export function usePlay(name: string, given: Given): { readonly played: Played; readonly doings: Doings } {
  const [base, setBase] = useState<Base>(() => ({
    given,
    played: playedAnew(given, keptPlay(name) ?? freshPlay(given)),
  }));
  const played = useMemo(() => followed(base, given), [base, given]);
  // Several keys may come before the next drawing: what is done next goes by what was done last.
  const latest = useRef({ given, played });
  useLayoutEffect(() => {
    latest.current = { given, played };
  }, [given, played]);
  const settle = useCallback((next: Played): void => {
    latest.current = { ...latest.current, played: next };
    setBase({ given: latest.current.given, played: next });
  }, []);
  const doings = useMemo((): Doings => {
    const anew = (play: Play): void => {
      keepPlay(name, play);
      settle(playedAnew(latest.current.given, play));
    };
    const play = (): Play => latest.current.played.play;
    return {
      act: (action, words) => {
        const now = latest.current.played;
        if (!now.ok) return;
        const { desk, refused } = perform(now.desk, action);
        if (refused !== undefined) {
          announce(refused);
          return;
        }
        const actions =
          now.play.actions.length >= MOST_ACTIONS ? shortened(desk) : [...now.play.actions, action];
        const next = { ...now.play, actions };
        keepPlay(name, next);
        settle({ ok: true, desk, play: next, by: 'done' });
        if (words !== undefined) announce(words);
      },
      tryLayout: (layout) => {
        const { layout: _old, ...rest } = play();
        anew(layout === null ? rest : { ...rest, layout });
      },
      tryScale: (monitor, scale) => {
        const { [monitor]: _old, ...others } = play().scales;
        anew({ ...play(), scales: scale === null ? others : { ...others, [monitor]: scale } });
      },
      reset: () => {
        keepPlay(name, null);
        settle(playedAnew(latest.current.given, freshPlay(latest.current.given)));
      },
      show: (actions) => settle(playedAnew(latest.current.given, { ...play(), actions: [...actions] })),
    };
  }, [name, settle]);
  return { played, doings };
}
