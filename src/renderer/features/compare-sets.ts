import type { Assignment, Board, Change, FeatureState, Place } from '../../shared/contract';
import { boardIndex, judge, judgeOff, leafName, shortPath, withoutEnable } from '../../shared/features';
import { refusal } from '../app';

/** One difference between two hosts, to be copied or left. */
export interface SetLine {
  readonly key: string;
  /** arrives: on there, not here · goes: on here alone · differs: a value · cannot: what is not to be copied, and why. */
  readonly kind: 'arrives' | 'goes' | 'differs' | 'cannot';
  readonly words: string;
  readonly note: string;
  readonly place: Place | null;
  readonly changes: readonly Change[];
  /** Keys of lines that have to be chosen too, such as what clashes and goes. */
  readonly along: readonly string[];
  /** Whether it is chosen before anybody has chosen. */
  readonly chosen: boolean;
}

export interface HostSet {
  readonly host: string;
  /** What is assigned for the host below the feature roots. */
  readonly assignments: readonly Assignment[];
}

const onKey = (path: string): string => `on ${path}`;
const offKey = (path: string): string => `off ${path}`;

/** Brought by another feature: it comes along by itself. */
function isBrought({ state, by }: FeatureState): boolean {
  return state === 'inherited' && by !== undefined && !by.includes('/');
}

function placeOf(one: { file: string; line: number } | undefined): Place | null {
  return one ? { file: one.file, line: one.line } : null;
}

interface Pair {
  readonly board: Board;
  readonly from: string;
  readonly to: string;
  readonly short: (path: string) => string;
}

/** What is on for the other host alone, and was written for it. */
function goingLines({ board, from, to, short }: Pair): SetLine[] {
  const index = boardIndex(board);
  const mine = index.lane(from).on;
  const going = new Set(
    [...index.lane(to).states.values()]
      .filter(({ path, on, state }) => on && state === 'on' && !mine.has(path))
      .map(({ path }) => path),
  );
  return [...going].map((path): SetLine => {
    const { refusedBy } = judgeOff(board, to, path);
    const staying = refusedBy.filter((other) => !going.has(other));
    const place = index.lane(to).states.get(path)?.place ?? null;
    const line = { key: offKey(path), words: short(path), place, chosen: false };
    if (staying.length > 0) {
      const note = `It stays: ${staying.map(short).join(' and ')} on ${to} ${staying.length === 1 ? 'needs' : 'need'} it.`;
      return { ...line, kind: 'cannot', note, changes: [], along: [] };
    }
    return {
      ...line,
      kind: 'goes',
      note: `On for ${to} alone; it is switched off.`,
      changes: [{ kind: 'disable', host: to, path }],
      along: refusedBy.map(offKey),
    };
  });
}

function arrivingLines({ board, from, to, short }: Pair, going: readonly SetLine[]): SetLine[] {
  const index = boardIndex(board);
  const theirs = index.lane(to).on;
  const goes = new Set(going.filter(({ kind }) => kind === 'goes').map(({ key }) => key));
  const arriving = [...index.lane(from).states.values()].filter(
    (state) => state.on && !isBrought(state) && !theirs.has(state.path) && index.catalogue.has(state.path),
  );
  return arriving.map(({ path, place, state, by }): SetLine => {
    const verdict = judge(board, to, path);
    const line = { key: onKey(path), words: short(path), place: place ?? null };
    const change: Change = { kind: 'enable', host: to, path };
    const needs = verdict.needs.map((need) => leafName(need.path));
    if (verdict.verdict !== 'refused') {
      const adds = needs.length > 0 ? `Also adds ${needs.join(' and ')}.` : '';
      // What a shared file such as a role switches on is not the host's own.
      const isShared = state === 'inherited';
      const note = isShared && by !== undefined ? `${from} has it from ${by}. ${adds}`.trim() : adds;
      return { ...line, kind: 'arrives', note, changes: [change], along: [], chosen: !isShared };
    }
    // Where all that clashes is among what may go, choosing this chooses that too.
    const clashing = verdict.conflicts.map((clash) => offKey(clash.path));
    if (clashing.length > 0 && clashing.every((key) => goes.has(key))) {
      const others = verdict.conflicts.map((clash) => short(clash.path)).join(' and ');
      const note = `Instead of ${others}: ${verdict.conflicts[0]?.reason ?? ''}`;
      return { ...line, kind: 'arrives', note, changes: [change], along: clashing, chosen: false };
    }
    return { ...line, kind: 'cannot', note: refusal(verdict).reason, changes: [], along: [], chosen: false };
  });
}

