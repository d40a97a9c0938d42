import { deployable, useInventory } from '../../app';
import { Segmented } from '../../ui';
import { setPlace, useBuildPlaces } from './use-building';
import { PLACES } from './words';

/** For each host where its system is built. */
export function HostPlaces() {
  const hosts = (useInventory().data?.hosts ?? []).filter(deployable);
  const places = useBuildPlaces().data?.hosts ?? {};
  return (
    <section>
      <h3 className="lab">Hosts</h3>
      <ul className="places">
        {hosts.map(({ name }) => (
          <li key={name} className="setting" data-host={name}>
            <span className="md el" title={name}>
              {name}
            </span>
            <Segmented
              label={`Build ${name}`}
              value={places[name] ?? 'here'}
              options={PLACES}
              onChange={(place) => void setPlace([name], place)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
