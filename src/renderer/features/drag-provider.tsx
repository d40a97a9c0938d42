import { Accessibility, PointerActivationConstraints, PointerSensor } from '@dnd-kit/dom';
import { DragDropProvider, DragOverlay } from '@dnd-kit/react';
import type { CSSProperties, ReactNode } from 'react';
import { leafName } from '../../shared/features';
import { announce, carryOver, lift, putBack, spokenOver, useCarry, useBoard } from '../app';
import { categoryColour } from './board-model';
import { turnOn } from './gestures';
import './carry.css';

/** A press becomes a drag after this many pixels, so that a click stays a click. */
const DRAG_AFTER_PX = 4;

const SENSORS = [
  PointerSensor.configure({
    activationConstraints: [new PointerActivationConstraints.Distance({ value: DRAG_AFTER_PX })],
  }),
];

function hostOf(target: { data: Record<string, unknown> } | null | undefined): string | null {
  const host = target?.data['host'];
  return typeof host === 'string' ? host : null;
}

function Carried() {
  const carry = useCarry((state) => state.carry);
  const board = useBoard().data;
  if (!carry) return null;
  const category = board?.features.find((feature) => feature.path === carry.path)?.category ?? '';
  return (
    <div className="carried" style={{ '--c': categoryColour(category) } as CSSProperties}>
      <i className="tick" />
      {leafName(carry.path)}
      {carry.over ? <span className="cap mut">to {carry.over}</span> : null}
    </div>
  );
}

/**
 * Carrying by pointer, over the whole frame because the rail's hosts take features too. The keyboard has its
 * own way in the catalogue (Space, arrows), so dnd-kit's keyboard sensor and its live region stay out.
 */
export function DragProvider({ children }: { children: ReactNode }) {
  const board = useBoard().data;
  return (
    <DragDropProvider
      sensors={SENSORS}
      plugins={(defaults) => defaults.filter((plugin) => plugin !== Accessibility)}
      onDragStart={({ operation }) => {
        const path = operation.source?.data['path'];
        if (board && typeof path === 'string') {
          lift(board, path, 'pointer', null);
          announce(`${leafName(path)} lifted`);
        }
      }}
      onDragOver={({ operation }) => {
        const host = hostOf(operation.target);
        carryOver(host);
        const { carry } = useCarry.getState();
        if (carry && board && host) announce(spokenOver(board, carry, host));
      }}
      onDragEnd={({ operation, canceled }) => {
        const { carry } = useCarry.getState();
        const host = hostOf(operation.target);
        putBack();
        if (!carry || !board) return;
        if (canceled || host === null) announce(`${leafName(carry.path)} put back`);
        else void turnOn(board, host, carry.path);
      }}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        <Carried />
      </DragOverlay>
    </DragDropProvider>
  );
}
