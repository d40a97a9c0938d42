import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Curve } from '../../../shared/desktop';
import { announce } from '../../app';
import { dropTrial, keepSoon, keepTrial } from '../edit/trial';
import { CurvePath, HEIGHT, heightAt, SIDE, xOf, yOf } from './curve-drawing';

type Points = readonly [number, number, number, number];
type Bezier = Extract<Curve, { kind: 'bezier' }>;

/** A key moves a handle so far; with Shift ten times as far. */
const STEP = 0.01;

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const round = (value: number): number => Math.round(value * 1000) / 1000;
/** Time does not run backwards: a handle stays between begin and end. */
const across = (value: number): number => round(Math.min(1, Math.max(0, value)));

/** The points with one handle, 0 or 1, elsewhere. */
const withHandle = (points: Points, handle: 0 | 1, x: number, y: number): Points =>
  handle === 0 ? [across(x), round(y), points[2], points[3]] : [points[0], points[1], across(x), round(y)];

const FIELDS = ['first handle, time', 'first handle, way', 'second handle, time', 'second handle, way'];

/** Two handles in a drawing, and the same as numbers. */
export function BezierEditor({
  curve,
  locked,
  onTry,
}: {
  curve: Bezier;
  locked: boolean;
  onTry: (points: Points) => void;
}) {
  const { points, name } = curve;
  const field = useRef<HTMLDivElement>(null);
  const drag = (handle: 0 | 1, event: PointerEvent): void => {
    const box = field.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onTry(withHandle(points, handle, (event.clientX - box.left) / SIDE, heightAt(event.clientY - box.top)));
  };
  const key = (handle: 0 | 1, event: KeyboardEvent): void => {
    if (event.key === 'Escape') dropTrial();
    const way = WAYS[event.key];
    if (!way) return;
    event.preventDefault();
    const by = event.shiftKey ? STEP * 10 : STEP;
    const at = handle * 2;
    const next = withHandle(
      points,
      handle,
      (points[at] ?? 0) + way[0] * by,
      (points[at + 1] ?? 0) + way[1] * by,
    );
    onTry(next);
    announce(`${next[at]}, ${next[at + 1]}`);
    keepSoon();
  };
  const handle = (which: 0 | 1) => {
    const [x, y] = which === 0 ? [points[0], points[1]] : [points[2], points[3]];
    return (
      <button
        type="button"
        className="dc-handle"
        disabled={locked}
        aria-label={`${which === 0 ? 'First' : 'Second'} handle of ${name}, at ${x}, ${y}`}
        style={{ left: xOf(x), top: yOf(y) }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => drag(which, event)}
        onPointerUp={() => void keepTrial()}
        onKeyDown={(event) => key(which, event)}
        onBlur={() => void keepTrial()}
      />
    );
  };
  return (
    <div className="dc-editor">
      <div ref={field} className="dc-field" style={{ width: SIDE, height: HEIGHT }}>
        <svg width={SIDE} height={HEIGHT} aria-hidden>
          <rect x="0" y={yOf(1)} width={SIDE} height={yOf(0) - yOf(1)} className="dc-unit" />
          <line x1="0" y1={yOf(0)} x2={xOf(points[0])} y2={yOf(points[1])} className="dc-arm" />
          <line x1={SIDE} y1={yOf(1)} x2={xOf(points[2])} y2={yOf(points[3])} className="dc-arm" />
          <CurvePath curve={curve} />
        </svg>
        {handle(0)}
        {handle(1)}
      </div>
      <div className="dc-numbers">
        {points.map((value, index) => (
          <input
            // oxlint-disable-next-line react/no-array-index-key -- there are always these four
            key={index}
            className="de-number mono"
            type="number"
            step={STEP}
            {...(index % 2 === 0 ? { min: 0, max: 1 } : {})}
            aria-label={`${name}: ${FIELDS[index]}`}
            value={value}
            disabled={locked}
            onChange={({ target }) => {
              const typed = Number(target.value);
              if (target.value === '' || !Number.isFinite(typed)) return;
              const which = index < 2 ? 0 : 1;
              const [x = 0, y = 0] = [points[which * 2], points[which * 2 + 1]];
              onTry(
                index % 2 === 0 ? withHandle(points, which, typed, y) : withHandle(points, which, x, typed),
              );
              keepSoon();
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') dropTrial();
              if (event.key === 'Enter') void keepTrial();
            }}
            onBlur={() => void keepTrial()}
          />
        ))}
      </div>
    </div>
  );
}
