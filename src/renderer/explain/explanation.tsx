import type { Explanation as Answer } from '../../shared/contract';
import { judgeDefinitions, priorityWords, type Judged } from '../../shared/explain';
import { Chip } from '../ui';
import { PlaceLink } from './place-link';

/** A value as Nix people would write it, near enough; long ones scroll where they stand. */
function valueWords(value: unknown): string {
  return JSON.stringify(value, null, typeof value === 'object' ? 1 : undefined) ?? 'not known';
}

function Definition({ judged }: { judged: Judged }) {
  const { definition, outcome, why } = judged;
  const lost = outcome.kind === 'loses';
  const decides = !lost && outcome.kind !== 'clashes';
  return (
    <li className={lost ? 'lost' : decides ? 'decides' : undefined}>
      <span className="row g6">
        <code className="why-text grow">{definition.text}</code>
        <Chip tone={outcome.kind === 'clashes' ? 'bad' : decides ? 'acc' : 'plain'}>
          {priorityWords(definition.priority)}
        </Chip>
      </span>
      {definition.condition === undefined ? null : (
        <span className="cap sec">
          only if <code>{definition.condition}</code>
        </span>
      )}
      <span className="cap sec">{why}</span>
      <PlaceLink file={definition.file} line={definition.line} column={definition.column} />
    </li>
  );
}

/** The definitions of a value in their order, which of them decides, and where the option is declared. */
export function Explanation({ answer }: { answer: Answer }) {
  const judged = judgeDefinitions(answer.definitions);
  return (
    <>
      <h2 className="mono">{answer.path}</h2>
      <p className="cap mut">on {answer.host}</p>
      <dl className="why-values">
        <dt className="mut">Value</dt>
        <dd className="mono">
          {valueWords(answer.value)} <span className="mut">from {answer.from}</span>
        </dd>
        {answer.declaredAt ? (
          <>
            <dt className="mut">Declared</dt>
            <dd>
              <PlaceLink file={answer.declaredAt.file} line={answer.declaredAt.line} />
            </dd>
          </>
        ) : null}
        {answer.decidedBy && judged.length === 0 ? (
          <>
            <dt className="mut">Decided</dt>
            <dd>
              <PlaceLink file={answer.decidedBy.file} line={answer.decidedBy.line} />
            </dd>
          </>
        ) : null}
      </dl>
      {judged.length === 0 ? (
        <p className="cap sec">No module of this fleet sets it here.</p>
      ) : (
        <ol aria-label="Definitions">
          {judged.map((one) => (
            <Definition
              key={`${one.definition.file}:${one.definition.line}:${one.definition.column}`}
              judged={one}
            />
          ))}
        </ol>
      )}
    </>
  );
}
