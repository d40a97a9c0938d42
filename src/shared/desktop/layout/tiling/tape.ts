import { isAtLeast, type Sides } from '../../model';
import { clamp, f32, round, type Box } from '../box';
import type { Ground } from '../ground';
import { settingsOf } from '../settings';
import type { Column, Desk, Direction, Scrolling } from '../state';

/**
 * The tape of the scrolling layout: columns one behind the other, and a view that moves along it. Lengths are in the
 * direction of scrolling ("along") or at right angles to it ("across").
 */
export interface Tape {
  readonly direction: Direction;
  readonly horizontal: boolean;
  readonly reversed: boolean;
  /** The view, its corner relative to the monitor as Hyprland has it. */
  readonly view: number;
  readonly across: number;
  readonly fullOnOne: boolean;
}

/** Which way the tape runs: the workspace rule decides, else the option. */
export function tapeOf(desk: Desk, ground: Ground): Tape {
  const settings = settingsOf(desk.model).scrolling;
  const named = ground.rule?.layoutOptions.direction?.value ?? settings.direction;
  const direction: Direction = named === 'left' || named === 'up' || named === 'down' ? named : 'right';
  const horizontal = direction === 'left' || direction === 'right';
  const w = Math.max(ground.area.w, 1);
  const h = Math.max(ground.area.h, 1);
  return {
    direction,
    horizontal,
    reversed: direction === 'left' || direction === 'up',
    view: horizontal ? w : h,
    across: horizontal ? h : w,
    fullOnOne: settings.fullOnOne,
  };
}

/** How long a column is. */
export const columnLength = (tape: Tape, tiling: Scrolling, column: Column): number =>
  tape.fullOnOne && tiling.columns.length === 1 ? tape.view : tape.view * column.width;

/** Where a column begins on the tape, in logical pixels. */
export function columnStart(tape: Tape, tiling: Scrolling, index: number): number {
  let start = 0;
  for (const column of tiling.columns.slice(0, index)) start += columnLength(tape, tiling, column);
  return start;
}

/** How long all columns together are, in logical pixels. */
export const tapeLength = (tape: Tape, tiling: Scrolling): number =>
  columnStart(tape, tiling, tiling.columns.length);

/** Moves the view, unless scrolling is inhibited. */
export function setOffset(tiling: Scrolling, offset: number): void {
  tiling.offset = tiling.inhibited ?? offset;
}

/** Moves the view so that a column is in its middle. */
export function centreColumn(tape: Tape, tiling: Scrolling, index: number): void {
  const column = tiling.columns[index];
  if (column === undefined) return;
  const start = columnStart(tape, tiling, index);
  setOffset(tiling, start - (tape.view - columnLength(tape, tiling, column)) / 2);
}

/** Moves the view as little as possible so that a column is wholly in it. */
export function fitColumn(tape: Tape, tiling: Scrolling, index: number): void {
  const column = tiling.columns[index];
  if (column === undefined) return;
  const start = columnStart(tape, tiling, index);
  const least = start - tape.view + columnLength(tape, tiling, column);
  if (least > start) centreColumn(tape, tiling, index);
  else setOffset(tiling, clamp(tiling.offset, least, start));
}

/** What `focus_fit_method` asks for. */
export function showColumn(desk: Desk, tape: Tape, tiling: Scrolling, index: number): void {
  if (settingsOf(desk.model).scrolling.fit) fitColumn(tape, tiling, index);
  else centreColumn(tape, tiling, index);
}

/** Whether a column is in the view, wholly or at least a part. */
export function isColumnInView(tape: Tape, tiling: Scrolling, index: number, wholly: boolean): boolean {
  const column = tiling.columns[index];
  if (column === undefined) return false;
  const start = columnStart(tape, tiling, index);
  const end = start + columnLength(tape, tiling, column);
  const from = tiling.offset;
  const to = from + tape.view;
  return wholly ? start >= from && end <= to : start < to && from < end;
}

/** The column in the middle of the view. */
export function columnAtCentre(tape: Tape, tiling: Scrolling): Column | undefined {
  const centre = tiling.offset + tape.view / 2;
  let end = 0;
  for (const column of tiling.columns) {
    end += columnLength(tape, tiling, column);
    if (end >= centre - 2) return column;
  }
  return tiling.columns.at(-1);
}

/** Content that fits is centred; an offset below the start is undone where columns are fitted. */
export function steady(desk: Desk, tape: Tape, tiling: Scrolling): void {
  const length = tapeLength(tape, tiling);
  if (length < tape.view) setOffset(tiling, round((length - tape.view) / 2));
  if (length > tape.view && tiling.offset < 0 && settingsOf(desk.model).scrolling.fit) setOffset(tiling, 0);
}

/** Where a target of a column goes, before inner gaps. */
export function targetBox(tape: Tape, tiling: Scrolling, ground: Ground, index: number, row: number): Box {
  const column = tiling.columns[index];
  if (column === undefined) return ground.area;
  const along = columnStart(tape, tiling, index);
  const length = columnLength(tape, tiling, column);
  const start = tape.reversed ? tape.view - along - length + tiling.offset : along - tiling.offset;
  let before = 0;
  for (const size of column.sizes.slice(0, row)) before += size * tape.across;
  const size = (column.sizes[row] ?? 1) * tape.across;
  const { x, y } = ground.area;
  return tape.horizontal
    ? { x: x + start, y: y + before, w: length, h: size }
    : { x: x + before, y: y + start, w: size, h: length };
}

/**
 * Inner gaps of a tile. Up to 0.56 a column has a gap towards each neighbour; from 0.57 on, one that has a neighbour has
 * gaps at both its sides (measured: columns of 931 became 926).
 */
export function gapsOf(
  desk: Desk,
  tape: Tape,
  tiling: Scrolling,
  gapsIn: Sides,
  index: number,
  row: number,
): Sides {
  const columns = tiling.columns.length;
  const rows = tiling.columns[index]?.targets.length ?? 1;
  const both = isAtLeast(desk.model.version, 0, 57) && columns > 1;
  const before = both || (tape.reversed ? index + 1 < columns : index > 0);
  const after = both || (tape.reversed ? index > 0 : index + 1 < columns);
  const above = tape.reversed ? row + 1 < rows : row > 0;
  const below = tape.reversed ? row > 0 : row + 1 < rows;
  const [left, right, top, bottom] = tape.horizontal
    ? [before, after, above, below]
    : [above, below, before, after];
  return {
    left: left ? gapsIn.left : 0,
    right: right ? gapsIn.right : 0,
    top: top ? gapsIn.top : 0,
    bottom: bottom ? gapsIn.bottom : 0,
  };
}

/** Puts a target into a column, all others giving room in proportion. */
export function addToColumn(column: Column, target: string, at = column.targets.length): void {
  const count = column.targets.length;
  column.sizes = column.sizes.map((size) => f32(f32(size * count) / (count + 1)));
  column.targets.splice(at, 0, target);
  column.sizes.splice(at, 0, f32(1 / (count + 1)));
}

/** Takes a target out of its column, and the column off the tape where it was the last. True where the column went. */
export function takeFromColumn(tiling: Scrolling, column: Column, target: string): boolean {
  const row = column.targets.indexOf(target);
  if (row === -1) return false;
  column.targets.splice(row, 1);
  column.sizes.splice(row, 1);
  const total = column.sizes.reduce((sum, size) => f32(sum + size), 0);
  if (total > 0) column.sizes = column.sizes.map((size) => f32(size / total));
  if (column.targets.length > 0) return false;
  tiling.columns = tiling.columns.filter((one) => one !== column);
  return true;
}
