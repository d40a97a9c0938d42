import { useCallback, useEffect, useRef, useState } from 'react';
import type { PlayAction } from '../../../shared/desktop';
import { announce } from '../../app';
import type { Doings } from './use-play';

/** Milliseconds between two windows of a replay. */
const STEP = 650;

/** Shows again how everything came to be open, one window after the other. Starting it a second time ends it. */
export function useReplay(
  all: readonly PlayAction[],
  show: Doings['show'],
): {
  readonly running: boolean;
  readonly replay: () => void;
} {
  const [running, setRunning] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const actions = useRef<readonly PlayAction[]>([]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const replay = useCallback(() => {
    clearTimeout(timer.current);
    if (running) {
      show(actions.current);
      setRunning(false);
      return;
    }
    actions.current = all;
    const steps = all.flatMap((action, index) => (action.do === 'open' ? [index + 1] : []));
    const ends = [...steps.slice(0, -1), all.length];
    const step = (at: number): void => {
      const end = ends[at];
      if (end === undefined) {
        setRunning(false);
        announce('Everything is open again');
        return;
      }
      show(all.slice(0, end));
      timer.current = setTimeout(() => step(at + 1), STEP);
    };
    setRunning(true);
    announce(`Replaying how ${steps.length} windows opened`);
    show([]);
    timer.current = setTimeout(() => step(0), STEP / 2);
  }, [all, running, show]);
  return { running, replay };
}
