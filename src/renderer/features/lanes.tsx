import { useDroppable } from '@dnd-kit/react';
import { useEffect, useRef, type CSSProperties } from 'react';
import type { Board, Draft, Host } from '../../shared/contract';
import { leafName, type Verdict } from '../../shared/features';
import { useCarry, hostState } from '../app';
import { Icon } from '../ui';
import { categoryColour, draftPaths, laneChips } from './board-model';
import { useChipKeys } from './chip-keys';
import { HostChip } from './host-chip';
import { VerdictWords } from './verdict-words';

/** What would arrive: solid is written by you, solid with plus joins, dashed is brought and not written. */
function Slots({ board, path, verdict }: { board: Board; path: string; verdict: Verdict }) {
  const colour = (of: string): CSSProperties => {
    const category = board.features.find((feature) => feature.path === of)?.category ?? '';
    return { '--c': categoryColour(category) } as CSSProperties;
  };
  return (
    <>
      {[path, ...verdict.needs.map((need) => need.path)].map((arriving) => (
        <li key={arriving} className="slot" style={colour(arriving)}>
          <Icon name="plus" small />
          {leafName(arriving)}
        </li>
      ))}
      {verdict.brings.map((brought) => (
        <li key={brought.path} className="slot brought" style={colour(brought.path)}>
          <Icon name="inherit" small />
          {leafName(brought.path)}
        </li>
      ))}
    </>
  );
}

function Lane({
  board,
  lane,
  host,
  drafted,
}: {
  board: Board;
  lane: Board['hosts'][number];
  host: Host | undefined;
  drafted: ReadonlySet<string>;
}) {
  const { ref } = useDroppable({ id: `lane:${lane.host}`, data: { host: lane.host } });
  const element = useRef<HTMLElement | null>(null);
  const carry = useCarry((state) => state.carry);
  const verdict = carry?.verdicts.get(lane.host);
  const over = carry?.over === lane.host;
  const chips = laneChips(board, lane.host, drafted);
  const keys = useChipKeys(chips.map((chip) => chip.path));
  const state = host ? hostState(host) : null;
  const classes = ['lane', verdict?.verdict === 'refused' ? 'no' : '', over ? 'over' : ''];
  useEffect(() => {
    if (over && carry?.by === 'keyboard') element.current?.scrollIntoView({ block: 'nearest' });
  }, [over, carry?.by]);
  return (
    <section
      ref={(node) => {
        element.current = node;
        ref(node);
      }}
      className={classes.filter(Boolean).join(' ')}
      data-host={lane.host}
      data-verdict={verdict?.verdict}
      aria-label={lane.host}
    >
      <div className="lane-head">
        <span className="row">
          {state ? (
            <span className={state.tone}>
              <Icon name={state.icon} label={state.words} />
            </span>
          ) : null}
          <b className="md el" title={lane.host}>
            {lane.host}
          </b>
        </span>
        <span className="cap mut el">{lane.role ?? 'no role'}</span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the chips inside, caught once */}
      <ul
        className="lane-chips"
        aria-label={`Features of ${lane.host}`}
        onKeyDown={keys.onKeyDown}
        onFocus={keys.onFocus}
      >
        {chips.map((chip) => (
          <HostChip
            key={chip.path}
            board={board}
            host={lane.host}
            chip={chip}
            focusable={chip.path === keys.entry}
          />
        ))}
        {carry && verdict?.verdict === 'fits' && over ? (
          <Slots board={board} path={carry.path} verdict={verdict} />
        ) : null}
        {chips.length === 0 && !over ? <li className="cap mut">No features yet.</li> : null}
      </ul>
      <div className="lane-verdict">
        {verdict ? <VerdictWords verdict={verdict} isTarget={over} /> : null}
      </div>
    </section>
  );
}

/** One lane a host, in the board's order; each takes what is dropped on it. */
export function Lanes({
  board,
  hosts,
  draft,
}: {
  board: Board;
  hosts: readonly Host[];
  draft: Draft | undefined;
}) {
  return (
    <section className="lanes" aria-label="Hosts">
      {board.hosts.map((lane) => (
        <Lane
          key={lane.host}
          board={board}
          lane={lane}
          host={hosts.find((host) => host.name === lane.host)}
          drafted={draftPaths(draft, lane.host, board.featureRoots)}
        />
      ))}
    </section>
  );
}
