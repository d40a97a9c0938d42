import { cpus } from 'node:os';
import { join } from 'node:path';
import { revision } from '../scripts/lib/revision.mjs';
import { measure, table, type Bench, type PairResult } from './harness';
import { mergeResults } from './results';

const areas = import.meta.glob<{ bench: Bench }>('./*.bench.ts');

async function runArea(area: string, load: () => Promise<{ bench: Bench }>, root: string): Promise<number> {
  const { bench } = await load();
  try {
    const pairs = await bench.prepare();
    if (typeof pairs === 'string') {
      console.error(`${area} cannot be measured here: ${pairs}`);
      return 1;
    }
    const measured: PairResult[] = [];
    for (const pair of pairs) {
      console.error(`measuring: ${pair.name} …`);
      measured.push(await measure(pair));
    }
    console.log(table(measured));
    mergeResults(join(root, 'bench/results.json'), area, {
      ...revision(root),
      node: process.version,
      cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
      date: new Date().toISOString(),
      pairs: measured,
    });
    return 0;
  } finally {
    await bench.close?.();
  }
}

async function main([root, area]: readonly string[]): Promise<number> {
  const names = Object.keys(areas).map((file) => file.slice('./'.length, -'.bench.ts'.length));
  const load = areas[`./${area}.bench.ts`];
  if (root === undefined || area === undefined || load === undefined) {
    console.error(['usage: npm run bench -- AREA, where AREA is one of', ...names].join('\n  '));
    return area === undefined ? 0 : 2;
  }
  return runArea(area, load, root);
}

process.exitCode = await main(process.argv.slice(2));
