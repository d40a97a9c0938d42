import type { HostSecrets } from '../../shared/contract';
import { Icon, type IconName } from '../ui';

const VERDICT: Readonly<Record<HostSecrets['verdict'], { icon: IconName; tone: string; words: string }>> = {
  yes: { icon: 'ok', tone: 'ok', words: 'will decrypt its secrets' },
  no: { icon: 'fail', tone: 'bad', words: 'will not decrypt all its secrets' },
  unknown: { icon: 'unknown', tone: 'mut', words: 'cannot be told' },
  none: { icon: 'dot', tone: 'mut', words: 'declares no secret' },
};

/** For each host that declares secrets: will it decrypt them with its next deploy? */
export function HostLine({ hosts }: { hosts: readonly HostSecrets[] }) {
  const declaring = hosts.filter(({ verdict }) => verdict !== 'none');
  if (declaring.length === 0) return null;
  return (
    <ul className="secret-hosts" aria-label="Will the next deploy decrypt?">
      {declaring.map(({ host, verdict, words }) => {
        const look = VERDICT[verdict];
        return (
          <li key={host} data-host={host} data-verdict={verdict} className="row g4" title={words}>
            <span className={look.tone}>
              <Icon name={look.icon} small label={look.words} />
            </span>
            {host}
          </li>
        );
      })}
    </ul>
  );
}
