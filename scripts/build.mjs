#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { entriesOf, isStale, PARTS, readStamp, stateOf, writeStamp } from './lib/build-state.mjs';
import { withLock } from './lib/lock.mjs';
import { publish } from './lib/publish.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUT = join(ROOT, 'out');
const WRITER_HELPER = 'src/main/writer/helper/main.ts';
const USAGE = 'usage: node scripts/build.mjs [--only main|preload|renderer]… [--if-stale] [--verbose]';

const say = (line) => process.stderr.write(`${line}\n`);

/** Runs electron-vite for one part into a folder of its own. Throws with its output when that fails. */
function bundle(part, staging, verbose) {
  const result = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'),
      'build',
      '--logLevel',
      verbose ? 'info' : 'warn',
    ],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        ...process.env,
        SNOWFLEET_BUILD_PART: part,
        SNOWFLEET_BUILD_DIR: staging,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  if (verbose || result.status !== 0) {
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}`;
    // The bundler colours its code frames wherever they go, and a log is no terminal.
    process.stderr.write(process.stderr.isTTY ? output : stripVTControlCharacters(output));
  }
  if (result.status !== 0) throw new Error(`building ${part} failed`);
}

/** Staging folders of builds that were killed: the lock is ours, so nobody else has one now. */
function clearStaging() {
  for (const name of readdirSync(OUT)) {
    if (name.startsWith('.staging-')) rmSync(join(OUT, name), { recursive: true, force: true });
  }
}

/**
 * The helper that writes drives: one file for the process and its threads, with everything it needs inside, so that what
 * root runs is one file to look at.
 */
async function bundleWriterHelper(folder) {
  const { build: viteBuild } = await import('vite');
  await viteBuild({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, WRITER_HELPER),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        // Of the contract it needs a few shapes: the rest goes, and with it most of the time a thread takes to begin.
        treeshake: {
          moduleSideEffects: false,
          manualPureFunctions: ['z', 'oc', 'procedure', 'eventIterator'],
        },
        output: { format: 'cjs', entryFileNames: 'writer-helper.cjs', codeSplitting: false },
      },
    },
  });
}

async function buildPart(part, verbose) {
  const started = Date.now();
  const staging = join(OUT, `.staging-${process.pid}`);
  // Taken first: a file saved while the bundler runs makes the result stale, not wrongly fresh.
  const state = stateOf(ROOT, part);
  try {
    bundle(part, staging, verbose);
    if (part === 'main' && existsSync(join(ROOT, WRITER_HELPER)))
      await bundleWriterHelper(join(staging, part));
    const published = publish(join(staging, part), join(OUT, part), readStamp(ROOT, part));
    writeStamp(ROOT, part, { ...state, ...published });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  say(`built ${part} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Builds the named parts whose sources exist, one build of a checkout at a time. Throws an Error when one fails. */
export async function build(parts, { ifStale = false, verbose = false } = {}) {
  const buildable = parts.filter((part) => Object.keys(entriesOf(ROOT, part)).length > 0);
  if (buildable.length === 0)
    throw new Error(`nothing to build: no entry file of ${parts.join(', ')} exists`);
  const wanted = () => buildable.filter((part) => !ifStale || isStale(ROOT, part));
  if (wanted().length === 0) return;
  mkdirSync(OUT, { recursive: true });
  await withLock(
    join(OUT, '.lock'),
    async () => {
      clearStaging();
      for (const part of wanted()) await buildPart(part, verbose);
    },
    { onWait: (owner) => say(`waiting for process ${owner.pid}, which is building`) },
  );
}

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true },
      'if-stale': { type: 'boolean' },
      verbose: { type: 'boolean' },
    },
  });
  const parts = values.only ?? Object.keys(PARTS);
  if (!parts.every((part) => Object.hasOwn(PARTS, part))) {
    const error = new Error(`unknown part; ${USAGE}`);
    error.exitCode = 2;
    throw error;
  }
  await build(parts, { ifStale: values['if-stale'] === true, verbose: values.verbose === true });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    say(`build: ${error.message}`);
    process.exitCode = error.exitCode ?? (String(error.code).startsWith('ERR_PARSE_ARGS') ? 2 : 1);
  });
}
