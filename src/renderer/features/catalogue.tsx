import { useMemo, useState, type CSSProperties } from 'react';
import type { Board } from '../../shared/contract';
import { Filter, Icon } from '../ui';
import { categoryColour, groupCatalogue } from './board-model';
import { useBoardView } from './board-view';
import { putBackOnBlur, useCatalogueKeys } from './catalogue-keys';
import { CatalogueRow } from './catalogue-row';
import type { Tag } from '../app';

/** Every feature by category; one or many can be lifted onto hosts or assigned by menu. */
export function Catalogue({ board, tags }: { board: Board; tags: readonly Tag[] }) {
  const [query, setQuery] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const selected = useBoardView((state) => state.selected);
  const groups = useMemo(() => groupCatalogue(board, query), [board, query]);
  const { list, onKeyDown } = useCatalogueKeys(board, groups, tags);
  const isOpen = (category: string): boolean => query !== '' || !closed.has(category);
  const shown = groups.flatMap((group) =>
    isOpen(group.category) ? group.entries.map((entry) => entry.feature.path) : [],
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
        Space lifts, Enter opens Assign to…, Shift with arrows selects several
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the rows inside, caught once */}
      <div ref={list} className="catalogue-list" onKeyDown={onKeyDown} onBlur={putBackOnBlur}>
        {groups.length === 0 ? (
          <p className="wb cap mut">No feature has these words in its name, description or category.</p>
        ) : null}
        {groups.map((group) => {
          const open = isOpen(group.category);
          return (
            <section key={group.category} aria-label={group.title}>
              <button
                type="button"
                className="fcat"
                aria-expanded={open}
                style={{ '--c': categoryColour(group.category) } as CSSProperties}
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
                    <CatalogueRow
                      key={item.feature.path}
                      entry={item}
                      hosts={board.hosts.length}
                      focusable={item.feature.path === entry}
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
