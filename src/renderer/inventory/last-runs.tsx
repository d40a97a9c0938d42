import type { Run } from '../../shared/contract';
import { hostsWords, openHistory, runLook } from '../app';
import { duration, IconWord, moment, useNow } from '../ui';

const SHOWN = 4;

/** The last few runs; interrupted ones say what can be done. */
export function LastRuns({ runs }: { runs: readonly Run[] }) {
  const now = useNow();
  return (
    <section aria-labelledby="runs-title">
      <div className="section-head">
        <h2 id="runs-title">Last runs</h2>
        <span className="cap mut">{runs.length === 0 ? 'nothing was deployed from here yet' : ''}</span>
        <span className="sp" />
        {runs.length > 0 ? (
          <button type="button" className="link cap" onClick={openHistory}>
            All runs
          </button>
        ) : null}
      </div>
      {runs.length > 0 ? (
        <table className="dense lines">
          <colgroup>
            <col className="w-host" />
            <col />
            <col className="w-place" />
          </colgroup>
          <thead className="unseen">
            <tr>
              <th scope="col">Hosts</th>
              <th scope="col">Outcome</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {runs.slice(0, SHOWN).map((run) => {
              const look = runLook(run);
              const took = run.ended ? `, ${duration(Date.parse(run.ended) - Date.parse(run.started))}` : '';
              return (
                <tr key={run.id}>
                  <td title={run.hosts.map((host) => host.host).join(', ')}>
                    <IconWord icon={look.icon} tone={look.tone} small>
                      {hostsWords(run.hosts)}
                    </IconWord>
                  </td>
                  <td className="sec" title={run.advice ?? look.words}>
                    {look.words}
                    {run.commit ? <span className="mono m11 mut"> {run.commit.slice(0, 7)}</span> : null}
                  </td>
                  <td className="mut">
                    {moment(run.started, now)}
                    {took}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
