import { useMemo } from 'react';
import type { JobView } from '../app';
import { Icon, ScrollRegion } from '../ui';
import { buildFailures } from './build-tree';

const LAST_LINES = 8;
/** Failures with their lines; what else failed is counted. */
const SHOWN = 3;

/** What failed, before all else: what pulled it in, and how its log ends. */
export function BuildFailed({ view }: { view: JobView }) {
  const { nodes, log } = view;
  const failures = useMemo(() => buildFailures(nodes, log, LAST_LINES), [nodes, log]);
  if (failures.length === 0) return null;
  return (
    <ScrollRegion className="build-failed" label="What failed">
      {failures.slice(0, SHOWN).map(({ node, pulledIn, lines }) => (
        <div key={node.id}>
          <p className="row g6 sm">
            <span className="bad">
              <Icon name="fail" small label="failed" />
            </span>
            <b className="mono m11">{node.name}</b>
            {pulledIn.length > 0 ? (
              <span className="cap mut el" title={pulledIn.join('\n')}>
                needed by {chainWords(pulledIn)}
              </span>
            ) : null}
          </p>
          {lines.length > 0 ? <pre>{lines.join('\n')}</pre> : null}
        </div>
      ))}
      {failures.length > SHOWN ? <p className="cap mut">and {failures.length - SHOWN} more failed</p> : null}
    </ScrollRegion>
  );
}

/** The nearest and the last of a chain; its middle is in the tip. */
function chainWords(chain: readonly string[]): string {
  const shown = chain.length <= 3 ? chain : [...chain.slice(0, 1), '…', ...chain.slice(-1)];
  return shown.join(', for ');
}
