import type { LoadSample } from '../../shared/contract';
import { age, useNowWords } from '../ui';

const WIDTH = 56;
const HEIGHT = 16;

/** Points of a line through samples by time; null where there are too few for one. */
export function sparkPoints(samples: readonly LoadSample[]): string | null {
  const first = Date.parse(samples[0]?.at ?? '');
  const span = Date.parse(samples.at(-1)?.at ?? '') - first;
  if (!(span > 0)) return null;
  // A load below one is an idle processor: it must not fill the line.
  const top = Math.max(1, ...samples.map(({ one }) => one));
  return samples
    .map(({ at, one }) => {
      const x = ((Date.parse(at) - first) / span) * WIDTH;
      const y = HEIGHT - 1.5 - (one / top) * (HEIGHT - 3);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

/** Where the load has been going; nothing where the host was asked only once. */
export function Sparkline({ samples }: { samples: readonly LoadSample[] | undefined }) {
  const first = samples?.[0]?.at;
  const since = useNowWords((now) => (first === undefined ? '' : age(first, now)));
  const points = samples ? sparkPoints(samples) : null;
  if (points === null || samples === undefined) return <span className="spark" />;
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <title>{`${samples.length} answers in ${since}`}</title>
      <polyline points={points} />
    </svg>
  );
}
