import type { ReactElement } from 'react';
import { ICON_SHAPES, type IconName, type IconShape } from './icon-paths';

function shape(part: IconShape, index: number): ReactElement {
  switch (part.tag) {
    case 'path':
      return <path key={index} d={part.d} strokeWidth={part.width} />;
    case 'circle':
      return (
        <circle
          key={index}
          cx={part.cx}
          cy={part.cy}
          r={part.r}
          strokeDasharray={part.dash}
          {...(part.solid ? { fill: 'currentColor', stroke: 'none' } : {})}
        />
      );
    case 'rect':
      return <rect key={index} x={part.x} y={part.y} width={part.width} height={part.height} rx={part.rx} />;
  }
}

/** A drawing in the text's colour. Decoration unless `label` names it. */
export function Icon({ name, small, label }: { name: IconName; small?: boolean; label?: string }) {
  return (
    <svg
      className={small ? 'i s' : 'i'}
      viewBox="0 0 16 16"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {ICON_SHAPES[name].map(shape)}
    </svg>
  );
}

/** The app's mark: three layers, the top one in the accent. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 20 20" aria-hidden="true">
      <path className="mark-top" d="M10 2.2 17 6l-7 3.8L3 6z" />
      <path className="mark-mid" d="m3 10 7 3.8L17 10" />
      <path className="mark-low" d="m3 14 7 3.8 7-3.8" />
    </svg>
  );
}
