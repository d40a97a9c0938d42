import { clamp, f32 } from '../box';
import { LayoutError } from '../error';
import { shownBy } from '../find';
import type { Ground } from '../ground';
import { settingsOf } from '../settings';
import type { Column, Desk, Scrolling } from '../state';
import { signed } from './dwindle-messages';
import { columnOf, newColumn } from './scrolling';
import {
  addToColumn,
  centreColumn,
  columnAtCentre,
  isColumnInView,
  setOffset,
  showColumn,
  takeFromColumn,
  tapeLength,
  tapeOf,
  type Tape,
} from './tape';

const refuse = (message: string): never => {
  throw new LayoutError('not-possible', message);
};

/** What a message did beside changing the tape. */
export interface ScrollingOutcome {
  /** The target that gets the focus. */
  readonly focus?: string;
  /** True where the view was moved by hand, so that the focused window is not brought back into it. */
  readonly scrolled?: boolean;
}

const widthOf = (value: number): number => f32(clamp(f32(value), f32(0.05), 1));

function resize(desk: Desk, tape: Tape, tiling: Scrolling, column: Column, words: readonly string[]): void {
  const { widths } = settingsOf(desk.model).scrolling;
  const [, size = '', more] = words;
  if (size === 'all') {
    const width = f32(signed(more));
    for (const one of tiling.columns) one.width = width;
    return;
  }
  if (size === '+conf') column.width = widths.find((width) => width > column.width) ?? widths[0] ?? 1;
  else if (size === '-conf')
    column.width = widths.findLast((width) => width < column.width) ?? widths.at(-1) ?? 1;
  else column.width = /^[+-]/.test(size) ? f32(column.width + f32(signed(size))) : f32(signed(size));
  column.width = widthOf(column.width);
  showColumn(desk, tape, tiling, tiling.columns.indexOf(column));
}

function fit(desk: Desk, tape: Tape, tiling: Scrolling, column: Column, what: string): void {
  const { columns } = tiling;
  const own = columns.indexOf(column);
  const share = (some: readonly Column[]): void => {
    for (const one of some) one.width = f32(1 / some.length);
  };
  const before = (index: number): number =>
    columns.slice(0, index).reduce((sum, one) => sum + tape.view * one.width, 0);
  switch (what) {
    case 'active':
      column.width = 1;
      setOffset(tiling, before(own));
      return;
    case 'all':
      share(columns);
      setOffset(tiling, 0);
      return;
    case 'toend':
      share(columns.slice(own));
      setOffset(tiling, before(own));
      return;
    case 'tobeg':
      share(columns.slice(0, own + 1));
      setOffset(tiling, 0);
      return;
    case 'visible': {
      const first = columns.findIndex((_, index) => isColumnInView(tape, tiling, index, false));
      if (first === -1) return;
      const seen = columns.filter((_, index) => isColumnInView(tape, tiling, index, false));
      const offset = before(first);
      share(seen);
      setOffset(tiling, offset);
      return;
    }
    case 'expand': {
      const others = columns.filter(
        (one, index) => one !== column && isColumnInView(tape, tiling, index, false),
      );
      const rest = f32(clamp(1 - others.reduce((sum, one) => sum + one.width, 0), 0, 1));
      if (rest === column.width) return;
      column.width = rest;
      setOffset(tiling, 0);
      showColumn(desk, tape, tiling, own);
      return;
    }
    default:
      throw new LayoutError('bad-dispatch', `"fit ${what}" is not known.`);
  }
}

/** The target of a column beside another target, the one that had the focus last where it is beside it. */
function besideIn(desk: Desk, column: Column, target: string): string | undefined {
  const { box } = shownBy(desk, target);
  const meeting = column.targets.filter((one) => {
    const other = shownBy(desk, one).box;
    return other.y < box.y + box.h && other.y + other.h > box.y;
  });
  if (column.lastFocused !== undefined && meeting.includes(column.lastFocused)) return column.lastFocused;
  return meeting[0] ?? column.targets[0];
}

function focus(desk: Desk, tape: Tape, tiling: Scrolling, target: string, letter: string): ScrollingOutcome {
  const column = columnOf(tiling, target);
  if (!column) return {};
  const settings = settingsOf(desk.model);
  const towards = { l: 'left', r: 'right', u: 'up', t: 'up', d: 'down', b: 'down' }[letter];
  if (towards === undefined) throw new LayoutError('bad-dispatch', `"${letter}" is not a direction.`);
  const back = towards === 'left' || towards === 'up';
  const alongTape = (towards === 'left' || towards === 'right') === tape.horizontal;
  if (!alongTape) {
    const row = column.targets.indexOf(target) + (back ? -1 : 1);
    const next = column.targets[row];
    if (next === undefined && settings.noFocusFallback)
      return refuse('There is nothing to focus in that direction.');
    return { focus: next ?? column.targets[back ? column.targets.length - 1 : 0] };
  }
  const own = tiling.columns.indexOf(column);
  const last = tiling.columns.length - 1;
  let index = own + (back ? -1 : 1);
  if (index < 0 || index > last) {
    if (settings.noFocusFallback) index = own;
    else if (settings.scrolling.wrapFocus) index = back ? last : 0;
    else index = clamp(index, 0, last);
  }
  const chosen = tiling.columns[index];
  showColumn(desk, tape, tiling, index);
  return { focus: chosen && index !== own ? besideIn(desk, chosen, target) : target };
}