/** The assignments that decide, by path; of lists from several places none is to be copied alone. */
function winners(set: HostSet): ReadonlyMap<string, readonly Assignment[]> {
  const found = new Map<string, Assignment[]>();
  for (const one of set.assignments) {
    if (!one.wins || one.scope !== 'nixos' || one.path.endsWith('.enable')) continue;
    const known = found.get(one.path);
    if (known) known.push(one);
    else found.set(one.path, [one]);
  }
  return found;
}

function valueLines(pair: Pair, from: HostSet, to: HostSet, arriving: readonly SetLine[]): SetLine[] {
  const { board, short } = pair;
  const index = boardIndex(board);
  const mine = winners(from);
  const theirs = winners(to);
  const arrives = new Map(arriving.map((line) => [line.key, line]));
  /** The feature an option belongs to, where it is on for the first host. */
  const featureOf = (path: string): string | null => {
    for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) {
      const above = path.slice(0, end);
      if (index.catalogue.has(above)) return index.lane(from.host).on.has(above) ? above : null;
    }
    return null;
  };
  return [...mine].flatMap(([path, deciding]): SetLine[] => {
    const [first] = deciding;
    const feature = featureOf(path);
    if (!first || feature === null || index.catalogue.has(withoutEnable(path))) return [];
    const text = deciding.map((one) => one.text).join(' ++ ');
    const other = theirs
      .get(path)
      ?.map((one) => one.text)
      .join(' ++ ');
    if (text === other) return [];
    const arrival = arrives.get(onKey(feature));
    // A value of what does not come is of no use.
    if (!index.lane(to.host).on.has(feature) && arrival?.kind !== 'arrives') return [];
    const line = { key: `set ${path}`, words: short(path), place: placeOf(first) };
    const isPlain = deciding.length === 1 && !first.computed && first.condition === undefined;
    if (!isPlain) {
      const note = 'An expression or several files decide it; it is copied in its file.';
      return [{ ...line, kind: 'cannot', note, changes: [], along: [], chosen: false }];
    }
    return [
      {
        ...line,
        kind: 'differs',
        note: `${other ?? 'default'} → ${text}`,
        changes: [{ kind: 'set', host: to.host, path, value: text }],
        along: arrival ? [arrival.key] : [],
        chosen: arrival?.chosen ?? false,
      },
    ];
  });
}

/** Everything in which one host's set differs from another's, as lines that copy the first onto the second. */
export function compareSets(board: Board, from: HostSet, to: HostSet): readonly SetLine[] {
  const pair: Pair = {
    board,
    from: from.host,
    to: to.host,
    short: (path) => shortPath(path, board.featureRoots),
  };
  const going = goingLines(pair);
  const arriving = arrivingLines(pair, going);
  return [...arriving, ...going, ...valueLines(pair, from, to, arriving)];
}

/** A choice with a line taken in, and all that has to come along; or with it left out, and all that hangs on it. */
export function choose(
  lines: readonly SetLine[],
  chosen: ReadonlySet<string>,
  key: string,
  isIn: boolean,
): ReadonlySet<string> {
  const next = new Set(chosen);
  const queue = [key];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    if (isIn === next.has(one) && one !== key) continue;
    if (isIn) next.add(one);
    else next.delete(one);
    for (const line of lines) {
      if (isIn && line.key === one) queue.push(...line.along);
      if (!isIn && line.along.includes(one)) queue.push(line.key);
    }
  }
  return next;
}

/** The chosen lines as one gesture: what goes first, so that what clashes with it may arrive; values last. */
export function changesOf(lines: readonly SetLine[], chosen: ReadonlySet<string>): Change[] {
  const of = (kind: SetLine['kind']): Change[] =>
    lines.filter((line) => line.kind === kind && chosen.has(line.key)).flatMap(({ changes }) => changes);
  return [...of('goes'), ...of('arrives'), ...of('differs')];
}
