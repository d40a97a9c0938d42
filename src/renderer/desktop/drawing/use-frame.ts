import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  type Frame,
  frameAt,
  frameOf,
  type Motions,
  type Scene,
  type Transition,
  transitionTo,
} from '../../../shared/desktop';

interface Under {
  scene: Scene;
  frame: Frame;
  way: Transition | null;
  /** When the way began, in milliseconds of `performance.now`. */
  began: number;
  asked: number;
}

/**
 * What is drawn now. When the scene becomes another, everything goes its way there as `motions` say, from where it is at that
 * moment.
 */
export function useFrame(scene: Scene, motions: Motions): Frame {
  const [frame, setFrame] = useState(() => frameOf(scene));
  const under = useRef<Under>({ scene, frame, way: null, began: 0, asked: 0 });
  useLayoutEffect(() => {
    const state = under.current;
    if (state.scene === scene) return;
    const way = transitionTo(state.scene, state.frame, scene, motions);
    state.scene = scene;
    state.began = performance.now();
    const show = (next: Frame): void => {
      state.frame = next;
      setFrame(next);
    };
    cancelAnimationFrame(state.asked);
    if (way.seconds === 0) {
      state.way = null;
      show(frameAt(way, 0));
      return;
    }
    state.way = way;
    const step = (now: number): void => {
      const seconds = Math.max(0, (now - state.began) / 1000);
      show(frameAt(way, seconds));
      if (seconds < way.seconds) state.asked = requestAnimationFrame(step);
      else state.way = null;
    };
    show(frameAt(way, 0));
    state.asked = requestAnimationFrame(step);
  }, [scene, motions]);
  useEffect(() => () => cancelAnimationFrame(under.current.asked), []);
  return frame;
}
