import type { Board, BoardHost, FeatureState } from '../contract';
import { type Catalogue, catalogueOf } from './rules';

/** What a board says of one host, by feature. */
export interface LaneIndex {
  /** By whole path; a feature that is missing is off, and nothing of the host's source says so. */
  readonly states: ReadonlyMap<string, FeatureState>;
  /** Whole paths of the features that are on. */
  readonly on: ReadonlySet<string>;
}

/** A board to be asked by name: each question takes the same time however many hosts and features there are. */
export interface BoardIndex {
  readonly catalogue: Catalogue;
  readonly hosts: ReadonlyMap<string, BoardHost>;
  /** Nothing is on where the board has no such host. */
  lane(host: string): LaneIndex;
}

const EMPTY: LaneIndex = { states: new Map(), on: new Set() };

const indexes = new WeakMap<Board, BoardIndex>();
/** A host that stays the same object from one board to the next is indexed once. */
const lanes = new WeakMap<BoardHost, LaneIndex>();

/** The index of a board, made when it is asked for first. */
export function boardIndex(board: Board): BoardIndex {
  const known = indexes.get(board);
  if (known) return known;
  const hosts = new Map(board.hosts.map((entry) => [entry.host, entry]));
  const made: BoardIndex = {
    catalogue: catalogueOf(board.features),
    hosts,
    lane(host) {
      const entry = hosts.get(host);
      return entry ? laneOf(entry) : EMPTY;
    },
  };
  indexes.set(board, made);
  return made;
}

function laneOf(entry: BoardHost): LaneIndex {
  const known = lanes.get(entry);
  if (known) return known;
  const made = {
    states: new Map(entry.states.map((state) => [state.path, state])),
    on: new Set(entry.states.filter((state) => state.on).map((state) => state.path)),
  };
  lanes.set(entry, made);
  return made;
}
