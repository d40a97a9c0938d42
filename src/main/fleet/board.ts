import type { Board, BoardHost } from '../../shared/contract';
import { namesIn } from './reading/host-facts';
import type { FleetReading, HostReading } from './reading/read-fleet';

type LaneSource = Pick<HostReading, 'name' | 'inFlake' | 'facts' | 'standings'>;

/** What of a reading, or of a view of one, a board is made from. */
export interface BoardSource extends Pick<FleetReading, 'featureRoots' | 'catalogue' | 'readMs'> {
  readonly hosts: readonly LaneSource[];
}

/** Lanes by the reading they were made of: a host that did not change has the same one. */
const lanes = new WeakMap<LaneSource, BoardHost>();
/** Boards by the hosts of a reading, which stay the same object as long as none of them changes. */
const boards = new WeakMap<BoardSource['hosts'], Board>();

/** What the feature board draws, and what verdicts are computed from. The same object as long as the fleet is the same. */
export function boardOf(reading: BoardSource): Board {
  const known = boards.get(reading.hosts);
  if (known) return known;
  const made: Board = {
    featureRoots: [...reading.featureRoots],
    features: [...reading.catalogue],
    readMs: reading.readMs,
    hosts: reading.hosts.filter((host) => host.inFlake).map(laneOf),
  };
  boards.set(reading.hosts, made);
  return made;
}

function laneOf(host: LaneSource): BoardHost {
  const known = lanes.get(host);
  if (known) return known;
  const role = host.facts['role']?.value;
  const hardware = namesIn(host.facts['hardware']?.value);
  const made: BoardHost = {
    host: host.name,
    role: typeof role === 'string' ? role : null,
    hardware: hardware === null ? null : [...hardware],
    states: [...host.standings],
  };
  lanes.set(host, made);
  return made;
}
