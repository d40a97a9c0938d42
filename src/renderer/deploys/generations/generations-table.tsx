import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import type { Generation } from '../../../shared/contract';
import { openRun } from '../history/store';
import { Chip, moment, useNow } from '../../ui';

function State({ generation }: { generation: Generation }) {
  const { current, bootDefault, booted } = generation;
  return (
    <span className="row g4">
      {current ? (
        <Chip tone="ok" icon="ok">
          current
        </Chip>
      ) : null}
      {bootDefault && !current ? <Chip icon="power">boot default</Chip> : null}
      {booted && !current ? <Chip icon="clock">booted</Chip> : null}
    </span>
  );
}

/** The commit leads to the run that brought it, where we know that. */
function Source({ generation: { commit, draftOn, run } }: { generation: Generation }) {
  const hash = commit ?? draftOn;
  if (hash === undefined) return <span className="mut">not known</span>;
  const words = `${hash.slice(0, 7)}${commit === undefined ? ' and draft' : ''}`;
  if (run === undefined) return <span className="mono m11">{words}</span>;
  return (
    <button type="button" className="link mono m11" title="Show its run" onClick={() => openRun(run)}>
      {words}
    </button>
  );
}

/** The generations of a host, newest first; which are marked, and the way back to each. */
export function GenerationsTable({
  list,
  marked,
  onMark,
  busy,
  onRollback,
}: {
  list: readonly Generation[];
  marked: ReadonlySet<number>;
  onMark: (number: number, on: boolean) => void;
  busy: boolean;
  onRollback: (to: Generation) => void;
}) {
  const now = useNow();
  return (
    <table className="generations">
      <colgroup>
        <col className="w-mark" />
        <col className="w-number" />
        <col className="w-when" />
        <col />
        <col className="w-kernel" />
        <col className="w-commit" />
        <col className="w-back" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">Marked</span>
          </th>
          <th scope="col" className="r">
            No.
          </th>
          <th scope="col">Made</th>
          <th scope="col">NixOS</th>
          <th scope="col">Kernel</th>
          <th scope="col">Commit</th>
          <th scope="col">
            <span className="unseen">Way back</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {list.map((generation) => {
          const { number, date, nixosVersion, kernel, path, current } = generation;
          const on = marked.has(number);
          return (
            <tr key={number} className={on ? 'on' : undefined} data-generation={number}>
              <td>
                <Checkbox
                  checked={on}
                  slotProps={{ input: { 'aria-label': `Mark generation ${number}` } }}
                  onChange={() => onMark(number, !on)}
                />
              </td>
              <td className="r md">{number}</td>
              <td title={date}>{moment(date, now)}</td>
              <td title={path}>
                <span className="row g6">
                  <span className="mono m11 el">{nixosVersion ?? 'not known'}</span>
                  <State generation={generation} />
                </span>
              </td>
              <td title={kernel ?? undefined}>
                {kernel === null ? (
                  <span className="mut">not known</span>
                ) : (
                  <span className="mono m11">{kernel}</span>
                )}
              </td>
              <td>
                <Source generation={generation} />
              </td>
              <td className="r">
                {current ? null : (
                  <Button
                    className="s24"
                    disabled={busy}
                    aria-label={`Roll back to generation ${number}…`}
                    onClick={() => onRollback(generation)}
                  >
                    Roll back…
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
