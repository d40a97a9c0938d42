import { useMemo, useRef } from 'react';
import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type Curve, motionOf } from '../../../shared/desktop';

/** The drawing's field: 1 on the way across is `SIDE`, from half below to half above. */
export const SIDE = 160;
export const HEIGHT = 240;
const POINTS = 64;

export const xOf = (x: number): number => x * SIDE;
export const yOf = (y: number): number => HEIGHT - (y + 0.25) * (HEIGHT / 1.5);
/** The height in the curve's own measure at a place of the drawing. */
export const heightAt = (y: number): number => (HEIGHT - y) / (HEIGHT / 1.5) - 0.25;

/** So many tenths of a second are taken for the drawing; the shape does not depend on it. */
const SPEED = 10;

/** A curve's way, from its beginning to its goal. */
export function CurvePath({ curve }: { curve: Curve }) {
  const d = useMemo(() => {
    const motion = motionOf(curve, SPEED);
    return Array.from({ length: POINTS + 1 }, (_, index) => {
      const share = index / POINTS;
      return `${index === 0 ? 'M' : 'L'}${xOf(share).toFixed(1)} ${yOf(motion.at(share * motion.seconds)).toFixed(1)}`;
    }).join('');
  }, [curve]);
  return <path d={d} fill="none" stroke="var(--accent)" strokeWidth="2" />;
}

/** A dot that goes the way once, each time it is asked to. Where motion is unwanted it stays. */
export function DotPreview({ curve, speed }: { curve: Curve; speed: number }) {
  const still = useMediaQuery('(prefers-reduced-motion: reduce)', { noSsr: true });
  const dot = useRef<HTMLElement>(null);
  const play = (): void => {
    const motion = motionOf(curve, speed);
    dot.current?.animate(
      Array.from({ length: POINTS + 1 }, (_, index) => ({
        left: `${10 + motion.at((index / POINTS) * motion.seconds) * 70}%`,
      })),
      { duration: motion.seconds * 1000, easing: 'linear' },
    );
  };
  return (
    <div className="row">
      <span className="dc-lane" aria-hidden>
        <i ref={dot} />
      </span>
      <Button
        className="s24"
        disabled={still}
        {...(still ? { title: 'Motion is switched off on this machine' } : {})}
        onClick={play}
      >
        Play
      </Button>
    </div>
  );
}
