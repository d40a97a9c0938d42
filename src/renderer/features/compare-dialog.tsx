import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { toAppError } from '../../shared/carrier';
import { toErrorShape, type Board, type ErrorShape } from '../../shared/contract';
import { api, applyChanges, openSource } from '../app';
import { ErrorLine, Icon, ScrollRegion, shortPlace, Skeleton, type IconName } from '../ui';
import { useBoardView } from './board-view';
import { changesOf, choose, compareSets, type SetLine } from './compare-sets';

const GROUPS: readonly { kind: SetLine['kind']; icon: IconName; title: string; words: string }[] = [
  { kind: 'arrives', icon: 'plus', title: 'Arrives', words: 'on there, not here yet' },
  { kind: 'goes', icon: 'minus', title: 'Goes', words: 'on here alone; left on unless chosen' },
  {
    kind: 'differs',
    icon: 'drift',
    title: 'Differs',
    words: 'values of features that both have, or that arrive',
  },
  { kind: 'cannot', icon: 'conflict', title: 'Cannot be copied', words: 'each with its reason' },
];

function Line({
  line,
  chosen,
  onChoose,
}: {
  line: SetLine;
  chosen: boolean;
  onChoose: (key: string, isIn: boolean) => void;
}) {
  const { place } = line;
  const words = (
    <span className="compare-words">
      <span className="mono m11 el" title={line.words}>
        {line.words}
      </span>
      {line.note ? (
        <span className="cap mut el" title={line.note}>
          {line.note}
        </span>
      ) : null}
    </span>
  );
  return (
    <li className="compare-line" data-line={line.key}>
      {line.kind === 'cannot' ? (
        words
      ) : (
        <label className="compare-choice">
          <input
            type="checkbox"
            checked={chosen}
            onChange={(event) => onChoose(line.key, event.target.checked)}
          />
          {words}
        </label>
      )}
      {place ? (
        <button
          type="button"
          className="place-link mono m11"
          aria-label={`Open ${place.file}:${place.line}`}
          onClick={() => {
            useBoardView.setState({ compared: null });
            openSource(place);
          }}
        >
          {shortPlace(`${place.file}:${place.line}`)}
        </button>
      ) : null}
    </li>
  );
}

/** Chooses all lines of a group, or none. */
function WholeGroup({
  title,
  isAll,
  onChoose,
}: {
  title: string;
  isAll: boolean;
  onChoose: (isIn: boolean) => void;
}) {
  return (
    <Button
      variant="text"
      className="s24 compare-all"
      aria-label={isAll ? `Leave all: ${title}` : `Choose all: ${title}`}
      onClick={() => onChoose(!isAll)}
    >
      {isAll ? 'None' : 'All'}
    </Button>
  );
}

function Compared({
  board,
  from,
  to,
  onClose,
}: {
  board: Board;
  from: string;
  to: string;
  onClose: () => void;
}) {
  const mine = useQuery(api.features.assignments.queryOptions({ input: { host: from } }));
  const theirs = useQuery(api.features.assignments.queryOptions({ input: { host: to } }));
  const lines = useMemo(
    () =>
      mine.data && theirs.data
        ? compareSets(
            board,
            { host: from, assignments: mine.data.assignments },
            { host: to, assignments: theirs.data.assignments },
          )
        : null,
    [board, from, to, mine.data, theirs.data],
  );
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const [failed, setFailed] = useState<ErrorShape | null>(null);
  const [busy, setBusy] = useState(false);
  const chosen: ReadonlySet<string> =
    picked ?? new Set(lines?.filter((line) => line.chosen).map(({ key }) => key) ?? []);
  const changes = lines ? changesOf(lines, chosen) : [];
  const unread = mine.error ?? theirs.error;
  const copy = async (): Promise<void> => {
    setBusy(true);
    setFailed(null);
    try {
      await applyChanges(
        changes,
        `${changes.length} ${changes.length === 1 ? 'line' : 'lines'} of ${from} copied to ${to}`,
      );
      onClose();
    } catch (error) {
      setFailed(toAppError(error).toShape());
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <DialogTitle>
        Copy the set of {from} to {to}
      </DialogTitle>
      <DialogContent>
        {unread ? <ErrorLine title="The sets could not be read" error={toErrorShape(unread)} /> : null}
        {failed ? (
          <ErrorLine title="Nothing was written" error={failed} onClose={() => setFailed(null)} />
        ) : null}
        {lines === null && !unread ? <Skeleton rows={5} label="Comparing" /> : null}
        {lines?.length === 0 ? (
          <p>Both have the same features on, with the same values. There is nothing to copy.</p>
        ) : null}
        <ScrollRegion className="compare-list" label="Differences">
          {GROUPS.map(({ kind, icon, title, words }) => {
            const inside = lines?.filter((line) => line.kind === kind) ?? [];
            if (inside.length === 0) return null;
            return (
              <section key={kind} className="compare-group" aria-label={title}>
                <h3 className="lab row g6">
                  <Icon name={icon} small /> {title} <span className="n">{inside.length}</span>
                  <span className="cap mut compare-hint el">{words}</span>
                </h3>
                {kind === 'cannot' ? null : (
                  <WholeGroup
                    title={title}
                    isAll={inside.every(({ key }) => chosen.has(key))}
                    onChoose={(isIn) =>
                      setPicked(inside.reduce((old, { key }) => choose(lines ?? [], old, key, isIn), chosen))
                    }
                  />
                )}
                <ul>
                  {inside.map((line) => (
                    <Line
                      key={line.key}
                      line={line}
                      chosen={chosen.has(line.key)}
                      onChoose={(key, isIn) => lines && setPicked(choose(lines, chosen, key, isIn))}
                    />
                  ))}
                </ul>
              </section>
            );
          })}
        </ScrollRegion>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={changes.length === 0 || busy} onClick={() => void copy()}>
          Copy {changes.length} {changes.length === 1 ? 'line' : 'lines'}
        </Button>
      </DialogActions>
    </>
  );
}

/** What copying one host's set onto another would change, line by line, before it is written as one gesture. */
export function CompareDialog({ board }: { board: Board }) {
  const compared = useBoardView((state) => state.compared);
  const close = (): void => useBoardView.setState({ compared: null });
  if (!compared) return null;
  return (
    <Dialog
      open
      onClose={close}
      slotProps={{ paper: { className: 'compare' } }}
      aria-label={`Copy the set of ${compared.from} to ${compared.to}`}
    >
      <Compared board={board} from={compared.from} to={compared.to} onClose={close} />
    </Dialog>
  );
}
