import { toAppError } from '../../shared/carrier';
import type { Board, Change, ErrorShape } from '../../shared/contract';
import { judgeOff, leafName, shortPath } from '../../shared/features';
import {
  applyChanges,
  announce,
  countWords,
  featureWords,
  refusal,
  verdictsOf,
  type Carry,
  type Over,
} from '../app';
import { errorPlace } from '../ui';
import { type Asked, type Refusal, useBoardView } from './board-view';
import { groupRefusals } from './refusals';
import { wantsOf } from './wants';

function refuse(view: Refusal): void {
  useBoardView.setState({ refusal: view });
  announce(`${view.title}: ${view.reason}`);
}

/** Says in the panel and aloud why a gesture is not made; `place` and the verdict it tells are left out. */
export function refuseWith(said: Pick<Refusal, 'title' | 'reason' | 'hint'>): void {
  refuse({ ...said, place: null, of: null });
}

function fromError(title: string, error: ErrorShape): Refusal {
  return { title, reason: error.message, place: errorPlace(error), hint: error.hint, of: null };
}

async function busyWith(failed: string, work: () => Promise<boolean>): Promise<boolean> {
  useBoardView.setState({ refusal: null, asked: null, busy: true });
  try {
    return await work();
  } catch (error) {
    refuse(fromError(failed, toAppError(error).toShape()));
    return false;
  } finally {
    useBoardView.setState({ busy: false });
  }
}

/** One gesture; what the core refuses stands in the panel. */
export function gesture(changes: readonly Change[], done: string, failed: string): Promise<boolean> {
  return busyWith(failed, async () => {
    await applyChanges(changes, done);
    return true;
  });
}

function hostWords(hosts: readonly string[]): string {
  return hosts.length === 1 ? (hosts[0] ?? '') : `${hosts.length} hosts`;
}

/** `podman is`, `3 features are`. */
function subject(paths: readonly string[]): string {
  return `${featureWords(paths)} ${paths.length === 1 ? 'is' : 'are'}`;
}

function enable(board: Board, paths: readonly string[], hosts: readonly string[]): Change[] {
  const on = new Map(board.hosts.map((lane) => [lane.host, lane.states]));
  return hosts.flatMap((host) =>
    paths
      .filter((path) => !on.get(host)?.some((state) => state.path === path && state.on))
      .map((path): Change => ({ kind: 'enable', host, path })),
  );
}

function write(
  changes: readonly Change[],
  paths: readonly string[],
  hosts: readonly string[],
): Promise<boolean> {
  const where = hostWords(hosts);
  const not = paths.length === 1 ? 'was not' : 'were not';
  return gesture(
    changes,
    `${subject(paths)} on for ${where}`,
    `${featureWords(paths)} ${not} switched on for ${where}`,
  );
}

/**
 * Switches features on for hosts, as one gesture. Asks first where a host refuses or a value is wanted; where no host
 * takes them, says why. What they need joins the gesture in the core.
 */
export async function assign(
  board: Board,
  paths: readonly string[],
  hosts: readonly string[],
): Promise<boolean> {
  const verdict = verdictsOf(board, paths);
  const fits = hosts.filter((host) => verdict(host).verdict === 'fits');
  const refusing = hosts.filter((host) => verdict(host).verdict === 'refused');
  useBoardView.setState({ selected: paths[0] ?? null, asked: null });
  const [first] = refusing;
  if (fits.length === 0) {
    if (first === undefined) {
      announce(`${subject(paths)} already on for ${hostWords(hosts)}`);
      return false;
    }
    refuse({
      title: `${hostWords(refusing)} ${refusing.length === 1 ? 'refuses' : 'refuse'} ${featureWords(paths)}`,
      ...refusal(verdict(first)),
      hint: 'Nothing was written.',
      of: { host: first, paths },
    });
    return false;
  }
  const failed = `${featureWords(paths)} over ${hostWords(hosts)}`;
  let asked: Asked | null = null;
  const isRead = await busyWith(failed, async () => {
    const wants = await wantsOf(board, paths, fits, verdict);
    const wantsNothing = wants.options.length === 0 && wants.secrets.length === 0;
    if (refusing.length > 0 || !wantsNothing) {
      const refused = groupRefusals(new Map(refusing.map((host) => [host, verdict(host)])));
      asked = { paths, fits, refused, wants };
    }
    return true;
  });
  if (!isRead) return false;
  if (asked === null) return write(enable(board, paths, fits), paths, fits);
  useBoardView.setState({ asked });
  const said = refusing.length > 0 ? countWords(hosts, verdict) : 'it asks for values first';
  announce(`${failed}: ${said}. The panel asks what to do; nothing is written yet.`);
  return false;
}

/** Takes a drop that was asked about, with the values it wanted as Nix text by option. */
export function take(board: Board, asked: Asked, values: ReadonlyMap<string, string>): Promise<boolean> {
  const { paths, fits, wants } = asked;
  const sets = wants.options.flatMap(({ row, hosts }) => {
    const value = values.get(row.path);
    return value === undefined
      ? []
      : hosts.map((host): Change => ({ kind: 'set', host, path: row.path, value }));
  });
  return write([...enable(board, paths, fits), ...sets], paths, fits);
}

/** Gives back a drop that was asked about. */
export function giveBack(asked: Asked): void {
  useBoardView.setState({ asked: null });
  announce(`${featureWords(asked.paths)} put back; nothing was written`);
}

/** What lies over a target is let go there. */
export function dropOn(board: Board, carry: Carry, over: Over): void {
  const { load } = carry;
  if (load.kind === 'features') {
    void assign(board, load.paths, [...over.hosts]);
    return;
  }
  if (over.name === load.host || over.name.startsWith('@')) announce(`the set of ${load.host} put back`);
  else useBoardView.setState({ compared: { from: load.host, to: over.name } });
}

/** Switches a feature off for a host, refused while another that is on needs it. */
export async function turnOff(board: Board, host: string, path: string): Promise<boolean> {
  const name = leafName(path);
  const { refusedBy } = judgeOff(board, host, path);
  if (refusedBy.length > 0) {
    const names = refusedBy.map((other) => shortPath(other, board.featureRoots)).join(' and ');
    refuse({
      title: `${name} stays on for ${host}`,
      reason: `${names} ${refusedBy.length === 1 ? 'needs' : 'need'} it.`,
      place: null,
      hint: 'Turn that off first. Nothing was written.',
      of: null,
    });
    return false;
  }
  return gesture(
    [{ kind: 'disable', host, path }],
    `${name} is off for ${host}`,
    `${name} was not switched off for ${host}`,
  );
}

/** One gesture that takes the clashing feature off and puts this one on. */
export async function swap(host: string, off: string, on: string): Promise<boolean> {
  return gesture(
    [
      { kind: 'disable', host, path: off },
      { kind: 'enable', host, path: on },
    ],
    `${leafName(on)} instead of ${leafName(off)} on ${host}`,
    `${leafName(off)} was not swapped on ${host}`,
  );
}
