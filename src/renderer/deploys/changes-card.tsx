import { useState } from 'react';
import type { PackageChanges, UnitChanges } from '../../shared/contract';
import { planNotices } from '../../shared/deploys';
import type { JobView } from '../app';
import { Icon, ScrollRegion, Segmented, type IconName } from '../ui';
import { packageRows, planSummary, type PackageRow } from './plan-words';

const LOOK: Record<PackageRow['kind'], { icon: IconName; tone: string; words: string }> = {
  changed: { icon: 'arrow', tone: 'acc', words: 'changes' },
  added: { icon: 'plus', tone: 'ok', words: 'comes' },
  removed: { icon: 'minus', tone: 'mut', words: 'goes' },
};
const UNIT_WORDS: readonly (readonly [keyof UnitChanges, string])[] = [
  ['stop', 'Stop'],
  ['restart', 'Restart'],
  ['reload', 'Reload'],
  ['start', 'Start'],
];
/** Package rows on screen; a first deploy may bring thousands. */
const SHOWN_ROWS = 300;

/** What comes, goes and changes between two systems. */
export function Packages({ packages }: { packages: PackageChanges }) {
  const rows = packageRows(packages);
  if (rows.length === 0) return <p className="none cap mut">No package changes.</p>;
  return (
    <table className="dense packages">
      <colgroup>
        <col />
        <col className="w-version" />
        <col className="w-version" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Package</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN_ROWS).map((row) => {
          const { icon, tone, words } = LOOK[row.kind];
          return (
            <tr key={`${row.kind} ${row.name} ${row.before} ${row.after}`}>
              <td title={row.name}>
                <span className={tone}>
                  <Icon name={icon} small label={words} />
                </span>{' '}
                {row.name}
              </td>
              <td className="mono m11 mut" title={row.before}>
                {row.before}
              </td>
              <td className="mono m11" title={row.after}>
                {row.after}
              </td>
            </tr>
          );
        })}
        {rows.length > SHOWN_ROWS ? (
          <tr>
            <td colSpan={3} className="mut">
              and {rows.length - SHOWN_ROWS} more
            </td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

/** Units that are touched, by what becomes of them. */
export function Units({ units }: { units: UnitChanges }) {
  const lines = UNIT_WORDS.filter(([key]) => units[key].length > 0);
  return (
    <div className="un">
      <h3 className="lab">Units</h3>
      {lines.length === 0 ? <span className="cap mut">No unit is touched.</span> : null}
      {lines.map(([key, words]) => (
        <div className="ul" key={key}>
          <span className="mut">{words}</span>
          <span className="mono m11">{units[key].join(', ')}</span>
        </div>
      ))}
    </div>
  );
}

/** What a deploy changes on one host, against what that host runs. */
export function ChangesCard({ view }: { view: JobView }) {
  const [picked, setPicked] = useState<string | null>(null);
  const plans = [...view.plans.values()];
  const plan = plans.find((entry) => entry.host === picked) ?? plans[0];
  if (!plan) {
    return (
      <section className="card changes" aria-label="What changes">
        <div className="ch">
          <h2>What changes</h2>
        </div>
        <p className="none cap mut">
          {view.ended
            ? 'Nothing was compared.'
            : 'Packages and units are compared as soon as the new system is built.'}
        </p>
      </section>
    );
  }
  return (
    <section className="card changes" aria-label={`What changes on ${plan.host}`}>
      <div className="ch">
        <h2>What changes on {plan.host}</h2>
        <span className="sp" />
        <span className="cap mut nw">{planSummary(plan)}</span>
      </div>
      {plans.length > 1 ? (
        <div className="changes-hosts">
          <Segmented
            label="Host"
            value={plan.host}
            options={plans.map(({ host }) => ({ value: host, words: host }))}
            onChange={setPicked}
          />
        </div>
      ) : null}
      <ScrollRegion className="changes-body" label={`Packages and units of ${plan.host}`}>
        {plan.unchanged ? (
          <p className="none sm sec">This host runs exactly this system already. A deploy does nothing.</p>
        ) : null}
        {plan.note ? <p className="none cap mut">{plan.note}</p> : null}
        {plan.unchanged || !plan.packages ? null : <Packages packages={plan.packages} />}
        {plan.unchanged ? null : plan.units ? (
          <Units units={plan.units} />
        ) : (
          <p className="none cap mut">
            Which units restart is known once the system is on the host: a dry run or the deploy tells it.
          </p>
        )}
      </ScrollRegion>
      {planNotices(plan).map(({ words, keeps }) => (
        <p key={words} className={`changes-foot row g6 ${keeps ? 'bad' : 'warn'}`}>
          <Icon name={keeps ? 'fail' : 'alert'} small />
          {words}
        </p>
      ))}
    </section>
  );
}
