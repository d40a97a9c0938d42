import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { revision } from '../scripts/lib/revision.mjs';
import { figureTable, measure, table, type Bench, type PairResult } from './harness';
import { mergeResults } from './results';
import { combined, groupByArea } from './several';

const files = import.meta.glob<{ bench: Bench }>('./*.bench.ts');
/** Each file by its area: its own name, or what stands before a dash where that is an area itself. */
const areas = groupByArea(Object.keys(files).map((file) => file.slice('./'.length, -'.bench.ts'.length)));

/** A try while a bench is written: less is measured, and nothing is written down. */
interface Try {
  readonly rounds: number | undefined;
  /** Only pairs that have this in their name; `figures` for what stands alone. */
  readonly only: string | undefined;
}

async function runArea(
  area: string,
  load: () => Promise<Bench>,
  root: string,
  { rounds, only }: Try,
): Promise<number> {
  const bench = await load();
  closeOnSignal(bench);
  try {
    const pairs = await bench.prepare();
    if (typeof pairs === 'string') {
      console.error(`${area} cannot be measured here: ${pairs}`);
      return 1;
    }
    const measured: PairResult[] = [];
    for (const pair of pairs.filter(({ name }) => name.includes(only ?? ''))) {
      console.error(`measuring: ${pair.name} …`);
      measured.push(await measure(rounds === undefined ? pair : { ...pair, rounds }));
    }
    const figures = only === undefined || only === 'figures' ? await bench.figures?.(rounds) : undefined;
    console.log(table(measured));
    if (figures?.length) console.log(`\n${figureTable(figures)}`);
    if (rounds !== undefined || only !== undefined) return 0;
    mergeResults(join(root, 'bench/results.json'), area, {
      ...revision(root),
      node: process.version,
      cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
      date: new Date().toISOString(),
      load: loadavg()[2] ?? 0,
      pairs: measured,
      ...(figures?.length ? { figures: [...figures] } : {}),
    });
    return 0;
  } finally {
    await bench.close?.();
  }
}

/** What a bench has started ends with it, also where somebody loses patience. */
function closeOnSignal(bench: Bench): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      void Promise.resolve(bench.close?.()).finally(() => process.exit(code));
    });
  }
}

async function loadAll(names: readonly string[]): Promise<Bench> {
  const loaded = await Promise.all(names.map((name) => files[`./${name}.bench.ts`]?.()));
  return combined(loaded.flatMap((file) => (file ? [file.bench] : [])));
}

async function main([root, ...words]: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { rounds: { type: 'string' }, only: { type: 'string' } },
  });
  const [area] = positionals;
  const names = area === undefined ? undefined : areas.get(area);
  if (root === undefined || area === undefined || names === undefined) {
    console.error(
      [
        'usage: npm run bench -- AREA [--rounds N] [--only WORDS], where AREA is one of',
        ...areas.keys(),
      ].join('\n  '),
    );
    return area === undefined ? 0 : 2;
  }
  const rounds =
    values.rounds === undefined ? undefined : Math.max(1, Math.round(Number(values.rounds)) || 1);
  return runArea(area, () => loadAll(names), root, { rounds, only: values.only });
}

process.exitCode = await main(process.argv.slice(2));
