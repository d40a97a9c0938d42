import { memo, useMemo, useState } from 'react';
import type { Finding } from '../../shared/contract';
import { PlaceLink } from '../explain';
import { IconWord, type IconName } from '../ui';

const LOOK: Record<Finding['severity'], { icon: IconName; tone: string }> = {
  error: { icon: 'fail', tone: 'bad' },
  warning: { icon: 'alert', tone: 'warn' },
  info: { icon: 'dot', tone: 'inf' },
};
const ORDER: Record<Finding['severity'], number> = { error: 0, warning: 1, info: 2 };

/** A large fleet has thousands: so many are shown at first, and so many more whenever somebody asks. */
const PAGE = 50;

/** What rules and hosts have to say, the worst first. */
export const Findings = memo(function Findings({ findings }: { findings: readonly Finding[] }) {
  const [most, setMost] = useState(PAGE);
  const sorted = useMemo(
    () => findings.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]),
    [findings],
  );
  return (
    <section aria-labelledby="findings-title">
      <div className="section-head">
        <h2 id="findings-title">Findings</h2>
        <span className="cap mut">
          {findings.length === 0
            ? 'none, by the rules read from source'
            : `${findings.length}, the worst first`}
        </span>
      </div>
      {sorted.length > 0 ? (
        <table className="dense lines">
          <colgroup>
            <col className="w-host" />
            <col />
            <col className="w-place" />
          </colgroup>
          <thead className="unseen">
            <tr>
              <th scope="col">Host</th>
              <th scope="col">Finding</th>
              <th scope="col">Place</th>
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, most).map((finding) => {
              const { icon, tone } = LOOK[finding.severity];
              const where = finding.file
                ? `${finding.file}${finding.line === undefined ? '' : `:${finding.line}`}`
                : finding.rule;
              return (
                <tr key={`${finding.rule} ${finding.host} ${finding.path} ${where} ${finding.message}`}>
                  <td>
                    <IconWord icon={icon} tone={tone} label={finding.severity} small>
                      {finding.host ?? 'fleet'}
                    </IconWord>
                  </td>
                  <td className="sec" title={finding.message}>
                    {finding.message}
                  </td>
                  <td className="mono m11 mut" title={where}>
                    {finding.file === undefined ? (
                      where
                    ) : (
                      <PlaceLink
                        file={finding.file}
                        {...(finding.line === undefined ? {} : { line: finding.line })}
                      />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : null}
      {sorted.length > most ? (
        <p className="more">
          <button type="button" className="link cap" onClick={() => setMost(most + PAGE)}>
            Show {Math.min(PAGE, sorted.length - most)} more of {sorted.length - most}
          </button>
        </p>
      ) : null}
    </section>
  );
});
