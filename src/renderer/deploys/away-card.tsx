import Button from '@mui/material/Button';
import type { Host, Run } from '../../shared/contract';
import { awayHosts } from '../../shared/deploys';
import { deployable } from '../app';
import { Icon, moment, useNow } from '../ui';

/** Hosts that were away when a run came to them: what they missed can be made up for. */
export function AwayCard({
  runs,
  fleet,
  hosts,
  onDeploy,
}: {
  runs: readonly Run[];
  fleet: string;
  hosts: readonly Host[];
  onDeploy: (names: readonly string[], run: Run) => void;
}) {
  const now = useNow();
  const here = (name: string): Host | undefined =>
    hosts.find((host) => host.name === name && deployable(host));
  const missed = awayHosts(runs, fleet)
    .map(({ run, hosts: names }) => ({ run, names: names.filter((name) => here(name) !== undefined) }))
    .filter(({ names }) => names.length > 0);
  if (missed.length === 0) return null;
  return (
    <section className="card away" aria-label="Hosts that were away">
      <ul>
        {missed.map(({ run, names }) => {
          const answering = names.filter((name) => here(name)?.facts['reachable']?.value === true).length;
          const who = names.length === 1 ? (names[0] ?? '') : `${names.length} hosts`;
          return (
            <li key={run.id} className="row" data-away={names.join(' ')}>
              <span className="mut">
                <Icon name="clock" />
              </span>
              <div className="col grow">
                <span className="sm">
                  <b className="md">{who}</b> {names.length === 1 ? 'was' : 'were'} away in the run of{' '}
                  {moment(run.started, now)}
                </span>
                <span className="cap mut el">
                  {names.length === 1 ? '' : `${names.join(', ')}; `}
                  {answering === 0
                    ? 'not heard of since'
                    : names.length === 1
                      ? 'it answers now'
                      : `${answering} of ${names.length} answer now`}
                </span>
              </div>
              <Button className="s24" onClick={() => onDeploy(names, run)}>
                Deploy {names.length === 1 ? 'it' : 'them'} now
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
