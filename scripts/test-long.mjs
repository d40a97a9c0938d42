#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { countsOfRun, skippedLines, totalLine } from './lib/counts.mjs';
import { groupByArea, proofsPage } from './lib/proofs.mjs';
import { revision } from './lib/revision.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PROOFS = join(ROOT, 'docs/proofs');

function longSuites() {
  return ['src', 'e2e/long']
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => file.endsWith('.long.ts'));
}

function runVitest(files) {
  const reports = mkdtempSync(join(tmpdir(), 'snowfleet-long-'));
  const report = join(reports, 'counts.json');
  const { status } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--config',
      join(ROOT, 'scripts/long.vitest.config.ts'),
      '--reporter=default',
      `--reporter=${join(ROOT, 'scripts/lib/vitest-counts.mjs')}`,
      ...files,
    ],
    { cwd: ROOT, env: { ...process.env, SNOWFLEET_COUNTS: report }, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const counts = countsOfRun(report, status);
  rmSync(reports, { recursive: true, force: true });
  return counts;
}

async function writeProof(proof) {
  mkdirSync(PROOFS, { recursive: true });
  writeFileSync(join(PROOFS, `${proof.area}.json`), `${JSON.stringify(proof, null, 2)}\n`);
  const proofs = readdirSync(PROOFS)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(PROOFS, name), 'utf8')));
  const page = join(PROOFS, 'README.md');
  writeFileSync(
    page,
    await format(proofsPage(proofs), { ...(await resolveConfig(page)), parser: 'markdown' }),
  );
}

/** Runs the long suites of one area and records the outcome, good or bad. */
async function prove(area, files) {
  const state = revision(ROOT);
  const started = Date.now();
  const counts = runVitest(files);
  await writeProof({
    area,
    ...state,
    command: `npm run test:long -- ${area}`,
    node: process.version,
    date: new Date(started).toISOString(),
    passed: counts.passed,
    failed: counts.failed,
    skipped: counts.skipped.length,
    seconds: Math.round((Date.now() - started) / 1000),
  });
  for (const line of skippedLines(counts.skipped)) console.log(line);
  console.log(totalLine(counts));
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

async function main([area]) {
  const areas = groupByArea(longSuites());
  if (area === undefined) {
    console.log(
      areas.size === 0
        ? 'There is no long suite yet.'
        : ['npm run test:long -- AREA, where AREA is one of', ...areas.keys()].join('\n  '),
    );
    return 0;
  }
  const files = areas.get(area);
  if (files === undefined) {
    console.error(`There is no long suite "${area}"; there are: ${[...areas.keys()].join(', ') || 'none'}`);
    return 2;
  }
  return await prove(area, files);
}

process.exitCode = await main(process.argv.slice(2));
