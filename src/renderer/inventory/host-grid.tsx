/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a table is laid out anew as a whole whenever a line comes or goes */
import {
  type CSSProperties,
  Fragment,
  type KeyboardEvent,
  type MouseEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Arrangement, InventoryColumn, LoadSample } from '../../shared/contract';
import { announce } from '../app';
import type { Item } from './arrange';
import { allOrNone, anchored, NOTHING_CHOSEN, ranged, toggled } from './choice';
import type { PlacedColumn } from './columns';
import { GridHead } from './grid-head';
import { TYPED_TOGETHER_MS, typedAhead, wantedBy } from './grid-keys';
import { Gap, GroupLine, HostLine } from './grid-line';
import { choose, setInventoryState, useInventoryState } from './store';
import { useLines } from './use-lines';

interface GridProps {
  readonly items: readonly Item[];
  readonly columns: readonly PlacedColumn[];
  /** Whether somebody chose the columns: then they keep their widths whatever room there is. */
  readonly isFixed: boolean;
  readonly sort: Arrangement['sort'];
  readonly openHost: string | null;
  readonly loads: Readonly<Record<string, readonly LoadSample[]>>;
  /** What the list scrolls in, and the pixels it has across. */
  readonly scroller: HTMLElement | null;
  readonly room: number;
  onOpen(host: string): void;
  onSort(sort: Arrangement['sort']): void;
  onColumns(columns: readonly PlacedColumn[]): void;
}

/** Pixels of the checkboxes before the columns. */
const PICK_WIDTH = 32;

const keyOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined;

/** Tells how many are chosen now. */
function sayChosen(): void {
  const { size } = useInventoryState.getState().choice.hosts;
  announce(size === 0 ? 'No host is chosen' : size === 1 ? '1 host chosen' : `${size} hosts chosen`);
}

/**
 * Every host, one line each. One line takes the focus at a time: arrows, pages, ends and typed names move it, Enter
 * opens, Space and Shift choose.
 */
