import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  type Frame,
  frameAt,
  frameOf,
  type Motions,
  NO_MOTION,
  type Scene,
  transitionTo,
} from '../../../shared/desktop';

interface Under {
  scene: Scene;
  frame: Frame;
  /** When the way began, in milliseconds of `performance.now`. */
  began: number;
  asked: number;
}

/**
 * What is drawn now. When the scene becomes another, everything goes its way there as `motions` say, from where it is at that
 * moment.
 */
export function useFrame(scene: Scene, motions: Motions): Frame {
  const goal = useMemo(() => frameOf(scene), [scene]);
  const [drawn, setDrawn] = useState({ scene, frame: goal });
  const under = useRef<Under>({ scene, frame: goal, began: 0, asked: 0 });
  useLayoutEffect(() => {
    const state = under.current;
    if (state.scene === scene) return;
    cancelAnimationFrame(state.asked);
    const way = motions === NO_MOTION ? null : transitionTo(state.scene, state.frame, scene, motions);
    state.scene = scene;
    if (way === null || way.seconds === 0) {
      state.frame = goal;
      return;
    }
    state.began = performance.now();
    const show = (seconds: number): void => {
      state.frame = frameAt(way, seconds);
      setDrawn({ scene, frame: state.frame });
    };
    const step = (now: number): void => {
      const seconds = Math.max(0, (now - state.began) / 1000);
      show(seconds);
      if (seconds < way.seconds) state.asked = requestAnimationFrame(step);
    };
    show(0);
    state.asked = requestAnimationFrame(step);
  }, [scene, goal, motions]);
  useEffect(() => () => cancelAnimationFrame(under.current.asked), []);
  // Where nothing moves the scene is drawn at once, without a second rendering.
  return drawn.scene === scene ? drawn.frame : goal;
}
