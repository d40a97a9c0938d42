import type { InventoryGroup } from '../../shared/contract';
import { Filter, Icon, PickMenu } from '../ui';
import { chipTags } from './arrange';
import type { PlacedColumn } from './columns';
import { ColumnsMenu } from './columns-menu';
import type { HostRow } from './host-row';
import { setInventoryState, useInventoryState } from './store';
import type { Views } from './use-views';
import { ViewsMenu } from './views-menu';

const GROUPS: readonly { value: InventoryGroup; words: string }[] = [
  { value: 'role', words: 'role' },
  { value: 'hardware', words: 'hardware' },
  { value: 'desktop', words: 'desktop' },
  { value: 'tag', words: 'tag' },
  { value: 'state', words: 'state' },
  { value: 'none', words: 'none' },
];

/** Pixels of the list that each chip with a tag asks for before it is offered. */
const ROOM_FOR_CHIPS = { from: 700, each: 110, most: 6 } as const;

function chipsThatFit(pixels: number): number {
  const { from, each, most } = ROOM_FOR_CHIPS;
  return Math.max(0, Math.min(most, Math.floor((pixels - from) / each)));
}

/** Filter, chips, groups, views and columns: everything that decides which hosts are shown, and how. */
export function Toolbar({
  rows,
  shown,
  views,
  columns,
  problem,
  isStale,
  onAgain,
  room,
}: {
  rows: readonly HostRow[];
  /** Lines that are shown. */
  shown: number;
  views: Views;
  columns: readonly PlacedColumn[];
  problem: string | null;
  isStale: boolean;
  onAgain: () => void;
  /** Pixels the list has. */
  room: number;
}) {
  const filter = useInventoryState((state) => state.filter);
  const needsLook = useInventoryState((state) => state.needsLook);
  const looks = rows.filter(({ state }) => state.needsLook).length;
  const isAll = filter === '' && !needsLook;
  const { arrangement, arrange } = views;
  const chip = (words: string, isOn: boolean, onClick: () => void, look = false) => (
    <button
      key={words}
      type="button"
      className={isOn ? 'chip acc' : 'chip'}
      aria-pressed={isOn}
      onClick={onClick}
    >
      {look ? <Icon name="alert" small /> : null}
      {words}
    </button>
  );
  return (
    <>
      <search className="toolbar">
        <Filter
          label="Filter hosts"
          value={filter}
          onChange={(text) => setInventoryState({ filter: text })}
        />
        <div className="chips">
          {chip(`All ${rows.length}`, isAll, () => setInventoryState({ filter: '', needsLook: false }))}
          {looks > 0 || needsLook
            ? chip(
                `Needs a look ${looks}`,
                needsLook,
                () => setInventoryState({ needsLook: !needsLook }),
                true,
              )
            : null}
          {chipTags(rows, chipsThatFit(room)).map(({ tag, count }) =>
            chip(`@${tag} ${count}`, filter === `@${tag}`, () =>
              setInventoryState({ filter: filter === `@${tag}` ? '' : `@${tag}` }),
            ),
          )}
        </div>
        <span className="sp" />
        <PickMenu
          label="Group"
          value={arrangement.group}
          options={GROUPS}
          onPick={(group) => arrange({ group })}
        />
        <ViewsMenu views={views} />
        {arrangement.mode === 'list' ? (
          <ColumnsMenu
            columns={columns}
            isChosen={arrangement.columns !== null}
            onColumns={(next) =>
              arrange({ columns: next?.map(({ id, width }) => ({ id, width: Math.round(width) })) ?? null })
            }
          />
        ) : null}
      </search>
      {problem === null && !isStale && isAll ? null : (
        <div className="list-note cap">
          {problem === null ? null : (
            <span className="row g6 warn">
              <Icon name="alert" small />
              {problem}
            </span>
          )}
          {isAll ? null : (
            <output className="mut">
              {shown} of {rows.length} shown
            </output>
          )}
          {isStale ? (
            <span className="row g6 mut">
              Facts have come that would change the order
              <button type="button" className="link" onClick={onAgain}>
                Arrange again
              </button>
            </span>
          ) : null}
        </div>
      )}
    </>
  );
}
