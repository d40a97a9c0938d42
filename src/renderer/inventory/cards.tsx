import { useVirtualizer } from '@tanstack/react-virtual';
import { memo } from 'react';
import { driftWords } from '../../shared/facts';
import { announce, factText } from '../app';
import { FactAge, Icon } from '../ui';
import type { Item } from './arrange';
import { toggled } from './choice';
import type { HostRow } from './host-row';
import { choose, useInventoryState } from './store';

const CARD = { width: 248, height: 116, gap: 12, title: 36 } as const;
const OVERSCAN = 3;

/** A band of the cards: the title of a group, or as many cards as stand side by side. */
type Band =
  | { readonly kind: 'title'; readonly key: string; readonly words: string }
  | { readonly kind: 'cards'; readonly key: string; readonly rows: readonly HostRow[] };

/** Lines into bands of at most `across` cards. */
export function bandsOf(items: readonly Item[], across: number): readonly Band[] {
  const bands: Band[] = [];
  let open: HostRow[] | null = null;
  for (const item of items) {
    if (item.kind === 'group') {
      bands.push({ kind: 'title', key: item.key, words: `${item.title}, ${item.count}` });
      open = null;
    } else if (open !== null && open.length < across) {
      open.push(item.row);
    } else {
      open = [item.row];
      bands.push({ kind: 'cards', key: item.key, rows: open });
    }
  }
  return bands;
}

const Card = memo(function Card({
  row,
  isOpen,
  isChosen,
  onOpen,
}: {
  row: HostRow;
  isOpen: boolean;
  isChosen: boolean;
  onOpen: (host: string) => void;
}) {
  const { host, state, disk, load } = row;
  const classes = [
    'host-card',
    isOpen ? 'on' : '',
    isChosen ? 'chosen' : '',
    state.tone === 'mut' ? 'unk' : '',
  ];
  const figures = [
    load === null ? null : `load ${load.one.toFixed(2)}`,
    disk === null ? null : `disk ${disk.percent} %`,
    driftWords(row.drift) === null ? null : `drift ${driftWords(row.drift)}`,
  ].filter((part) => part !== null);
  return (
    <li className={classes.filter(Boolean).join(' ')} data-host={host.name}>
      <div className="row">
        <span className={state.tone}>
          <Icon name={state.icon} />
        </span>
        <button
          type="button"
          className="card-name el grow"
          title={host.name}
          aria-current={isOpen}
          onClick={() => onOpen(host.name)}
        >
          {host.name}
        </button>
        <input
          type="checkbox"
          aria-label={`Choose ${host.name}`}
          checked={isChosen}
          onChange={() => {
            choose((old) => toggled(old, { key: host.name, host: host.name }));
            announce(isChosen ? `${host.name} is no longer chosen` : `${host.name} chosen`);
          }}
        />
      </div>
      <span className={`sm el ${state.wordsTone}`}>{state.words}</span>
      <span className="cap mut el">
        {[row.role, factText(host.facts['hardware']), factText(host.facts['desktop'])]
          .filter((part) => part !== null)
          .join(' · ') || 'nothing said of role or hardware'}
      </span>
      <div className="row">
        <span className="cap sec el grow">{figures.join(' · ') || '–'}</span>
        {state.seenAt && state.seenFrom ? (
          <FactAge from={state.seenFrom} at={state.seenAt} plain />
        ) : (
          <span className="cap mut">never seen</span>
        )}
      </div>
    </li>
  );
});

/** The same hosts as cards, for fleets one knows by sight. */
export function HostCards({
  items,
  openHost,
  scroller,
  room,
  onOpen,
}: {
  items: readonly Item[];
  openHost: string | null;
  scroller: HTMLElement | null;
  /** Pixels the list has. */
  room: number;
  onOpen: (host: string) => void;
}) {
  const chosen = useInventoryState((state) => state.choice.hosts);
  const across = Math.max(1, Math.floor((room - 32 + CARD.gap) / (CARD.width + CARD.gap)));
  const bands = bandsOf(items, across);
  // oxlint-disable-next-line react/incompatible-library -- none of it is handed to what is memoized
  const virtual = useVirtualizer({
    count: bands.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => (bands[index]?.kind === 'title' ? CARD.title : CARD.height + CARD.gap),
    getItemKey: (index) => bands[index]?.key ?? index,
    overscan: OVERSCAN,
  });
  return (
    <div className="cards" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const band = bands[index];
        if (!band) return null;
        const at = { transform: `translateY(${start}px)` };
        return band.kind === 'title' ? (
          <h2 key={band.key} className="lab" style={at}>
            {band.words}
          </h2>
        ) : (
          <ul key={band.key} style={{ ...at, gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))` }}>
            {band.rows.map((row) => (
              <Card
                key={row.host.name}
                row={row}
                isOpen={row.host.name === openHost}
                isChosen={chosen.has(row.host.name)}
                onOpen={onOpen}
              />
            ))}
          </ul>
        );
      })}
    </div>
  );
}
