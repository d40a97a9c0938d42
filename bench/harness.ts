import { performance } from 'node:perf_hooks';
import { summarize, type Summary } from './statistics';

/** A work that is timed, or that timed itself: milliseconds. */
export type Timed = void | number | Promise<void | number>;

/** Our work beside a peer's, or beside a physical limit, on the same input. */
export interface Pair {
  name: string;
  /** What is compared with: a program with its version, or a limit. */
  peer: string;
  /** May answer with the milliseconds of the part that counts; else all of it counts. */
  ours: () => Timed;
  theirs: () => Timed;
  /** Timed rounds after the warm-up; 15 unless told. */
  rounds?: number;
  /** How much work one call does, to show a rate beside the time. */
  work?: { amount: number; unit: string };
  /** The ratio that is wanted, or less. */
  aim?: number;
  /** What a reader must know to judge the comparison fairly. */
  note?: string;
}

/** What is measured by itself, not beside a peer, over several runs. */
export interface Figure {
  name: string;
  unit: 'ms' | 'MB';
  /** Over the runs. */
  summary: Summary;
  /** What the median shall be, or less. */
  aim?: number;
  note?: string;
}

/** What `bench/AREA.bench.ts` exports as `bench`. */
export interface Bench {
  /** Makes input and pairs; a string instead says why nothing can be measured here. */
  prepare: () => Promise<readonly Pair[] | string>;
  /** Measured after the pairs, over so many runs where it is said. */
  figures?: (runs?: number) => Promise<readonly Figure[]>;
  /** Removes what `prepare` made. */
  close?: () => void | Promise<void>;
}

/** One measured pair, times in milliseconds. */
export interface PairResult {
  name: string;
  peer: string;
  ours: Summary;
  theirs: Summary;
  /** Our median over the peer's: below 1 we are faster. */
  ratio: number;
  aim?: number;
  work?: { amount: number; unit: string };
  note?: string;
}

type Clock = () => number;

async function time(run: () => Timed, now: Clock): Promise<number> {
  const started = now();
  const own = await run();
  return own ?? now() - started;
}

/**
 * Measures a pair in one run, round by round with the sides taking turns to go first, so that a machine that
 * grows slower or faster meanwhile does the same to both. Two rounds before are not counted.
 */
export async function measure(pair: Pair, now: Clock = () => performance.now()): Promise<PairResult> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const warmUp = 2;
  const rounds = warmUp + (pair.rounds ?? 15);
  for (let round = 0; round < rounds; round += 1) {
    const turns = [
      { run: pair.ours, times: ours },
      { run: pair.theirs, times: theirs },
    ];
    for (const side of round % 2 === 0 ? turns : turns.toReversed()) {
      const spent = await time(side.run, now);
      if (round >= warmUp) side.times.push(spent);
    }
  }
  const result = { name: pair.name, peer: pair.peer, ours: summarize(ours), theirs: summarize(theirs) };
  return {
    ...result,
    ratio: result.ours.median / result.theirs.median,
    ...(pair.aim !== undefined && { aim: pair.aim }),
    ...(pair.work && { work: pair.work }),
    ...(pair.note !== undefined && { note: pair.note }),
  };
}

const milliseconds = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0));

const spread = (summary: Summary) =>
  `${milliseconds(summary.min)}–${milliseconds(summary.max)} ±${milliseconds(summary.mad)}`;

const rate = (work: PairResult['work'], summary: Summary) =>
  work === undefined ? '' : `${(work.amount / (summary.median / 1000)).toFixed(1)} ${work.unit}/s`;

/** Lines of cells, each column as wide as its widest. */
function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const notesOf = (results: readonly { name: string; note?: string }[]): string[] =>
  results.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`]));

/** Figures as an aligned table for a terminal. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, unit, summary, aim }) => [
    name,
    `${milliseconds(summary.median)} ${unit}`,
    spread(summary),
    String(summary.rounds),
    aim === undefined ? '' : `${aim} ${unit}`,
  ]);
  return [...aligned([['what', 'median', 'min–max ±MAD', 'runs', 'aim'], ...rows]), ...notesOf(figures)].join(
    '\n',
  );
}

/** Results as an aligned table for a terminal. */
export function table(results: readonly PairResult[]): string {
  const head = ['what', 'side', 'median ms', 'min–max ±MAD', 'rate', 'ratio'];
  const rows = results.flatMap((result) => [
    [
      result.name,
      'ours',
      milliseconds(result.ours.median),
      spread(result.ours),
      rate(result.work, result.ours),
      result.ratio.toFixed(2) + (result.aim === undefined ? '' : ` (aim ${result.aim.toFixed(2)})`),
    ],
    [
      '',
      result.peer,
      milliseconds(result.theirs.median),
      spread(result.theirs),
      rate(result.work, result.theirs),
      '',
    ],
  ]);
  return [...aligned([head, ...rows]), ...notesOf(results)].join('\n');
}
