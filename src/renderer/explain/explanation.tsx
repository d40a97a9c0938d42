import { withoutEnable } from '../../shared/features';
import type { Explanation as Answer } from '../../shared/contract';
import { judgeDefinitions, priorityWords, type Judged } from '../../shared/explain';
import { Chip, FactAge } from '../ui';
import { AskNix } from './ask-nix';
import { PlaceLink } from './place-link';
import { valueWords } from './value-words';

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

/** The value by source and by evaluation, each with its age; they are never merged. */
function Values({ answer }: { answer: Answer }) {
  const { inSource, evaluated, declaredAt, decidedBy, definitions } = answer;
  return (
    <dl className="why-values">
      <dt className="mut">Source</dt>
      <dd className="row">
        <code className="grow">{inSource ? valueWords(inSource.value) : 'does not tell'}</code>
        <FactAge from="source" />
      </dd>
      {evaluated ? (
        <>
          <dt className="mut">Evaluation</dt>
          <dd className="row">
            <code className="grow">{valueWords(evaluated.value)}</code>
            {evaluated.current ? null : <Chip tone="warn">of older source</Chip>}
            <FactAge from="evaluation" at={evaluated.at} />
          </dd>
        </>
      ) : null}
      {declaredAt ? (
        <>
          <dt className="mut">Declared</dt>
          <dd>
            <PlaceLink file={declaredAt.file} line={declaredAt.line} />
          </dd>
        </>
      ) : null}
      {decidedBy && definitions.length === 0 ? (
        <>
          <dt className="mut">Decided</dt>
          <dd>
            <PlaceLink file={decidedBy.file} line={decidedBy.line} />
          </dd>
        </>
      ) : null}
    </dl>
  );
}

/** Whether evaluation says something else than the definition that decides in source: then a condition did not hold. */
function differs({ evaluated, definitions }: Answer): boolean {
  const winner = definitions.find((one) => one.wins && !one.computed);
  if (!winner || !evaluated?.current) return false;
  const { value } = winner;
  const isPlain = typeof value !== 'object';
  return isPlain && JSON.stringify(value) !== JSON.stringify(evaluated.value);
}

/** The definitions of a value in their order, which of them decides and why, and where the option is declared. */
export function Explanation({ answer }: { answer: Answer }) {
  const judged = judgeDefinitions(answer.definitions);
  const home = answer.definitions.some(({ scope }) => scope === 'home');
  return (
    <>
      <header>
        <h2 className="mono">{answer.path}</h2>
        <p className="cap mut">
          on {answer.host}
          {answer.type === null ? '' : `, ${answer.type}`}
        </p>
        {answer.description ? <p className="cap sec why-about">{answer.description}</p> : null}
      </header>
      <Values answer={answer} />
      {answer.broughtBy === null ? null : (
        <p className="cap sec">
          Brought by {withoutEnable(answer.broughtBy)}; nothing is written for it here.
        </p>
      )}
      {differs(answer) ? (
        <p className="cap warn">
          Evaluation says otherwise: a condition does not hold, or a module outside this fleet decides.
        </p>
      ) : null}
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
      {answer.complete ? null : (
        <p className="cap mut">Modules of inputs are part of this host and may define it too.</p>
      )}
      {home ? (
        <p className="cap mut">A setting of a user’s home, which Nix is asked for by its own name.</p>
      ) : (
        <AskNix
          host={answer.host}
          path={answer.path}
          inSource={new Set(answer.definitions.map(({ file }) => file))}
        />
      )}
    </>
  );
}
