import { type KeyboardEvent, useCallback } from 'react';
import { actionOf, type Bind, bindFor, bindWords } from '../../../shared/desktop';
import { announce } from '../../app';
import { pressedOf, stageKey } from './keys';
import type { Doings } from './use-play';

/** What our own keys need besides the player. */
export interface StageDoings {
  readonly open: () => void;
  readonly nextLayout: () => void;
  readonly replay: () => void;
  readonly alone: () => void;
}

/** Keys on the stage: the host's own binds first, then ours. What neither knows goes on to the page. */
export function useStageKeys(
  { act }: Pick<Doings, 'act'>,
  focused: string | undefined,
  binds: readonly Bind[],
  doings: StageDoings,
): (event: KeyboardEvent) => void {
  return useCallback(
    (event) => {
      const target = event.target as HTMLElement;
      if (target.closest('button, input')) return;
      const pressed = pressedOf(event);
      const taken = (): void => {
        event.preventDefault();
        event.stopPropagation();
      };
      const withModifier = pressed.meta || pressed.alt || pressed.ctrl;
      const bind = withModifier ? bindFor(binds, pressed) : undefined;
      if (bind) {
        taken();
        const action = actionOf(bind);
        if (action) act(action, bindWords(bind));
        else announce(`${bindWords(bind)}. Nothing a preview shows`);
        return;
      }
      const key = stageKey(pressed);
      if (key === null) return;
      taken();
      switch (key.is) {
        case 'dispatch':
          act({ do: 'dispatch', dispatcher: key.dispatcher, argument: key.argument });
          return;
        case 'close':
          if (focused !== undefined) act({ do: 'close', window: focused }, 'Closed');
          return;
        case 'open':
          doings.open();
          return;
        case 'layout':
          doings.nextLayout();
          return;
        case 'replay':
          doings.replay();
          return;
        case 'alone':
          doings.alone();
          return;
      }
    },
    [act, focused, binds, doings],
  );
}
