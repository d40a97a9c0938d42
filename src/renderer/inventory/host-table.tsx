/* oxlint-disable jsx-a11y/no-noninteractive-element-to-interactive-role -- a table one moves through row by row is a grid */
import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { Fact, Host } from '../../shared/contract';
import { factText, hostState } from '../app';
import { FactAge, IconWord } from '../ui';
import type { HostGroup } from './grouping';

const COLUMNS = ['host', 'state', 'role', 'hardware', 'desktop', 'nixos', 'gen', 'drift', 'seen'] as const;
type Column = (typeof COLUMNS)[number];
/** The group says the role and the state says the drift, so these give way when there is no room. */
const WIDE_ONLY: ReadonlySet<Column> = new Set(['role', 'drift']);
/** What stays when there is very little room; the details have the rest. */
const ALWAYS: ReadonlySet<Column> = new Set(['host', 'state', 'gen', 'seen']);

/** How much room the table has. */
export type Room = 'wide' | 'narrow' | 'tight';

function columnsFor(room: Room): readonly Column[] {
  switch (room) {
    case 'wide':
      return COLUMNS;
    case 'narrow':
      return COLUMNS.filter((column) => !WIDE_ONLY.has(column));
    case 'tight':
      return COLUMNS.filter((column) => ALWAYS.has(column));
  }
}
const HEADS: Record<Column, string> = {
  host: 'Host',
  state: 'State',
  role: 'Role',
  hardware: 'Hardware',
  desktop: 'Desktop',
  nixos: 'NixOS',
  gen: 'Gen',
  drift: 'Drift',
  seen: 'Seen',
};

/** A fact in a cell. What comes from evaluation or from the host keeps its place with a quiet dash until then. */
function Cell({ fact, mono }: { fact: Fact | undefined; mono?: boolean }) {
  const text = factText(fact);
  if (text === null) {
    return (
      <span className="mut">
        –<span className="unseen">not known</span>
      </span>
    );
  }
  return (
    <span className={mono ? 'mono m11' : undefined} title={text}>
      {text}
    </span>
  );
}

function driftWords(fact: Fact | undefined): { words: string; tone: string } | null {
  switch (fact?.value) {
    case 'as-declared':
      return { words: 'none', tone: 'sec' };
    case 'differs':
      return { words: 'differs', tone: 'warn' };
    default:
      return null;
  }
}

function cellOf(host: Host, column: Column): ReactElement {
  const state = hostState(host);
  switch (column) {
    case 'host':
      return (
        <td key={column} className="name" title={host.name}>
          <IconWord icon={state.icon} tone={state.tone}>
            {host.name}
          </IconWord>
        </td>
      );
    case 'state':
      return (
        <td key={column} className={state.wordsTone}>
          {state.words}
        </td>
      );
    case 'gen':
      return (
        <td key={column} className="r sec">
          <Cell fact={host.facts['generation']} />
        </td>
      );
    case 'nixos':
      return (
        <td key={column} className="sec">
          <Cell fact={host.facts['nixosVersion']} mono />
        </td>
      );
    case 'drift': {
      const drift = driftWords(host.facts['drift']);
      return (
        <td key={column} className={drift?.tone ?? 'mut'}>
          {drift?.words ?? <Cell fact={undefined} />}
        </td>
      );
    }
    case 'seen':
      return (
        <td key={column} className="r">
          {state.seenAt && state.seenFrom ? (
            <FactAge from={state.seenFrom} at={state.seenAt} />
          ) : (
            <span className="cap mut">never</span>
          )}
        </td>
      );
    case 'role':
    case 'hardware':
    case 'desktop':
      return (
        <td key={column} className="sec">
          <Cell fact={host.facts[column]} />
        </td>
      );
  }
}

function HostRow({
  host,
  columns,
  open,
  focusable,
  onOpen,
}: {
  host: Host;
  columns: readonly Column[];
  open: boolean;
  focusable: boolean;
  onOpen: () => void;
}) {
  return (
    <tr
      className={open ? 'host-row on' : 'host-row'}
      data-host={host.name}
      aria-selected={open}
      tabIndex={focusable ? 0 : -1}
      onClick={onOpen}
    >
      {columns.map((column) => cellOf(host, column))}
    </tr>
  );
}

/** Every host in groups. One row takes the focus at a time: arrows move it, Enter opens, Esc is the panel's. */
export function HostTable({
  groups,
  room,
  openHost,
  onOpen,
}: {
  groups: readonly HostGroup[];
  room: Room;
  openHost: string | null;
  onOpen: (host: string) => void;
}) {
  const columns = columnsFor(room);
  const body = useRef<HTMLTableElement>(null);
  const names = groups.flatMap((group) => group.hosts.map((host) => host.name));
  const entry = openHost !== null && names.includes(openHost) ? openHost : names[0];

  const onKeyDown = (event: KeyboardEvent): void => {
    const row =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('tr[data-host]') : null;
    if (!row) return;
    const rows = [...(body.current?.querySelectorAll<HTMLElement>('tr[data-host]') ?? [])];
    const at = rows.indexOf(row);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      rows[Math.max(0, Math.min(rows.length - 1, to))]?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen(row.dataset['host'] ?? '');
    }
  };

  return (
    <table ref={body} className="hosts" role="grid" aria-label="Hosts" onKeyDown={onKeyDown}>
      <colgroup>
        {columns.map((column) => (
          <col key={column} className={`c-${column}`} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className={`c-${column}${column === 'gen' || column === 'seen' ? ' r' : ''}`}
            >
              {HEADS[column]}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.title}>
          <tr className="grp">
            <th scope="rowgroup" colSpan={columns.length}>
              {group.title}, {group.hosts.length}
            </th>
          </tr>
          {group.hosts.map((host) => (
            <HostRow
              key={host.name}
              host={host}
              columns={columns}
              open={host.name === openHost}
              focusable={host.name === entry}
              onOpen={() => onOpen(host.name)}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}
