import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Box, PlacedMonitor } from '../../../shared/desktop';
import { droppedAt, stepped, type Way } from './snap';

/** Pixels of the page within which edges catch each other. */
const CATCHES = 10;
/** Logical pixels that a key moves a monitor; with Shift a single one. */
const STEP = 40;

const WAYS: Readonly<Record<string, Way>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface Drag {
  readonly fromX: number;
  readonly fromY: number;
  readonly to: Box;
}

/** What a monitor is taken by: its outline goes along with the pointer, and it lies where that is let go. */
export function MonitorHandle({
  placed,
  others,
  zoom,
  onStep,
  onDrop,
}: {
  placed: PlacedMonitor;
  others: readonly Box[];
  /** Pixels of the page for a logical one. */
  zoom: number;
  /** Moved by a key; more may come. */
  onStep: (to: Box) => void;
  onDrop: (to: Box) => void;
}) {
  const { name, box } = placed;
  const [drag, setDrag] = useState<Drag | null>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    handle.current?.setPointerCapture(event.pointerId);
    setDrag({ fromX: event.clientX, fromY: event.clientY, to: box });
  };
  const move = (event: PointerEvent): void => {
    if (!drag) return;
    const wanted = {
      ...box,
      x: box.x + (event.clientX - drag.fromX) / zoom,
      y: box.y + (event.clientY - drag.fromY) / zoom,
    };
    setDrag({ ...drag, to: droppedAt(wanted, others, CATCHES / zoom) });
  };
  const up = (): void => {
    setDrag(null);
    if (drag && (drag.to.x !== box.x || drag.to.y !== box.y)) onDrop(drag.to);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && drag) {
      event.stopPropagation();
      setDrag(null);
      return;
    }
    const way = WAYS[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    onStep(stepped(box, others, way, event.shiftKey ? 1 : STEP));
  };
  const at = drag?.to ?? box;
  return (
    <button
      ref={handle}
      type="button"
      className={drag ? 'dm-handle drags' : 'dm-handle'}
      aria-label={`Move ${name}, at ${box.x}, ${box.y}`}
      title="Drag, or move it with the arrow keys; with Shift by single pixels"
      style={{ transform: `translate(${(at.x - box.x) * zoom}px, ${(at.y - box.y) * zoom}px)` }}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => setDrag(null)}
      onKeyDown={key}
    >
      <span className="mono">
        {name} · {at.x}, {at.y}
      </span>
    </button>
  );
}
