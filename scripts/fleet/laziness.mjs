#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { FLEET, nixJson, nixMissing, nixPath, ROOT } from './evaluate.mjs';

/**
 * What features that are off cost: the six hosts evaluated with every feature off, beside the same with theirs, both
 * without Nix's own start. `node scripts/fleet/laziness.mjs [ROUNDS]`.
 */

/** Evaluates all hosts whole, in one process. */
export const evaluateHosts = (off) =>
  nixJson([
    ...Object.entries({
      fleet: nixPath(FLEET),
      standIn: nixPath(join(ROOT, 'resources/stand-in')),
      off: String(off),
    }).flatMap(([name, value]) => ['--arg', name, value]),
    join(ROOT, 'fleet-tests/nix/laziness.nix'),
  ]);

/** Nix, for nothing. */
export const startNix = () => nixJson(['-E', '1']);

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Medians in milliseconds, the sides taking turns, and the share of the cost that is there with every feature off. */
export async function laziness(rounds) {
  const sides = { start: startNix, off: () => evaluateHosts(true), on: () => evaluateHosts(false) };
  const times = { start: [], off: [], on: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(sides)) {
      const started = performance.now();
      await run();
      // The first round warms the caches.
      if (round > 0) times[name].push(performance.now() - started);
    }
  }
  const [start, off, on] = [times.start, times.off, times.on].map(median);
  return { start, off, on, share: (off - start) / (on - start) };
}

async function main([rounds = '7']) {
  const missing = nixMissing();
  if (missing !== null) {
    console.error(`Nothing can be measured: ${missing}`);
    return 1;
  }
  const { start, off, on, share } = await laziness(Number(rounds));
  const ms = (value) => `${value.toFixed(0)} ms`;
  console.log(`Nix alone ${ms(start)}, six hosts with every feature off ${ms(off)}, with theirs ${ms(on)}`);
  console.log(
    `every feature off costs ${(share * 100).toFixed(0)} % of the hosts with theirs (aim: under 30 %)`,
  );
  return 0;
}

if (realpathSync(process.argv[1] ?? '.') === fileURLToPath(import.meta.url))
  process.exitCode = await main(process.argv.slice(2));
