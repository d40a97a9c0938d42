import { type Host, type HostReach, toErrorShape } from '../../shared/contract';
import { useHostKeys, useReach } from '../app';
import { ErrorLine } from '../ui';
import { type FactGroup, factGroups } from './fact-groups';
import { FactLines } from './fact-lines';

const WON: Record<HostReach['source'], string> = {
  'ssh-config': 'the ssh configuration given at start',
  address: 'the address given at start',
  'connection-book': 'the connection book of this machine',
  practice: 'practice',
  fleet: 'the fleet',
  'user-ssh-config': 'your ssh configuration, by the host’s name',
};

const KEYS_FROM = { own: 'accepted here', fleet: 'declared by the fleet', user: 'your known_hosts' } as const;

function wayWords({ destination, user, port }: HostReach): string {
  return `${user === null ? '' : `${user}@`}${destination}${port === null ? '' : `:${port}`}`;
}

/** Which source says how the host is reached, what is known of its addresses, and the host keys that are known. */
export function ConnectionTab({ host }: { host: Host }) {
  const reach = useReach(host.name);
  const keys = useHostKeys(host.name);
  const groups: readonly FactGroup[] = factGroups(host).filter(({ title }) => title === 'Reach');
  return (
    <>
      <section>
        <h3 className="lab">Way</h3>
        {reach.data ? (
          <dl>
            <div className="f">
              <dt className="mut">ssh goes to</dt>
              <dd>
                <span className="mono m11 el" title={wayWords(reach.data)}>
                  {wayWords(reach.data)}
                </span>
              </dd>
            </div>
            <div className="f">
              <dt className="mut">Said by</dt>
              <dd>
                <span>{WON[reach.data.source]}</span>
              </dd>
            </div>
          </dl>
        ) : null}
        {reach.error ? <p className="cap mut tab-words">{toErrorShape(reach.error).message}</p> : null}
      </section>
      <FactLines groups={groups} />
      <section>
        <h3 className="lab">Known host keys</h3>
        {keys.error ? (
          <ErrorLine title="Host keys could not be listed" error={toErrorShape(keys.error)} />
        ) : null}
        {keys.data?.keys.length === 0 ? <p className="cap mut tab-words">None is known yet.</p> : null}
        <ul className="host-keys">
          {keys.data?.keys.map((key) => (
            <li key={`${key.file}:${key.line} ${key.fingerprint}`}>
              <span className="sm">
                {key.keyType}, {KEYS_FROM[key.from]}
                {key.marker === null ? '' : `, ${key.marker}`}
              </span>
              <span className="mono m11 mut el" title={key.fingerprint}>
                {key.fingerprint}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
