import { Fragment, memo, useMemo, useState, type CSSProperties } from 'react';
import type { Board, BoardHost, Host } from '../../shared/contract';
import { boardIndex, leafName, type Verdict } from '../../shared/features';
import { isReached, useCarry, verdictOn } from '../app';
import { Icon } from '../ui';
import {
  categoryColour,
  foldChips,
  laneChips,
  type ChipFold,
  type HostMarks,
  type LaneChip,
} from './board-model';
import { useChipKeys } from './chip-keys';
import { HostChip } from './host-chip';
import { LaneHead } from './lane-head';
import { dropOnHost } from '../app';
import { VerdictWords } from './verdict-words';

const NONE: ReadonlySet<string> = new Set();

/** What would arrive: solid is written by you, solid with plus joins, dashed is brought and not written. */
function Slots({ board, paths, verdict }: { board: Board; paths: readonly string[]; verdict: Verdict }) {
  const { catalogue } = boardIndex(board);
  const colour = (of: string): CSSProperties =>
    ({ '--c': categoryColour(catalogue.get(of)?.category ?? '') }) as CSSProperties;
  return (
    <>
      {[...paths, ...verdict.needs.map((need) => need.path)].map((arriving) => (
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
        <span className="el">{name}</span>
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

/** The chips of a lane; they do not change while something is carried over them. */
const Chips = memo(function Chips({
  board,
  lane,
  drafted,
  marks,
}: {
  board: Board;
  lane: BoardHost;
  drafted: ReadonlySet<string> | undefined;
  marks: HostMarks | undefined;
}) {
  const reached = useCarry((state) =>
    isReached(state, lane.host) && state.carry?.load.kind === 'features' ? state.carry : null,
  );
  const chips = useMemo(() => laneChips(board, lane, drafted ?? NONE, marks), [board, lane, drafted, marks]);
  const { own, folds } = useMemo(() => foldChips(chips), [chips]);
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
  const verdict = reached?.verdict(lane.host);
  const on = boardIndex(board).lane(lane.host).on;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the chips inside, caught once
    <ul
      className="lane-chips"
      aria-label={`Features of ${lane.host}`}
      onKeyDown={keys.onKeyDown}
      onFocus={keys.onFocus}
    >
      {own.map(chipItem)}
      {reached?.load.kind === 'features' && verdict?.verdict === 'fits' ? (
        <Slots board={board} paths={reached.load.paths.filter((path) => !on.has(path))} verdict={verdict} />
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
      {chips.length === 0 && !reached ? <li className="cap mut">No features yet.</li> : null}
    </ul>
  );
});

/** What a lane says of what is in the hand, at its right end. */
function LaneVerdict({ host, verdict, over }: { host: string; verdict: Verdict | undefined; over: boolean }) {
  const set = useCarry(({ carry }) => (carry?.load.kind === 'set' ? carry.load.host : null));
  return (
    <div className="lane-verdict">
      {verdict ? <VerdictWords verdict={verdict} isTarget={over} /> : null}
      {set !== null ? (
        <span className={`row g4 ${over && set !== host ? 'acc' : 'mut'}`}>
          <Icon name={set === host ? 'dot' : 'copy'} small />
          {set === host ? 'Its own' : over ? 'Drop here' : 'Compare'}
        </span>
      ) : null}
    </div>
  );
}

/** One host: its features as chips, and its verdict on what is in the hand. It takes what is dropped on it. */
export const Lane = memo(function Lane({
  board,
  lane,
  host,
  drafted,
  marks,
  focusable,
}: {
  board: Board;
  lane: BoardHost;
  host: Host | undefined;
  drafted: ReadonlySet<string> | undefined;
  marks: HostMarks | undefined;
  focusable: boolean;
}) {
  const verdict = useCarry((state) => verdictOn(state, lane.host));
  const over = useCarry((state) => isReached(state, lane.host));
  const classes = ['lane', verdict?.verdict === 'refused' ? 'no' : '', over ? 'over' : ''];
  return (
    <section
      className={classes.filter(Boolean).join(' ')}
      data-host={lane.host}
      data-drop={dropOnHost(lane.host)}
      data-verdict={verdict?.verdict}
      aria-label={lane.host}
    >
      <LaneHead lane={lane} host={host} focusable={focusable} />
      <Chips board={board} lane={lane} drafted={drafted} marks={marks} />
      <LaneVerdict host={lane.host} verdict={verdict} over={over} />
    </section>
  );
});
