import { type InventoryColumn, inventoryColumnSchema } from '../../shared/contract';

export interface Column {
  readonly id: InventoryColumn;
  /** In the head of the list. */
  readonly head: string;
  /** In menus and for screen readers, where the head alone would not say it. */
  readonly words: string;
  /** Pixels, until somebody drags it. */
  readonly width: number;
  /** Numbers and ages stand at the right. */
  readonly right?: true;
  /** What gives way last when there is little room; 0 always stays. */
  readonly rank: number;
}

/** A column with the width it has now. */
export interface PlacedColumn extends Column {
  readonly width: number;
}

const COLUMNS: Record<InventoryColumn, Omit<Column, 'id'>> = {
  host: { head: 'Host', words: 'Host', width: 148, rank: 0 },
  state: { head: 'State', words: 'State', width: 164, rank: 0 },
  role: { head: 'Role', words: 'Role', width: 96, rank: 10 },
  hardware: { head: 'Hardware', words: 'Hardware', width: 124, rank: 9 },
  desktop: { head: 'Desktop', words: 'Desktop', width: 92, rank: 8 },
  address: { head: 'Address', words: 'Addresses', width: 124, rank: 14 },
  tags: { head: 'Tags', words: 'Tags', width: 140, rank: 16 },
  reachable: { head: 'Answers', words: 'Answers, and when it was asked', width: 104, rank: 15 },
  nixos: { head: 'NixOS', words: 'NixOS version', width: 104, rank: 4 },
  gen: { head: 'Gen', words: 'Generation that runs', width: 48, right: true, rank: 1 },
  drift: { head: 'Drift', words: 'Drift from the working tree', width: 104, rank: 6 },
  failed: { head: 'Failed', words: 'Failed units', width: 60, right: true, rank: 13 },
  load: { head: 'Load', words: 'Load', width: 116, rank: 5 },
  disk: { head: 'Root disk', words: 'Root disk, used', width: 112, rank: 3 },
  boot: { head: '/boot', words: '/boot, used', width: 104, rank: 12 },
  reboot: { head: 'Reboot', words: 'Reboot due', width: 72, rank: 11 },
  deployed: { head: 'Deployed', words: 'Last deploy', width: 132, rank: 7 },
  seen: { head: 'Seen', words: 'When it last told something', width: 76, right: true, rank: 2 },
};

/** Narrower than this a column says nothing. */
export const NARROWEST = 40;
export const WIDEST = 1200;

export function columnOf(id: InventoryColumn): Column {
  return { id, ...COLUMNS[id] };
}

export const ALL_COLUMNS: readonly Column[] = inventoryColumnSchema.options.map(columnOf);

/** The columns that fit into so many pixels, the most telling first, in their usual order. */
export function fittingColumns(pixels: number): readonly PlacedColumn[] {
  let left = pixels;
  const chosen = new Set<InventoryColumn>();
  for (const column of ALL_COLUMNS.toSorted((a, b) => a.rank - b.rank)) {
    if (column.rank > 0 && column.width > left) break;
    left -= column.width;
    chosen.add(column.id);
  }
  return ALL_COLUMNS.filter(({ id }) => chosen.has(id));
}

/** The columns as somebody arranged them, else those that fit. The name stands first whatever was chosen. */
export function placedColumns(
  chosen: readonly { readonly id: InventoryColumn; readonly width: number }[] | null,
  pixels: number,
): readonly PlacedColumn[] {
  if (chosen === null) return fittingColumns(pixels);
  const seen = new Set<InventoryColumn>();
  const placed = [...chosen.filter(({ id }) => id === 'host'), ...chosen]
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .map(({ id, width }) => ({ ...columnOf(id), width }));
  return placed[0]?.id === 'host' ? placed : [columnOf('host'), ...placed];
}

/** Moves a column by one place to the left (-1) or right (1); the name stays first. */
export function movedColumn<Placed extends { readonly id: InventoryColumn }>(
  columns: readonly Placed[],
  id: InventoryColumn,
  to: number,
): readonly Placed[] {
  const from = columns.findIndex((column) => column.id === id);
  const moved = columns[from];
  const target = Math.max(1, Math.min(columns.length - 1, to));
  if (moved === undefined || from === 0 || from === target) return columns;
  const rest = columns.filter((column) => column.id !== id);
  return [...rest.slice(0, target), moved, ...rest.slice(target)];
}
