import Button from '@mui/material/Button';
import type { Host } from '../../shared/contract';
import { failedUnits, factText } from '../app';
import { FactAge, Icon } from '../ui';

/** The units that have failed, by name where the host told them; `onJournal` opens what one of them wrote. */
export function FailedUnits({ host, onJournal }: { host: Host; onJournal: (unit: string) => void }) {
  const fact = host.facts['failedUnits'];
  const { count } = failedUnits(fact);
  const { names } = failedUnits(host.facts['failedUnitNames'] ?? fact);
  if (!fact || count === 0) return null;
  return (
    <ul className="failed-units" aria-label="Failed units">
      {(names.length > 0 ? names : [`${count} units`]).map((name) => (
        <li key={name} className="row">
          <span className="bad">
            <Icon name="fail" small />
          </span>
          <span className="mono el grow" title={name}>
            {name}
          </span>
          {names.length > 0 ? (
            <Button
              variant="text"
              className="s24"
              aria-label={`Journal of ${name}`}
              onClick={() => onJournal(name)}
            >
              Open journal
            </Button>
          ) : null}
          <FactAge from={fact.from} at={fact.at} />
        </li>
      ))}
    </ul>
  );
}

/** How systemd fares there. */
export function UnitsTab({ host, onJournal }: { host: Host; onJournal: (unit: string) => void }) {
  const state = host.facts['systemState'];
  const failed = host.facts['failedUnits'];
  const { count } = failedUnits(failed);
  if (failed === undefined && state === undefined) {
    return (
      <p className="cap mut tab-words">
        Not known: this host has not told of its units yet. Read its facts to learn of them.
      </p>
    );
  }
  return (
    <>
      <FailedUnits host={host} onJournal={onJournal} />
      <dl>
        {state === undefined ? null : (
          <div className="f">
            <dt className="mut">systemd</dt>
            <dd>
              <span>{factText(state)}</span>
              <FactAge from={state.from} at={state.at} />
            </dd>
          </div>
        )}
        {failed === undefined ? null : (
          <div className="f">
            <dt className="mut">Failed</dt>
            <dd>
              <span>{count === 0 ? 'none' : count}</span>
              <FactAge from={failed.from} at={failed.at} />
            </dd>
          </div>
        )}
      </dl>
      <Button className="s24" onClick={() => onJournal('')}>
        Whole journal
      </Button>
    </>
  );
}
