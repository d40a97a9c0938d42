import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Figure, PairResult } from './harness';

const summary = z.object({
  rounds: z.number(),
  median: z.number(),
  min: z.number(),
  max: z.number(),
  mad: z.number(),
});

const pairResult = z.object({
  name: z.string(),
  peer: z.string(),
  ours: summary,
  theirs: summary,
  ratio: z.number(),
  aim: z.number().optional(),
  work: z.object({ amount: z.number(), unit: z.string() }).optional(),
  note: z.string().optional(),
}) satisfies z.ZodType<PairResult>;

const figure = z.object({
  name: z.string(),
  unit: z.enum(['ms', 'MB']),
  summary,
  aim: z.number().optional(),
  note: z.string().optional(),
}) satisfies z.ZodType<Figure>;

/** One area's last run: on what it was measured, every pair in milliseconds, and what has no peer. */
const areaResults = z.object({
  commit: z.string(),
  dirty: z.boolean(),
  node: z.string(),
  cpu: z.string(),
  date: z.string(),
  /** Load average over fifteen minutes when it ended: how busy the machine was otherwise. */
  load: z.number().optional(),
  pairs: z.array(pairResult),
  figures: z.array(figure).optional(),
});

const results = z.record(z.string(), areaResults);

export type AreaResults = z.infer<typeof areaResults>;

/** Puts one area's results into the file and keeps the other areas'. Throws ZodError when the file is something else. */
export function mergeResults(file: string, area: string, measured: AreaResults): void {
  const before = existsSync(file) ? results.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const after = Object.entries({ ...before, [area]: measured }).toSorted(([a], [b]) => a.localeCompare(b));
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(Object.fromEntries(after), null, 2)}\n`);
  renameSync(`${file}.${process.pid}`, file);
}
