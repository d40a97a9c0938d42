import { useQuery } from '@tanstack/react-query';
import { toErrorShape, type Generation } from '../../../shared/contract';
import { api } from '../../app';
import { bytes, ErrorLine, ScrollRegion, Skeleton } from '../../ui';
import { Packages } from '../changes-card';

function Versions({ from, to }: { from: Generation; to: Generation }) {
  const rows = [
    ['NixOS', from.nixosVersion, to.nixosVersion],
    ['Kernel', from.kernel, to.kernel],
    ['Commit', commitOf(from), commitOf(to)],
  ] as const;
  return (
    <dl className="versions">
      {rows.map(([name, before, after]) => (
        <div key={name}>
          <dt className="mut">{name}</dt>
          <dd className="mono m11">
            {before === after ? (after ?? 'not known') : `${before ?? 'not known'} → ${after ?? 'not known'}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function commitOf({ commit, draftOn }: Generation): string | null {
  if (commit !== undefined) return commit.slice(0, 7);
  return draftOn === undefined ? null : `${draftOn.slice(0, 7)} and draft`;
}

function sizeWords(growth: number): string {
  if (growth === 0) return 'as much space';
  return `${bytes(Math.abs(growth))} ${growth > 0 ? 'more' : 'less'}`;
}

function Comparison({ host, pair: [from, to] }: { host: string; pair: readonly [number, number] }) {
  const answer = useQuery(api.deploys.compareGenerations.queryOptions({ input: { host, from, to } }));
  return (
    <>
      {answer.isPending ? <Skeleton rows={6} label="Comparing generations" /> : null}
      {answer.error ? (
        <ErrorLine error={toErrorShape(answer.error)} onRetry={() => void answer.refetch()} />
      ) : null}
      {answer.data ? (
        <>
          <Versions from={answer.data.from} to={answer.data.to} />
          <p className="none cap mut">Its closure takes {sizeWords(answer.data.bytes)}.</p>
          <Packages packages={answer.data.packages} />
        </>
      ) : null}
    </>
  );
}

/** What changes between two generations, by the host's own store. */
export function CompareCard({ host, pair }: { host: string; pair: readonly [number, number] | null }) {
  return (
    <section className="card changes" aria-label="Compared">
      <div className="ch">
        <h2>{pair === null ? 'Compare' : `From generation ${pair[0]} to ${pair[1]}`}</h2>
      </div>
      {pair === null ? (
        <p className="none cap mut">
          Mark two generations to see what changes from the older to the newer one; mark one to compare it
          with the current.
        </p>
      ) : (
        <ScrollRegion className="changes-body" label={`From generation ${pair[0]} to ${pair[1]}`}>
          <Comparison host={host} pair={pair} />
        </ScrollRegion>
      )}
    </section>
  );
}