export function HostGrid(props: GridProps) {
  const { items, columns, isFixed, sort, openHost, loads, scroller, room, onOpen, onSort, onColumns } = props;
  const table = useRef<HTMLDivElement>(null);
  const choice = useInventoryState((state) => state.choice);
  const active = useInventoryState((state) => state.active);
  const [widths, setWidths] = useState<ReadonlyMap<InventoryColumn, number> | null>(null);
  /** A line that shall have the focus once it is drawn. */
  const wantsFocus = useRef<string | null>(null);
  const typed = useRef({ letters: '', at: 0 });

  const hosts = useMemo(
    () =>
      items.flatMap((item, index) =>
        item.kind === 'host' ? [{ key: item.key, host: item.row.host.name, index }] : [],
      ),
    [items],
  );
  const entry =
    hosts.find(({ key }) => key === active) ?? hosts.find(({ host }) => host === openHost) ?? hosts[0];
  const { drawn, gapAfter, page, reveal } = useLines(items, scroller, entry?.index ?? -1);

  const goTo = (key: string): void => {
    const line = hosts.find((one) => one.key === key);
    if (!line) return;
    wantsFocus.current = key;
    setInventoryState({ active: key });
    reveal(line.index);
    // Already drawn and already the entry: no render comes of it.
    focusWanted();
  };
  const focusWanted = (): void => {
    const key = wantsFocus.current;
    if (key === null) return;
    const line = table.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (!line) return;
    wantsFocus.current = null;
    line.focus();
  };
  useLayoutEffect(focusWanted);

  const onClick = (event: MouseEvent): void => {
    const key = keyOf(event.target);
    const line = hosts.find((one) => one.key === key);
    if (!line) return;
    const isBox = event.target instanceof Element && event.target.closest('.pick') !== null;
    setInventoryState({ active: line.key });
    if (event.shiftKey) choose((old) => ranged(old, hosts, line.key));
    else if (isBox || event.ctrlKey || event.metaKey) choose((old) => toggled(old, line));
    else {
      choose((old) => anchored(old, line.key));
      onOpen(line.host);
      return;
    }
    sayChosen();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = hosts.findIndex(({ key }) => key === keyOf(event.target));
    const line = hosts[at];
    const wanted = line ? wantedBy(event, at, hosts.length, page) : null;
    if (!line || !wanted) return;
    if (wanted.kind === 'none' && choice.hosts.size === 0) return;
    event.preventDefault();
    switch (wanted.kind) {
      case 'go': {
        const to = hosts[wanted.to];
        if (!to) return;
        if (wanted.extend) {
          choose((old) =>
            ranged(old.anchor === null ? toggled(anchored(old, line.key), line) : old, hosts, to.key),
          );
          sayChosen();
        }
        goTo(to.key);
        return;
      }
      case 'type': {
        const isOneWord = event.timeStamp - typed.current.at < TYPED_TOGETHER_MS;
        const letters = (isOneWord ? typed.current.letters : '') + wanted.letter;
        typed.current = { letters, at: event.timeStamp };
        const found = items[typedAhead(items, line.index, letters) ?? -1];
        if (found) goTo(found.key);
        return;
      }
      case 'heads':
        table.current?.querySelector<HTMLElement>('.heads button[tabindex="0"]')?.focus();
        return;
      case 'open':
        onOpen(line.host);
        return;
      case 'toggle':
        choose((old) => toggled(old, line));
        break;
      case 'all':
        choose((old) => allOrNone(old, hosts));
        break;
      case 'none':
        choose(() => NOTHING_CHOSEN);
        break;
    }
    sayChosen();
  };

  /** The columns at the widths they have on screen, which is what somebody sees who drags one of them. */
  const measured = (): readonly PlacedColumn[] =>
    columns.map((column) => {
      const head = table.current?.querySelector<HTMLElement>(`[data-column="${column.id}"]`);
      return { ...column, width: head?.offsetWidth ?? column.width };
    });
  const onWidth = (id: InventoryColumn, width: number, done: boolean): void => {
    const now = measured().map((column) => (column.id === id ? { ...column, width } : column));
    setWidths(done ? null : new Map(now.map((column) => [column.id, column.width])));
    if (done) onColumns(now);
  };
  const shownChosen = hosts.filter(({ host }) => choice.hosts.has(host)).length;
  const placed = columns.map((column) => ({ ...column, width: widths?.get(column.id) ?? column.width }));
  const total = placed.reduce((sum, { width }) => sum + width, PICK_WIDTH);
  // Chosen widths stay, and what is left over stays free; others share what there is.
  const isKept = isFixed || widths !== null;
  const tracks = placed.map(({ width }) => (isKept ? `${width}px` : `minmax(${width}px, ${width}fr)`));
  const isWide = scroller !== null && total > room;
  const style: CSSProperties & Record<'--columns', string> = {
    minWidth: total,
    '--columns': [`${PICK_WIDTH}px`, ...tracks].join(' '),
  };

  return (
    <div
      ref={table}
      className={isWide ? 'hosts wide' : 'hosts'}
      style={style}
      role="grid"
      aria-label="Hosts"
      aria-rowcount={items.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      tabIndex={-1}
      onClick={onClick}
      onMouseDown={(event) => {
        // Or Shift would mark the text between two clicks.
        if (event.shiftKey && keyOf(event.target) !== undefined) event.preventDefault();
      }}
      onKeyDown={onKeyDown}
    >
      <GridHead
        columns={columns}
        sort={sort}
        chosen={shownChosen === 0 ? 'none' : shownChosen === hosts.length ? 'all' : 'some'}
        onSort={onSort}
        onWidth={onWidth}
        onColumns={(next) => {
          const now = new Map(measured().map((column) => [column.id, column]));
          onColumns(next.map((column) => now.get(column.id) ?? column));
        }}
        onChooseAll={() => {
          choose((old) => allOrNone(old, hosts));
          sayChosen();
        }}
        onLeave={() => {
          if (entry) goTo(entry.key);
        }}
      />
      {drawn.map(({ index, gap }) => {
        const item = items[index];
        if (!item) return null;
        return (
          <Fragment key={item.key}>
            <Gap pixels={gap} />
            {item.kind === 'group' ? (
              <GroupLine title={item.title} count={item.count} index={index + 2} span={columns.length + 1} />
            ) : (
              <HostLine
                row={item.row}
                lineKey={item.key}
                index={index + 2}
                columns={columns}
                isOpen={item.row.host.name === openHost}
                isChosen={choice.hosts.has(item.row.host.name)}
                isEntry={item.key === entry?.key}
                samples={loads[item.row.host.name]}
              />
            )}
          </Fragment>
        );
      })}
      <Gap pixels={gapAfter} />
    </div>
  );
}
