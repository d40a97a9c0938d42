import Checkbox from '@mui/material/Checkbox';
import type { HostLeftover } from '../../shared/contract';
import { diffByFile, DiffView, ErrorLine, Icon } from '../ui';
import type { Plan } from './use-wishing';

const KIND_WORDS: Record<HostLeftover['kind'], string> = {
  comment: 'a comment',
  doc: 'a document',
  refers: 'means the host, and cannot be changed by itself',
  unclear: 'may mean the host',
  other: 'another thing of this name',
  file: 'no text',
};

/** What a leftover's line is known by, for the core and for the screen. */
function placeOf({ file, line }: HostLeftover): string {
  return `${file}:${line}`;
}

/**
 * What the wish would write, what it would leave, and what has to be known besides; it follows the form. With `onAlso`
 * leftovers can be taken too.
 */
export function Preview({
  plan,
  empty,
  also = [],
  onAlso,
  canTake = () => true,
}: {
  plan: Plan;
  /** Said while there is nothing to show. */
  empty: string;
  also?: readonly string[];
  onAlso?: (also: readonly string[]) => void;
  canTake?: (leftover: HostLeftover) => boolean;
}) {
  const { result, error, isBehind } = plan;
  return (
    <section className="host-preview" aria-label="What would be written" aria-busy={isBehind}>
      {error ? <ErrorLine title="This cannot be done" error={error} /> : null}
      {!error && result === null ? <p className="mut">{isBehind ? 'Working it out' : empty}</p> : null}
      {!error && result ? (
        <>
          {result.warnings.length > 0 ? (
            <ul className="host-words" aria-label="To know">
              {result.warnings.map((words) => (
                <li key={words} className="row">
                  <span className="warn">
                    <Icon name="alert" small />
                  </span>
                  <span>{words}</span>
                </li>
              ))}
            </ul>
          ) : null}
          <Leftovers
            leftovers={result.leftovers}
            also={also}
            canTake={canTake}
            {...(onAlso ? { onAlso } : {})}
          />
          <h3 className="lab">
            {result.files.length} {result.files.length === 1 ? 'file' : 'files'}
          </h3>
          {diffByFile(result.diff).map((diff, at) => (
            <DiffView key={result.files[at] ?? at} diff={diff} label={`Diff of ${result.files[at] ?? ''}`} />
          ))}
        </>
      ) : null}
    </section>
  );
}

function Leftovers({
  leftovers,
  also,
  onAlso,
  canTake,
}: {
  leftovers: readonly HostLeftover[];
  also: readonly string[];
  onAlso?: (also: readonly string[]) => void;
  canTake: (leftover: HostLeftover) => boolean;
}) {
  if (leftovers.length === 0 && also.length === 0) return null;
  return (
    <>
      <h3 className="lab">Left over: {leftovers.length}</h3>
      <ul className="host-leftovers" aria-label="Left over">
        {also.map((place) => (
          <li key={place} className="row">
            {onAlso ? (
              <Checkbox
                size="small"
                checked
                onChange={() => onAlso(also.filter((one) => one !== place))}
                slotProps={{ input: { 'aria-label': `Take ${place} too` } }}
              />
            ) : null}
            <span className="mono m11">{place}</span>
            <span className="cap mut">taken too</span>
          </li>
        ))}
        {leftovers.map((leftover) => {
          const place = placeOf(leftover);
          return (
            <li key={place} className="row">
              {onAlso ? (
                <Checkbox
                  size="small"
                  checked={false}
                  disabled={!canTake(leftover)}
                  onChange={() => onAlso([...also, place])}
                  slotProps={{ input: { 'aria-label': `Take ${place} too` } }}
                />
              ) : null}
              <span className="mono m11">{place}</span>
              <span className="cap mut">{KIND_WORDS[leftover.kind]}</span>
              <span className="mono m11 el" title={leftover.text}>
                {leftover.text}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
