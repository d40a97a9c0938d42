import { useDraggable } from '@dnd-kit/react';
import { useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import type { Board } from '../../shared/contract';
import { leafName } from '../../shared/features';
import { announce, carryOver, lift, putBack, spokenOver, useCarry } from '../app';
import { Filter, Icon } from '../ui';
import { categoryColour, groupCatalogue, stepHost, type CatalogueEntry } from './board-model';
import { selectFeature, turnOn, useBoardView } from './gestures';

function Row({
  entry,
  hosts,
  selected,
  focusable,
  onAssign,
}: {
  entry: CatalogueEntry;
  hosts: number;
  selected: boolean;
  focusable: boolean;
  onAssign: (path: string, anchor: HTMLElement) => void;
}) {
  const { path } = entry.feature;
  const { ref } = useDraggable({ id: `feature:${path}`, data: { path } });
  const carried = useCarry((state) => state.carry?.path === path);
  return (
    <li>
      <button
        ref={ref}
        type="button"
        className={selected || carried ? 'fr on' : 'fr'}
        data-feature={entry.short}
        data-path={path}
        tabIndex={focusable ? 0 : -1}
        aria-pressed={carried}
        aria-describedby="carry-keys"
        title={entry.feature.title}
        onClick={() => selectFeature(path)}
        onContextMenu={(event) => {
          event.preventDefault();
          onAssign(path, event.currentTarget);
        }}
      >
        <Icon name="grip" small />
        <span className="el">{entry.name}</span>
        <span className="cap mut">
          {entry.onHosts} of {hosts}
        </span>
      </button>
    </li>
  );
}

/** Keys of the catalogue: arrows move, Space lifts and drops, Esc puts back, Enter assigns. */
function useCatalogueKeys(board: Board, onAssign: (path: string, anchor: HTMLElement) => void) {
  const list = useRef<HTMLDivElement>(null);
  const hosts = board.hosts.map(({ host }) => host);
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-path]') : null;
    const path = row?.dataset['path'];
    if (!row || path === undefined) return;
    const { carry } = useCarry.getState();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
    const own = [' ', 'Enter', 'Escape'].includes(event.key) || step !== null;
    if (!own) return;
    if (carry?.by === 'pointer') return;
    if (event.key === 'Escape' && !carry) return;
    event.preventDefault();
    event.stopPropagation();
    if (carry) {
      if (event.key === 'Escape') {
        putBack();
        announce(`${leafName(path)} put back`);
      } else if (step !== null) {
        const host = stepHost(hosts, carry.over, step);
        carryOver(host);
        if (host !== null) announce(spokenOver(board, carry, host));
      } else if (carry.over !== null) {
        putBack();
        void turnOn(board, carry.over, path);
      }
    } else if (step !== null) {
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-path]') ?? [])];
      rows[rows.indexOf(row) + step]?.focus();
    } else if (event.key === ' ') {
      selectFeature(path);
      lift(board, path, 'keyboard', null);
      announce(`${leafName(path)} lifted. Up and Down choose the host, Space drops, Escape puts back.`);
    } else {
      onAssign(path, row);
    }
  };
  return { list, onKeyDown };
}

/** Every feature by category; each can be lifted onto a host or assigned by menu. */
export function Catalogue({
  board,
  onAssign,
}: {
  board: Board;
  onAssign: (path: string, anchor: HTMLElement) => void;
}) {
  const [query, setQuery] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const selected = useBoardView((state) => state.selected);
  const groups = groupCatalogue(board, query);
  const { list, onKeyDown } = useCatalogueKeys(board, onAssign);
  const shown = groups.flatMap((group) =>
    closed.has(group.category) && query === '' ? [] : group.entries.map((entry) => entry.feature.path),
  );
  const entry = selected !== null && shown.includes(selected) ? selected : shown[0];
  const toggle = (category: string): void => {
    const next = new Set(closed);
    if (!next.delete(category)) next.add(category);
    setClosed(next);
  };
  return (
    <section className="catalogue" aria-label="Catalogue">
      <div className="catalogue-filter">
        <Filter label="Filter features" value={query} onChange={setQuery} />
      </div>
      <p id="carry-keys" className="unseen">
        Space lifts, Enter opens Assign to…
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the rows inside, caught once */}
      <div
        ref={list}
        className="catalogue-list"
        onKeyDown={onKeyDown}
        onBlur={() => {
          const { carry } = useCarry.getState();
          if (carry?.by === 'keyboard') putBack();
        }}
      >
        {groups.length === 0 ? <p className="none cap mut">No feature by that name.</p> : null}
        {groups.map((group) => {
          const open = query !== '' || !closed.has(group.category);
          return (
            <section key={group.category} aria-label={group.title}>
              <button
                type="button"
                className="fcat"
                style={{ '--c': categoryColour(group.category) } as CSSProperties}
                aria-expanded={open}
                onClick={() => toggle(group.category)}
              >
                <i className="tick" />
                <Icon name={open ? 'down' : 'right'} small />
                <span className="el">{group.title}</span>
                <span className="n">{group.entries.length}</span>
              </button>
              {open ? (
                <ul>
                  {group.entries.map((item) => (
                    <Row
                      key={item.feature.path}
                      entry={item}
                      hosts={board.hosts.length}
                      selected={item.feature.path === selected}
                      focusable={item.feature.path === entry}
                      onAssign={onAssign}
                    />
                  ))}
                </ul>
              ) : null}
            </section>
          );
        })}
      </div>
    </section>
  );
}
