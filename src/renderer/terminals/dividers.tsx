/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- a separator that can be moved is a widget (WAI-ARIA, window splitter) */
import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { setShare, SHARES, type Divider } from './layout';
import { changeLayout } from './store';

const STEP = 0.02;

function place({ direction, share, around }: Divider): CSSProperties {
  const percent = (part: number): string => `${part * 100}%`;
  return direction === 'row'
    ? {
        left: percent(around.left + around.width * share),
        top: percent(around.top),
        height: percent(around.height),
      }
    : {
        top: percent(around.top + around.height * share),
        left: percent(around.left),
        width: percent(around.width),
      };
}

/** The line between two terminals, moved by pointer or arrow keys. */
export function DividerLine({ tab, divider }: { tab: number; divider: Divider }) {
  const { path, direction, share, around } = divider;
  const line = useRef<HTMLHRElement>(null);
  const move = (to: number): void => changeLayout((layout) => setShare(layout, tab, path, to));
  const onPointerMove = (event: PointerEvent): void => {
    const page = line.current?.parentElement?.getBoundingClientRect();
    if (!page || !line.current?.hasPointerCapture(event.pointerId)) return;
    const part =
      direction === 'row'
        ? (event.clientX - page.left) / page.width
        : (event.clientY - page.top) / page.height;
    move(direction === 'row' ? (part - around.left) / around.width : (part - around.top) / around.height);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [less, more] = direction === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const by = event.key === less ? -STEP : event.key === more ? STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    move(share + by);
  };
  return (
    <hr
      ref={line}
      className={`divider ${direction}`}
      style={place(divider)}
      tabIndex={0}
      aria-label="Room of the two terminals"
      aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={SHARES.least * 100}
      aria-valuemax={SHARES.most * 100}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
