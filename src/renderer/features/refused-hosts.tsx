import Button from '@mui/material/Button';
import type { Board } from '../../shared/contract';
import { boardIndex, leafName } from '../../shared/features';
import { refusal } from '../app';
import { PlaceLink } from '../explain';
import { Icon } from '../ui';
import { useBoardView } from './board-view';
import { swap } from './gestures';
import type { RefusalGroup } from './refusals';

/** A place as `file:line`, opened in the source viewer. */
export function Place({ place }: { place: string }) {
  const at = place.lastIndexOf(':');
  const line = Number(place.slice(at + 1));
  return <PlaceLink file={place.slice(0, at)} line={line} />;
}

function refusers(hosts: readonly string[]): string {
  if (hosts.length > 3) return `${hosts.length} hosts refuse`;
  return `${hosts.join(' and ')} ${hosts.length === 1 ? 'refuses' : 'refuse'}`;
}

/** Ways out are offered for this many hosts at once. */
const SWAPS = 2;

/** Who refuses, why, where the rule stands, and the way out if there is one. */
export function RefusedHosts({
  board,
  paths,
  groups,
  canSwap,
}: {
  board: Board;
  paths: readonly string[];
  groups: readonly RefusalGroup[];
  canSwap: boolean;
}) {
  const busy = useBoardView((state) => state.busy);
  const told = useBoardView((state) => state.refusal?.of ?? null);
  const [only] = paths;
  return groups.map(({ hosts, verdict }) => {
    const { reason, place } = refusal(verdict);
    const clash = verdict.conflicts.length === 1 ? verdict.conflicts[0] : undefined;
    const [host] = hosts;
    const state =
      clash && host !== undefined ? boardIndex(board).lane(host).states.get(clash.path) : undefined;
    const swaps =
      canSwap &&
      clash &&
      only !== undefined &&
      paths.length === 1 &&
      state?.state === 'on' &&
      clash.with === only;
    // The last refusal stands above with this reason and place; only what it does not say is left to say.
    const isTold = told !== null && told.paths[0] === only && hosts.includes(told.host);
    const rest = isTold ? hosts.filter((name) => name !== told.host) : hosts;
    if (rest.length === 0 && !swaps) return null;
    return (
      <div className="refused" key={hosts.join(' ')}>
        {rest.length > 0 ? (
          <div className="row g6 bad">
            <Icon name="conflict" small />
            <b className="md" title={hosts.join(', ')}>
              {refusers(rest)}
              {isTold ? ' for the same reason' : ''}
            </b>
          </div>
        ) : null}
        {isTold ? null : <p className="sm sec">{reason}</p>}
        {place && !isTold ? <Place place={place} /> : null}
        {swaps
          ? hosts.slice(0, SWAPS).map((name) => (
              <Button
                key={name}
                className="s24"
                disabled={busy}
                onClick={() => void swap(name, clash.path, only)}
              >
                Swap {leafName(clash.path)} for {leafName(only)} on {name}
              </Button>
            ))
          : null}
      </div>
    );
  });
}
