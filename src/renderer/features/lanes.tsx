import { useDroppable } from '@dnd-kit/react';
import { Fragment, useEffect, useRef, useState, type CSSProperties } from 'react';
import type { Board, Draft, Host } from '../../shared/contract';
import { leafName, type Verdict } from '../../shared/features';
import { useCarry, hostState } from '../app';
import { Icon } from '../ui';
import {
  type ChipFold,
  type LaneChip,
  categoryColour,
  draftPaths,
  foldChips,
  laneChips,
} from './board-model';
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

/** What a shared file switches on, behind one chip that says how many. */
function Fold({
  fold,
  host,
  open,
  focusable,
  onToggle,
}: {
  fold: ChipFold;
  host: string;
  open: boolean;
  focusable: boolean;
  onToggle: () => void;
}) {
  const { file, name, chips } = fold;
  return (
    <li>
      <button
        type="button"
        className="fc fold"
        data-chip={file}
        tabIndex={focusable ? 0 : -1}
        aria-expanded={open}
        aria-label={`${chips.length} features of ${host} from ${file}`}
        title={`switched on by ${file}`}
        onClick={onToggle}
      >
        <Icon name={open ? 'down' : 'right'} small />
        {name}
        <span className="n">{chips.length}</span>
      </button>
    </li>
  );
}

/** Which of a lane's folds are open. */
function useFolds(): { readonly isOpen: (file: string) => boolean; readonly toggle: (file: string) => void } {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  return {
    isOpen: (file) => open.has(file),
    toggle: (file) => {
      const next = new Set(open);
      if (!next.delete(file)) next.add(file);
      setOpen(next);
    },
  };
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
  const { own, folds } = foldChips(chips);
  const { isOpen, toggle } = useFolds();
  const paths = (of: readonly LaneChip[]): string[] => of.map((chip) => chip.path);
  const keys = useChipKeys([
    ...paths(own),
    ...folds.flatMap((fold) => [fold.file, ...(isOpen(fold.file) ? paths(fold.chips) : [])]),
  ]);
  const chipItem = (chip: LaneChip) => (
    <HostChip
      key={chip.path}
      board={board}
      host={lane.host}
      chip={chip}
      focusable={chip.path === keys.entry}
    />
  );
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
        {own.map(chipItem)}
        {carry && verdict?.verdict === 'fits' && over ? (
          <Slots board={board} path={carry.path} verdict={verdict} />
        ) : null}
        {folds.map((fold) => (
          <Fragment key={fold.file}>
            <Fold
              fold={fold}
              host={lane.host}
              open={isOpen(fold.file)}
              focusable={fold.file === keys.entry}
              onToggle={() => toggle(fold.file)}
            />
            {isOpen(fold.file) ? fold.chips.map(chipItem) : null}
          </Fragment>
        ))}
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
  // While something is in hand, every lane is low, so that all hosts are in reach.
  const carrying = useCarry((state) => state.carry !== null);
  return (
    <section className={carrying ? 'lanes carrying' : 'lanes'} aria-label="Hosts">
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
