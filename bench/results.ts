import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { PairResult } from './harness';

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
  work: z.object({ amount: z.number(), unit: z.string() }).optional(),
  note: z.string().optional(),
}) satisfies z.ZodType<PairResult>;

/** One area's last run: on what it was measured, and every pair in milliseconds. */
const areaResults = z.object({
  commit: z.string(),
  dirty: z.boolean(),
  node: z.string(),
  cpu: z.string(),
  date: z.string(),
  pairs: z.array(pairResult),
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
