#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  addCounts,
  againLines,
  countPlaywright,
  countsOfRun,
  noCounts,
  skippedLines,
  totalLine,
} from './lib/counts.mjs';
import { BROWSER_NAMES, findCommand } from './lib/find-command.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const USAGE = 'usage: npm test [-- static|unit|e2e [FILTER…]]';
const reports = mkdtempSync(join(tmpdir(), 'snowfleet-test-'));

const module = (path) => join(ROOT, 'node_modules', path);
const say = (line) => process.stdout.write(`${line}\n`);

/** Runs a Node program of the project. With `quiet`, its output is shown only when it fails. */
function run(args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => {
      say(String(error));
      resolve(1);
    });
    child.once('close', (code) => {
      if (code !== 0 && quiet) process.stdout.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
}

/** A check that either holds or not: one passed or one failed. */
async function check(args) {
  const code = await run(args, { quiet: true });
  return { ...noCounts(), passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

const skip = (name, reason) => ({ ...noCounts(), skipped: [{ name, reason }] });

async function unit(filters) {
  const file = join(reports, 'unit.json');
  const code = await run(
    [
      module('vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      `--reporter=${join(ROOT, 'scripts/lib/vitest-counts.mjs')}`,
      ...filters,
    ],
    { env: { SNOWFLEET_COUNTS: file } },
  );
  return countsOfRun(file, code);
}

function hasJourneys() {
  const folder = join(ROOT, 'e2e');
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => file.endsWith('.e2e.ts'))
  );
}

async function journeys(filters) {
  if (!hasJourneys()) return skip('journeys', 'e2e/ holds no journey');
  if (findCommand(BROWSER_NAMES) === null)
    return skip('journeys', `none of ${BROWSER_NAMES.join(', ')} is installed`);
  const file = join(reports, 'e2e.json');
  const code = await run([module('@playwright/test/cli.js'), 'test', '--reporter=list,json', ...filters], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  return countsOfRun(file, code, countPlaywright);
}

/** Every suite in its order: what is cheap and tells most comes first; the build stands before what runs the app. */
function suites(kind, filters) {
  const all = [
    {
      name: 'format',
      kind: 'static',
      run: () => check([module('prettier/bin/prettier.cjs'), '--check', '.']),
    },
    { name: 'lint', kind: 'static', run: () => check([module('oxlint/bin/oxlint'), '--deny-warnings']) },
    { name: 'boundaries', kind: 'static', run: () => check([join(ROOT, 'scripts/check-boundaries.mjs')]) },
    {
      name: 'types',
      kind: 'static',
      run: () => check([module('typescript/bin/tsc'), '--noEmit', '-p', ROOT]),
    },
    { name: 'build', kind: 'e2e', run: () => check([join(ROOT, 'scripts/build.mjs'), '--if-stale']) },
    { name: 'unit', kind: 'unit', run: () => unit(filters) },
    { name: 'journeys', kind: 'e2e', run: () => journeys(filters) },
  ];
  const ofKind = all.filter((suite) => kind === undefined || suite.kind === kind);
  return kind === 'static' && filters.length > 0
    ? ofKind.filter((suite) => filters.some((filter) => suite.name.includes(filter)))
    : ofKind;
}

async function main([kind, ...filters]) {
  if (kind !== undefined && !['static', 'unit', 'e2e'].includes(kind)) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const started = Date.now();
  const failedNames = new Set();
  let total = noCounts();
  for (const suite of suites(kind, filters)) {
    const suiteStarted = Date.now();
    const counts =
      suite.name === 'journeys' && failedNames.has('build')
        ? skip('journeys', 'the build failed')
        : await suite.run();
    if (counts.failed > 0) failedNames.add(suite.name);
    total = addCounts(total, counts);
    say(`${suite.name}: ${totalLine(counts)} (${((Date.now() - suiteStarted) / 1000).toFixed(1)} s)`);
  }
  if (total.skipped.length > 0) say(['skipped, by reason:', ...skippedLines(total.skipped)].join('\n'));
  if (total.again.length > 0) say(againLines(total.again).join('\n'));
  if (failedNames.size > 0) say(`failed: ${[...failedNames].join(', ')}`);
  say(`took ${((Date.now() - started) / 1000).toFixed(0)} s`);
  // Nothing run is no success: a filter that fits no test must not look like one.
  if (total.passed + total.failed === 0) say('no test was run');
  say(totalLine(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} finally {
  rmSync(reports, { recursive: true, force: true });
}