function expel(desk: Desk, tape: Tape, tiling: Scrolling, from: Column, target: string, after: number): void {
  const column = newColumn(tiling, settingsOf(desk.model).scrolling.columnWidth, after);
  takeFromColumn(tiling, from, target);
  addToColumn(column, target);
  showColumn(desk, tape, tiling, tiling.columns.indexOf(column));
}

function join(desk: Desk, tape: Tape, tiling: Scrolling, from: Column, target: string, into: Column): void {
  takeFromColumn(tiling, from, target);
  addToColumn(into, target);
  showColumn(desk, tape, tiling, tiling.columns.indexOf(into));
}

function move(
  desk: Desk,
  tape: Tape,
  tiling: Scrolling,
  target: string | undefined,
  how: string,
): ScrollingOutcome {
  const column = columnOf(tiling, target);
  if (how === '+col' || how === 'col' || how === '-col') {
    const step = how === '-col' ? -1 : 1;
    if (!column) return refuse('No tiled window has the focus.');
    const index = tiling.columns.indexOf(column) + step;
    const next = tiling.columns[index];
    if (next === undefined) {
      if (step === 1) setOffset(tiling, tapeLength(tape, tiling));
      return { scrolled: true };
    }
    showColumn(desk, tape, tiling, index);
    return { focus: step === 1 ? next.targets[0] : next.targets.at(-1) };
  }
  setOffset(tiling, tiling.offset - signed(how));
  const middle = columnAtCentre(tape, tiling);
  return { focus: middle?.targets[0], scrolled: true };
}

function swapColumns(desk: Desk, tape: Tape, tiling: Scrolling, column: Column, way: string): void {
  if (way !== 'l' && way !== 'r') throw new LayoutError('bad-dispatch', 'swapcol wants l or r.');
  const { columns } = tiling;
  if (columns.length < 2) refuse('There is no column to swap with.');
  const own = columns.indexOf(column);
  const wanted = own + (way === 'l' ? -1 : 1);
  const wrapped = (wanted + columns.length) % columns.length;
  const other = settingsOf(desk.model).scrolling.wrapSwap ? wrapped : clamp(wanted, 0, columns.length - 1);
  const swapped = columns[other];
  if (swapped === undefined) return;
  columns[own] = swapped;
  columns[other] = column;
  showColumn(desk, tape, tiling, other);
}

/**
 * A message to scrolling: `move`, `colresize`, `fit`, `focus`, `promote`, `consume`, `expel`, `consume_or_expel`,
 * `swapcol`, `center`, `fit_into_view`, `inhibit_scroll`. Throws LayoutError where it says nothing known or cannot be.
 */
export function messageScrolling(
  desk: Desk,
  ground: Ground,
  tiling: Scrolling,
  focused: string | undefined,
  words: readonly string[],
): ScrollingOutcome {
  const tape = tapeOf(desk, ground);
  const [command = '', argument = ''] = words;
  if (command === 'move') return move(desk, tape, tiling, focused, argument);
  if (command === 'inhibit_scroll') {
    const on = words.length === 1 ? tiling.inhibited === undefined : argument !== '0' && argument !== 'false';
    if (on) tiling.inhibited = tiling.offset;
    else delete tiling.inhibited;
    return {};
  }
  const column = columnOf(tiling, focused);
  if (!column || focused === undefined) return refuse('No tiled window has the focus.');
  const own = tiling.columns.indexOf(column);
  const next = tiling.columns[own + 1];
  switch (command) {
    case 'colresize':
      resize(desk, tape, tiling, column, words);
      return {};
    case 'fit':
      fit(desk, tape, tiling, column, argument);
      return {};
    case 'focus':
      return focus(desk, tape, tiling, focused, argument[0] ?? '');
    case 'promote':
      expel(desk, tape, tiling, column, focused, own);
      return {};
    case 'expel':
      if (column.targets.length < 2) return refuse('The column has a single window.');
      expel(desk, tape, tiling, column, column.targets.at(-1) ?? focused, own);
      return {};
    case 'consume':
      if (!next) return refuse('There is no next column.');
      join(desk, tape, tiling, next, next.targets[0] ?? '', column);
      return {};
    case 'consume_or_expel': {
      if (argument !== 'prev' && argument !== 'next')
        throw new LayoutError('bad-dispatch', 'consume_or_expel wants prev or next.');
      if (column.targets.length > 1) {
        expel(desk, tape, tiling, column, focused, argument === 'prev' ? own - 1 : own);
        return {};
      }
      const beside = argument === 'prev' ? tiling.columns[own - 1] : next;
      if (!beside) return refuse('There is no column on that side.');
      join(desk, tape, tiling, column, focused, beside);
      return {};
    }
    case 'swapcol':
      swapColumns(desk, tape, tiling, column, argument);
      return {};
    case 'center':
      centreColumn(tape, tiling, own);
      return {};
    case 'fit_into_view':
      showColumn(desk, tape, tiling, own);
      return {};
    default:
      throw new LayoutError('bad-dispatch', `Scrolling knows no message "${words.join(' ')}".`);
  }
}
