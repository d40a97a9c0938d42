import { useEffect, useMemo, useRef, type CSSProperties, type ReactNode } from 'react';
import type { Board } from '../../shared/contract';
import { boardIndex } from '../../shared/features';
import {
  announce,
  carryOver,
  lift,
  loadWords,
  putBack,
  spokenOver,
  useBoard,
  useCarry,
  useInventory,
  type Load,
} from '../app';
import { liftedWith } from './board-view';
import { categoryColour } from './board-model';
import './carry.css';
import { dropOn } from './gestures';
import { followPointer } from './pointer-carry';
import { tagsOf, type Tag } from '../app';
import { parted, targetOf } from './targets';

/** Beside the pointer, so that it hides nothing under it. */
const ASIDE = { x: 12, y: 10 };

function loadOf(lifted: string): Load | null {
  const [kind, name] = parted(lifted);
  if (kind === 'feature') return { kind: 'features', paths: liftedWith(name) };
  return kind === 'set' ? { kind, host: name } : null;
}

/** The chip in the hand. It is moved by its style alone, and takes no pointer. */
function Carried({
  board,
  chip,
}: {
  board: Board | undefined;
  chip: React.RefObject<HTMLDivElement | null>;
}) {
  const carry = useCarry((state) => (state.carry?.by === 'pointer' ? state.carry : null));
  const over = useCarry((state) => state.over);
  if (!carry || !board) return null;
  const { load } = carry;
  const path = load.kind === 'features' && load.paths.length === 1 ? (load.paths[0] ?? '') : '';
  const category = boardIndex(board).catalogue.get(path)?.category ?? '';
  const reached = over?.hosts.size ?? 0;
  return (
    <div ref={chip} className="carried-at" aria-hidden="true">
      <div className="carried" style={{ '--c': categoryColour(category) } as CSSProperties}>
        <i className="tick" />
        <span className="el">{loadWords(load)}</span>
        {over ? (
          <span className="cap mut el">
            to {reached > 1 && !over.name.startsWith('@') ? `${reached} hosts` : over.name}
          </span>
        ) : null}
      </div>
    </div>
  );
}

/**
 * Carrying by pointer, over the whole frame because the rail's hosts take features too. The keyboard has its own way
 * in the catalogue and on the heads of lanes.
 */
export function DragProvider({ children }: { children: ReactNode }) {
  const board = useBoard().data;
  const hosts = useInventory().data?.hosts;
  const tags = useMemo(() => tagsOf(hosts ?? []), [hosts]);
  const latest = useRef<{ board: Board | undefined; tags: readonly Tag[] }>({ board, tags });
  const chip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    latest.current = { board, tags };
  }, [board, tags]);
  useEffect(() => {
    const at = { x: 0, y: 0 };
    const place = (): void => {
      if (chip.current) chip.current.style.transform = `translate(${at.x + ASIDE.x}px, ${at.y + ASIDE.y}px)`;
    };
    return followPointer({
      onLift(lifted) {
        const load = loadOf(lifted);
        if (!load || !latest.current.board) return false;
        lift(latest.current.board, load, 'pointer');
        announce(`${loadWords(load)} lifted`);
        return true;
      },
      onMove(x, y) {
        Object.assign(at, { x, y });
        place();
      },
      onOver(drop) {
        const over = targetOf(drop, latest.current.tags);
        carryOver(over);
        place();
        const { carry } = useCarry.getState();
        if (carry && over && latest.current.board) announce(spokenOver(latest.current.board, carry, over));
      },
      onDrop(drop) {
        const { carry } = useCarry.getState();
        const over = targetOf(drop, latest.current.tags);
        putBack();
        if (!carry || !latest.current.board) return;
        if (over === null) announce(`${loadWords(carry.load)} put back`);
        else dropOn(latest.current.board, carry, over);
      },
      onPutBack() {
        const { carry } = useCarry.getState();
        putBack();
        if (carry) announce(`${loadWords(carry.load)} put back`);
      },
    });
  }, []);
  return (
    <>
      {children}
      <Carried board={board} chip={chip} />
    </>
  );
}
