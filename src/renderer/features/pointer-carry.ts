/** A press becomes a drag after this many pixels, so that a click stays a click. */
const DRAG_AFTER_PX = 4;
/** A list scrolls while the pointer is this near to its upper or lower end. */
const EDGE_PX = 44;
/** Fastest scrolling, in pixels a frame. */
const STEP_PX = 18;

/** What happens to what the pointer carries. */
export interface PointerCarry {
  /** Takes up what an element's `data-lift` names; false where it cannot be carried. */
  readonly onLift: (lifted: string) => boolean;
  /** The pointer entered what `data-drop` names, or left it for nothing. */
  readonly onOver: (target: string | null) => void;
  readonly onMove: (x: number, y: number) => void;
  /** Let go over a target, or over nothing. */
  readonly onDrop: (target: string | null) => void;
  readonly onPutBack: () => void;
}

interface Press {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly lifted: string;
}

function closest(target: EventTarget | null, attribute: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(`[${attribute}]`) : null;
}

/** The click that ends a drag is none. */
function swallowClick(): void {
  const swallow = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
}

/**
 * Carries elements with `data-lift` to elements with `data-drop`. Nothing is measured while the pointer moves: the
 * browser has already found what lies under it, and that is all a drop needs to know. Lists marked `data-carry-scroll`
 * scroll at their ends. Returns the function that stops it.
 */
export function followPointer(carry: PointerCarry): () => void {
  let press: Press | null = null;
  let dragging = false;
  let target: string | null = null;
  let at = { x: 0, y: 0 };
  let scroller: HTMLElement | null = null;
  let frame = 0;

  const over = (element: EventTarget | null): void => {
    scroller = closest(element, 'data-carry-scroll');
    const next = closest(element, 'data-drop')?.dataset['drop'] ?? null;
    if (next === target) return;
    target = next;
    carry.onOver(target);
  };
  const scroll = (): void => {
    frame = requestAnimationFrame(scroll);
    if (!scroller) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    const above = top + EDGE_PX - at.y;
    const below = at.y - (bottom - EDGE_PX);
    const by = above > 0 ? -above : below > 0 ? below : 0;
    if (by === 0) return;
    const before = scroller.scrollTop;
    scroller.scrollTop += Math.round(Math.max(-1, Math.min(1, by / EDGE_PX)) * STEP_PX);
    if (scroller.scrollTop !== before) over(document.elementFromPoint(at.x, at.y));
  };
  const end = (): void => {
    press = null;
    if (!dragging) return;
    dragging = false;
    target = null;
    scroller = null;
    cancelAnimationFrame(frame);
  };
  const putBack = (): void => {
    const was = dragging;
    end();
    if (was) carry.onPutBack();
  };

  const onDown = (event: PointerEvent): void => {
    if (press || event.button !== 0 || !event.isPrimary) return;
    const element = closest(event.target, 'data-lift');
    const lifted = element?.dataset['lift'];
    if (!element || lifted === undefined) return;
    // A finger's events would all go to where it went down.
    if (element.hasPointerCapture(event.pointerId)) element.releasePointerCapture(event.pointerId);
    press = { pointer: event.pointerId, x: event.clientX, y: event.clientY, lifted };
  };
  const onMove = (event: PointerEvent): void => {
    if (event.pointerId !== press?.pointer) return;
    at = { x: event.clientX, y: event.clientY };
    if (!dragging) {
      if (Math.hypot(at.x - press.x, at.y - press.y) < DRAG_AFTER_PX) return;
      if (!carry.onLift(press.lifted)) {
        press = null;
        return;
      }
      dragging = true;
      frame = requestAnimationFrame(scroll);
    }
    carry.onMove(at.x, at.y);
    over(event.target);
  };
  const onUp = (event: PointerEvent): void => {
    if (event.pointerId !== press?.pointer) return;
    const was = dragging;
    const on = target;
    end();
    if (!was) return;
    swallowClick();
    carry.onDrop(on);
  };
  const onCancel = (event: PointerEvent): void => {
    if (event.pointerId === press?.pointer) putBack();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!dragging || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    putBack();
  };
  // Neither the browser's own drag nor a selection of text begins. A rule for the whole page would do the second too, and
  // cost the style of every element at each lift.
  const refuse = (event: Event): void => {
    if (press) event.preventDefault();
  };

  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  window.addEventListener('pointerdown', onDown, options);
  window.addEventListener('pointermove', onMove, options);
  window.addEventListener('pointerup', onUp, options);
  window.addEventListener('pointercancel', onCancel, options);
  window.addEventListener('keydown', onKey, options);
  window.addEventListener('dragstart', refuse, options);
  window.addEventListener('selectstart', refuse, options);
  window.addEventListener('blur', putBack, { signal: listening.signal });
  return () => {
    putBack();
    listening.abort();
  };
}
