import type { Fact } from '../../shared/contract';
import { PlaceLink } from '../explain';
import { FactAge } from '../ui';
import { type FactGroup, factWords, shortStorePath, type FactLine } from './fact-groups';

function Value({ line, fact }: { line: FactLine; fact: Pick<Fact, 'value'> }) {
  const text = factWords(line, fact.value);
  if (line.words !== undefined) return <span>{text}</span>;
  return (
    <span className={line.mono ? 'el mono m11' : 'el'} title={text}>
      {shortStorePath(text)}
    </span>
  );
}

/** A fact with its source, place and age. Two sources that differ are two lines, never a merged one. */
function Line({ line }: { line: FactLine }) {
  const told = [line.fact, ...(line.fact.also ?? [])];
  return told.map((fact, index) => (
    <div className="f" key={`${fact.from}-${index}`}>
      <dt className="mut el" title={line.label}>
        {index === 0 ? line.label : <span className="unseen">{line.label}, also</span>}
      </dt>
      <dd>
        <span className="col">
          <Value line={line} fact={fact} />
          {fact.file === undefined ? null : (
            <PlaceLink file={fact.file} {...(fact.line === undefined ? {} : { line: fact.line })} />
          )}
        </span>
        <FactAge from={fact.from} at={fact.at} />
      </dd>
    </div>
  ));
}

/** Groups of facts under their titles. */
export function FactLines({ groups }: { groups: readonly FactGroup[] }) {
  return groups.map((group) => (
    <section key={group.title}>
      <h3 className="lab">{group.title}</h3>
      <dl>
        {group.lines.map((line) => (
          <Line key={`${line.name} ${line.label}`} line={line} />
        ))}
      </dl>
    </section>
  ));
}
