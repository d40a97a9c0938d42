import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Host } from '../../shared/contract';
import { Age, Icon } from '../ui';
import { openDetails } from './actions';
import { dropOnHost, dropOnTag, isReached, useCarry, verdictOn, verdictWords } from './carry';
import { hostState } from './host-state';
import { tagsOf } from './tags';

/** A row and the gap below it. */
const ROW_PX = 27;
/** Up to this many hosts all are kept, so that finding in the page and reading aloud miss none. */
const KEPT = 60;

const RailHost = memo(function RailHost({
  host,
  isEntry,
}: {
  host: Host;
  /** Whether Tab leads here; arrows lead on. */
  isEntry: boolean;
}) {
  const state = hostState(host);
  const verdict = useCarry((store) => verdictOn(store, host.name));
  const over = useCarry((store) => isReached(store, host.name));
  const classes = ['hst', verdict ? `v-${verdict.verdict}` : '', over ? 'over' : ''].join(' ').trim();
  return (
    <button
      type="button"
      className={classes}
      data-host={host.name}
      data-drop={dropOnHost(host.name)}
      title={`${host.name}: ${state.words}`}
      tabIndex={isEntry ? 0 : -1}
      onClick={() => openDetails(host.name)}
    >
      <span className={state.tone}>
        <Icon name={state.icon} small label={state.words} />
      </span>
      <span className="nav-word el">{host.name}</span>
      <span className="cap">
        {verdict ? verdictWords(verdict, over) : state.seenAt ? <Age at={state.seenAt} /> : '–'}
      </span>
    </button>
  );
});

/** The tags, as places to drop features on: only there while some are in the hand. */
function RailTags({ hosts }: { hosts: readonly Host[] }) {
  const carrying = useCarry(({ carry }) => carry?.by === 'pointer' && carry.load.kind === 'features');
  const over = useCarry((store) => store.over?.name);
  const tags = useMemo(() => (carrying ? tagsOf(hosts) : []), [carrying, hosts]);
  if (tags.length === 0) return null;
  return (
    <ul className="rail-tags" aria-label="Tags">
      {tags.map((tag) => (
        <li
          key={tag.name}
          className={over === `@${tag.name}` ? 'hst over' : 'hst'}
          data-drop={dropOnTag(tag.name)}
        >
          <span className="nav-word el">@{tag.name}</span>
          <span className="cap">{tag.hosts.length}</span>
        </li>
      ))}
    </ul>
  );
}

/**
 * Every host: a door to its details and a place to drop features. Only those in view are drawn, and the one that
 * takes the focus; Up, Down, Home and End lead from it to others.
 */
export function RailHosts({ hosts }: { hosts: readonly Host[] }) {
  const [list, setList] = useState<HTMLElement | null>(null);
  const [entry, setEntry] = useState<string | null>(null);
  /** A host that shall have the focus once it is drawn. */
  const wantsFocus = useRef<string | null>(null);
  const entryAt = Math.max(
    0,
    hosts.findIndex(({ name }) => name === entry),
  );
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here and handed to nobody
  const virtual = useVirtualizer({
    count: hosts.length,
    getScrollElement: () => list,
    estimateSize: () => ROW_PX,
    overscan: hosts.length <= KEPT ? KEPT : 8,
    getItemKey: (index) => hosts[index]?.name ?? index,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return indexes.includes(entryAt) ? indexes : [...indexes, entryAt].toSorted((a, b) => a - b);
    },
  });
  useLayoutEffect(() => {
    const name = wantsFocus.current;
    const button =
      name === null ? null : list?.querySelector<HTMLElement>(`[data-host="${CSS.escape(name)}"]`);
    if (!button) return;
    wantsFocus.current = null;
    button.focus();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowDown: entryAt + 1, ArrowUp: entryAt - 1, Home: 0, End: hosts.length - 1 }[event.key];
    const next = to === undefined ? undefined : hosts[Math.max(0, Math.min(hosts.length - 1, to))];
    // While something is carried the arrows choose where it goes.
    if (!next || useCarry.getState().carry) return;
    event.preventDefault();
    wantsFocus.current = next.name;
    setEntry(next.name);
    virtual.scrollToIndex(hosts.indexOf(next));
  };
  return (
    <>
      <RailTags hosts={hosts} />
      <div ref={setList} className="rail-hosts" data-carry-scroll="">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it listens for its buttons */}
        <ul
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={onKeyDown}
          onFocus={(event) => setEntry(event.target.dataset['host'] ?? entry)}
        >
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const host = hosts[index];
            return host ? (
              <li key={key} style={{ transform: `translateY(${start}px)` }}>
                <RailHost host={host} isEntry={index === entryAt} />
              </li>
            ) : null;
          })}
        </ul>
      </div>
    </>
  );
}
