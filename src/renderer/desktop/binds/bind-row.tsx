import type { BindOfList } from '../../../shared/contract';
import type { Bind } from '../../../shared/desktop';
import { canWrite, type Standing } from '../edit/row-frame';
import { Chip, Icon, Kbd } from '../../ui';
import { Origin } from '../values/value-line';

/** A bind of the sheet: its key, what it does, and where it is written. */
export function BindRow({
  bind,
  standing,
  conflicts,
  onChange,
  onRemove,
}: {
  bind: Bind;
  standing: Standing;
  conflicts: Readonly<BindOfList['conflictsWith']>;
  onChange: () => void;
  onRemove: () => void;
}) {
  const keys = [...bind.modifiers, bind.key].join(' + ');
  const does = `${bind.action} ${bind.argument}`.trim();
  const locked = !canWrite(standing) || standing.from === undefined;
  const why = locked ? (standing.origin?.because ?? 'It is nobody’s line.') : undefined;
  return (
    <li className="db-row">
      <span className="db-key">
        <Kbd>{bind.key}</Kbd>
      </span>
      <span className="db-does">
        <span className="el" title={does}>
          {bind.description ?? does}
        </span>
        <span className="row g6">
          <Origin from={standing.from} otherwise={standing.otherwise} />
          {standing.drafted ? (
            <Chip tone="dr" icon="draft">
              draft
            </Chip>
          ) : null}
          {bind.submap === undefined ? null : <Chip>in {bind.submap}</Chip>}
        </span>
        {conflicts.map((other) => (
          <span key={`${other.action}${other.line ?? ''}`} className="cap warn row g4">
            <Icon name="conflict" small />
            The same keys: {other.action}
            {other.file === undefined ? null : `, ${other.file}:${other.line ?? ''}`}
          </span>
        ))}
      </span>
      <button
        type="button"
        className="de-mini"
        disabled={locked}
        title={why ?? 'Change'}
        aria-label={`Change ${keys}`}
        onClick={onChange}
      >
        <Icon name="edit" small />
      </button>
      <button
        type="button"
        className="de-mini"
        disabled={locked}
        title={why ?? 'Take away'}
        aria-label={`Take away ${keys}`}
        onClick={onRemove}
      >
        <Icon name="x" small />
      </button>
    </li>
  );
}
