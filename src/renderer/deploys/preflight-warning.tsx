import { Icon } from '../ui';
import { useLooks } from './preflight-feed';
import { troubles } from './preflight-lights';

/** The hosts of a deploy that it would leave out, with the reason; nothing where all are ready. */
export function PreflightWarning({ hosts }: { hosts: readonly string[] }) {
  const looks = useLooks((state) => state.hosts);
  const not = hosts.flatMap((host) => {
    const lights = looks.get(host)?.lights;
    return lights && !lights.ok ? [lights] : [];
  });
  if (not.length === 0) return null;
  return (
    <ul className="left-out" aria-label="Left out as they are now">
      {not.map((lights) => (
        <li key={lights.host} className="row g6 sm">
          <span className="bad">
            <Icon name="fail" small label="left out" />
          </span>
          <span>
            <b className="md">{lights.host}</b> is left out as it is now:{' '}
            <span className="sec">{troubles(lights)[0]?.words}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
