import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What is built from what, and whether it is still fresh. No dependencies and no bundler, so that
 * `bin/snowfleet` can ask in a few milliseconds.
 */

/** The three parts of the app, each with the sources its bundle depends on. */
export const PARTS = {
  main: ['src/main', 'src/shared', 'resources'],
  preload: ['src/preload', 'src/shared'],
  renderer: ['src/renderer', 'src/shared', 'resources'],
};

const CONFIG = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'scripts/build.mjs'];

/** Output name → source file, first that exists. Areas come one after another: what is not written yet is left out. */
const MAIN_ENTRIES = {
  index: ['src/main/index.ts'],
  serve: ['src/main/serve.ts'],
  cli: ['src/main/cli/index.ts', 'src/main/cli.ts'],
  worker: ['src/main/workers/worker.ts'],
  'keychain-helper': ['src/main/keychain/secret-service/helper.ts'],
  'practice-host': ['src/main/practice/host-process.ts'],
};

/** The entries of a part that exist in this checkout, as {name: absolute path}. */
export function entriesOf(root, part) {
  const table = {
    main: MAIN_ENTRIES,
    preload: { index: ['src/preload/index.ts'] },
    renderer: { index: ['src/renderer/index.html'] },
  }[part];
  const found = {};
  for (const [name, places] of Object.entries(table)) {
    const place = places.find((file) => existsSync(join(root, file)));
    if (place !== undefined) found[name] = join(root, place);
  }
  return found;
}

const isTest = (name) => /\.(test|long|bench)\.tsx?$/.test(name);

/** Every source file of a part, relative to the root and sorted; tests are no part of a bundle. */
export function inputsOf(root, part) {
  const files = [];
  const walk = (folder) => {
    let entries;
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (!isTest(entry.name)) files.push(path);
    }
  };
  for (const folder of PARTS[part]) walk(folder);
  return files.concat(CONFIG.filter((file) => existsSync(join(root, file)))).toSorted();
}

/** A digest of names, sizes and times: cheap, and different whenever anything was written. */
function quickDigest(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const stat = statSync(join(root, file), { throwIfNoEntry: false });
    hash.update(`${file}\0${stat?.size}\0${stat?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** A digest of names and contents: the same again after a checkout that only touched the times. */
function contentDigest(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file}\0`);
    try {
      hash.update(readFileSync(join(root, file)));
    } catch {
      hash.update('absent');
    }
    hash.update('\0');
  }
  return hash.digest('hex');
}

/** What the sources of a part look like now: taken before a build and kept with its result. */
export function stateOf(root, part) {
  const files = inputsOf(root, part);
  return { quick: quickDigest(root, files), content: contentDigest(root, files) };
}

const stampFile = (root, part) => join(root, 'out', `.stamp-${part}`);

/** The record of the last build of a part: {quick, content, files, previous}, or null. */
export function readStamp(root, part) {
  try {
    return JSON.parse(readFileSync(stampFile(root, part), 'utf8'));
  } catch {
    return null;
  }
}

export function writeStamp(root, part, stamp) {
  const file = stampFile(root, part);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(stamp));
  renameSync(`${file}.${process.pid}`, file);
}

/** Whether a part must be built before it is used; a part without entry files has nothing to build. */
export function isStale(root, part) {
  if (Object.keys(entriesOf(root, part)).length === 0) return false;
  const stamp = readStamp(root, part);
  if (stamp === null || !stamp.files.every((file) => existsSync(join(root, 'out', part, file)))) return true;
  const files = inputsOf(root, part);
  const quick = quickDigest(root, files);
  if (quick === stamp.quick) return false;
  if (contentDigest(root, files) !== stamp.content) return true;
  try {
    writeStamp(root, part, { ...stamp, quick });
  } catch {
    // A checkout this user may only read: the next start compares contents again.
  }
  return false;
}
