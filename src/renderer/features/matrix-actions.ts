import type { Board, BoardHost } from '../../shared/contract';
import { boardIndex, judgeOff, leafName, shortPath } from '../../shared/features';
import { announce, explainValue, openSource } from '../app';
import { openAssign, openBoardMenu, type MenuItemOf } from './board-menu';
import { assign, gesture, refuseWith, turnOff } from './gestures';
import { valueAt, type Cell } from './matrix-cells';
import type { MatrixRow } from './matrix-rows';

/** A cell that something is done with. */
export interface Spot {
  readonly board: Board;
  readonly row: Extract<MatrixRow, { kind: 'feature' | 'option' }>;
  readonly lane: BoardHost;
  readonly cell: Cell;
  /** The element it is drawn as. */
  readonly anchor: HTMLElement;
}

function pathOf({ row }: Spot): string {
  return row.kind === 'feature' ? row.path : row.option.path;
}

/** Shows the line that decides; where none does, the one that declares. */
export function openPlace(spot: Spot): void {
  const { row, cell, board } = spot;
  const declared =
    row.kind === 'option' ? row.option.place : (boardIndex(board).catalogue.get(row.path) ?? null);
  const place = cell.place ?? declared;
  if (place) openSource({ file: place.file, line: place.line });
  else announce('No line of the source says it.');
}

/** Shows why a cell has its value. */
export function explainSpot(spot: Spot): void {
  explainValue({ host: spot.lane.host, path: pathOf(spot), anchor: spot.anchor });
}

/** Why a cell is not changed in place, or null where it is. */
export function lockedWords({ row, cell, lane, board }: Spot): string | null {
  const place = cell.place ? ` in ${cell.place.file}:${cell.place.line}` : '';
  const state =
    row.kind === 'feature'
      ? boardIndex(board).lane(lane.host).states.get(row.path)?.state
      : valueAt(row.option, row.places.get(lane.host) ?? -1)?.state;
  if (state === 'computed') return `An expression decides it${place}; it is changed there.`;
  if (state === 'forced') return `It is forced${place}; it is changed there.`;
  if (row.kind === 'option' && !row.option.declared)
    return 'No module declares it, so it has no type to be changed by.';
  if (row.kind === 'feature' && row.entry === null) return 'No module declares it.';
  if (row.kind === 'option' && row.option.editor.kind === 'other') {
    return `A value of its type (${row.option.type}) is changed in its file.`;
  }
  return null;
}

/** Switches a feature, or a boolean option, the other way. Returns false where the cell is no switch. */
export function toggleSpot(spot: Spot): boolean {
  const { board, row, lane } = spot;
  const { host } = lane;
  if (row.kind === 'feature') {
    const isOn = boardIndex(board).lane(host).on.has(row.path);
    void (isOn ? turnOff(board, host, row.path) : assign(board, [row.path], [host]));
    return true;
  }
  const { option } = row;
  if (option.editor.kind !== 'bool' || option.editor.nullable) return false;
  const now = valueAt(option, row.places.get(host) ?? -1)?.value ?? option.default;
  void setSpot(spot, now === true ? 'false' : 'true');
  return true;
}

/** Gives an option a value, as Nix text. */
export function setSpot({ board, row, lane }: Spot, value: string): Promise<boolean> {
  const path = row.kind === 'feature' ? row.path : row.option.path;
  const name = shortPath(path, board.featureRoots);
  return gesture(
    [{ kind: 'set', host: lane.host, path, value }],
    `${name} = ${value} for ${lane.host}`,
    `${name} was not set for ${lane.host}`,
  );
}

/** Takes back what a file of the host's own says, so that what stands elsewhere or the default decides. */
export async function unsetSpot(spot: Spot): Promise<void> {
  const { board, row, lane } = spot;
  const path = pathOf(spot);
  const name = shortPath(path, board.featureRoots);
  if (row.kind === 'feature' && boardIndex(board).lane(lane.host).on.has(row.path)) {
    const { refusedBy } = judgeOff(board, lane.host, row.path);
    if (refusedBy.length > 0) {
      refuseWith({
        title: `${name} stays as it is for ${lane.host}`,
        reason: `${refusedBy.map(leafName).join(' and ')} ${refusedBy.length === 1 ? 'needs' : 'need'} it.`,
        hint: 'Turn that off first. Nothing was written.',
      });
      return;
    }
  }
  await gesture(
    [{ kind: 'unset', host: lane.host, path }],
    `${name} is not set for ${lane.host} any more`,
    `${name} was not unset for ${lane.host}`,
  );
}

/** Whether a file of the host's own says it, so that it can be unset. */
export function isOwn({ board, row, lane }: Spot): boolean {
  if (row.kind === 'feature') {
    const state = boardIndex(board).lane(lane.host).states.get(row.path);
    return state !== undefined && (state.state === 'on' || state.state === 'off');
  }
  const value = valueAt(row.option, row.places.get(lane.host) ?? -1);
  return value !== undefined && value.own !== null;
}

/** Everything that can be done with a cell, as a menu: the twin of its keys. */
export function openCellMenu(spot: Spot, change: () => void): void {
  const { row, cell, anchor, lane } = spot;
  const locked = lockedWords(spot);
  const name = row.kind === 'feature' ? row.name : row.option.name;
  const items: MenuItemOf[] = [
    { words: locked ?? 'Change', keys: 'Enter', disabled: locked !== null, run: change },
    { words: 'Unset', keys: 'Delete', disabled: !isOwn(spot), run: () => void unsetSpot(spot) },
    { words: 'Explain', keys: 'E', run: () => explainSpot(spot) },
    {
      words: cell.place ? `Open ${cell.place.file}:${cell.place.line}` : 'Open where it is declared',
      keys: 'O',
      run: () => openPlace(spot),
    },
    ...(row.kind === 'feature' && row.entry
      ? [{ words: `Assign ${row.name} to…`, run: () => openAssign([row.path], anchor) }]
      : []),
  ];
  openBoardMenu({ kind: 'cell', title: `${name} on ${lane.host}: ${cell.words}`, items, anchor });
}
