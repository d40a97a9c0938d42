#!/usr/bin/env node
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scanImports } from './lib/import-scanner.mjs';

/**
 * Checks who imports whom below `src/`: the layers (shared, main, preload, renderer), areas only through their
 * `index.ts`, `electron` only in the desktop door and the preload, and no circles between areas.
 */

/** npm packages that are pure computation and so may be used in `src/shared`. */
const SHARED_PACKAGES = ['zod', '@orpc/contract', '@orpc/client', 'diff'];
/** Packages that need Node, and so have no place in a page. */
const NODE_PACKAGES = [
  'ssh2',
  'keytar',
  '@homebridge/dbus-native',
  'ws',
  'commander',
  'age-encryption',
  'playwright',
  '@orpc/server',
  'wasmoon',
];
/** Packages that need a page, and so have no place in the core. */
const PAGE_PACKAGES = [
  'react',
  'react-dom',
  'react-router',
  'zustand',
  '@mui/',
  '@emotion/',
  '@xterm/',
  '@tanstack/',
  '@fontsource/',
];
/** Where `electron` may be imported: files, and folders that end with a slash. */
const ELECTRON_PLACES = ['main/index.ts', 'main/desktop-door/', 'preload/'];
/** Areas of the page that every other area of the page may use. */
const PAGE_COMMONS = ['renderer/ui', 'renderer/app', 'renderer/explain'];
/** Files that start a process, a thread or the page: each belongs to no area and may use the inside of one. */
const ENTRIES = {
  'main/workers/worker.ts': 'main/workers',
  'main/keychain/secret-service/helper.ts': 'main/keychain',
  'main/practice/host-process.ts': 'main/practice',
  'main/writer/helper/main.ts': 'main/writer',
  'renderer/main.tsx': 'renderer/app',
};
/** Folders outside `src/` whose files may be bundled. */
const OUTSIDE = ['resources/', 'package.json'];

const isTest = (file) => /\.(test|long|bench)\.tsx?$/.test(file) || file.split('/').includes('testing');
const isOneOf = (name, list) =>
  list.some((item) => name === item || name.startsWith(item.endsWith('/') ? item : `${item}/`));
const isBuiltin = (name) => name.startsWith('node:') || builtinModules.includes(name);

/** The room a file of `src/` belongs to: `layer/area`, or the file itself where it stands at the top of a layer. */
function areaOf(file) {
  if (Object.hasOwn(ENTRIES, file)) return file;
  const parts = file.split('/');
  if (parts[0] === 'preload') return 'preload';
  return parts
    .slice(0, 2)
    .join('/')
    .replace(/\.tsx?$/, '');
}

const layerOf = (file) => file.split('/')[0];

/** Every TypeScript file below `src`, relative to it with `/`. */
function sourceFiles(src) {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .toSorted();
}

/** The file a relative specifier means, relative to `src`; as written when no such file exists. */
function resolveFile(src, from, specifier) {
  const bare = specifier.replace(/[?#].*$/, '');
  const path = posix.join(posix.dirname(from), bare);
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`];
  return candidates.find((file) => existsSync(join(src, file)) && statSync(join(src, file)).isFile()) ?? path;
}

function packageProblem(file, name) {
  const layer = layerOf(file);
  if (isOneOf(name, ['electron'])) {
    return isOneOf(file, ELECTRON_PLACES) ? null : 'only the desktop door and the preload import electron';
  }
  if (layer === 'shared' && !isTest(file)) {
    if (isBuiltin(name)) return 'shared code runs in the page too and imports nothing of Node';
    return isOneOf(name, SHARED_PACKAGES)
      ? null
      : 'shared code imports only packages that need neither Node nor a page';
  }
  if (layer === 'main') return isOneOf(name, PAGE_PACKAGES) ? 'the core imports nothing of the page' : null;
  if ((layer === 'renderer' || layer === 'preload') && !isTest(file)) {
    return isBuiltin(name) || isOneOf(name, NODE_PACKAGES)
      ? 'the page reaches Node only over the contract'
      : null;
  }
  return null;
}

/** The layers each layer may import besides itself. */
const LAYERS = { shared: [], main: ['shared'], preload: ['shared'], renderer: ['shared'] };

function fileProblem(file, target) {
  if (target.startsWith('../')) {
    return isOneOf(target.slice(3), OUTSIDE) || isTest(file)
      ? null
      : 'imports stay inside src/ and resources/';
  }
  const [from, to] = [areaOf(file), areaOf(target)];
  if (from === to) return null;
  if (layerOf(file) !== layerOf(target)) {
    const allowed = LAYERS[layerOf(file)];
    if (allowed === undefined) return `src/${layerOf(file)} is no layer of the design`;
    return allowed.includes(layerOf(target)) ? null : `${layerOf(file)} does not import ${layerOf(target)}`;
  }
  if (layerOf(file) === 'shared') return null;
  const atTop = target.split('/').length === 2;
  const throughIndex = /^[^/]+\/[^/]+\/index\.tsx?$/.test(target);
  if (!atTop && !throughIndex && !(isTest(file) && isTest(target)) && ENTRIES[file] !== to) {
    return `another area is imported through its index.ts (${to}/index.ts)`;
  }
  const fromArea = file.split('/').length > 2;
  if (
    layerOf(file) === 'renderer' &&
    fromArea &&
    !PAGE_COMMONS.includes(from) &&
    !atTop &&
    !PAGE_COMMONS.includes(to)
  ) {
    return 'areas of the page share through renderer/ui, renderer/app and renderer/explain';
  }
  return null;
}

/** One shortest circle through every set of areas that reach each other, as a list of edges. */
function findCycles(edges) {
  const next = new Map();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  const cycles = [];
  const reported = new Set();
  for (const start of next.keys()) {
    if (reported.has(start)) continue;
    const cameBy = new Map();
    const queue = [start];
    let closing = null;
    while (queue.length > 0 && closing === null) {
      for (const edge of next.get(queue.shift()) ?? []) {
        if (edge.to === start) closing = edge;
        else if (!cameBy.has(edge.to)) {
          cameBy.set(edge.to, edge);
          queue.push(edge.to);
        }
        if (closing !== null) break;
      }
    }
    if (closing === null) continue;
    const cycle = [closing];
    while (cycle[0].from !== start) cycle.unshift(cameBy.get(cycle[0].from));
    for (const edge of cycle) reported.add(edge.from);
    cycles.push(cycle);
  }
  return cycles;
}

/**
 * Every forbidden import below `src`, as `{ file, line, specifier, message }` with the file relative to `src`.
 * Tests may import Node in any layer and another area's `testing/` folder, and count in no circle; nor do
 * imports on demand (`import()`), which is how a frame loads its screens.
 */
export function checkBoundaries(src) {
  const problems = [];
  const edges = [];
  for (const file of sourceFiles(src)) {
    const text = readFileSync(join(src, file), 'utf8');
    for (const { specifier, line, dynamic } of scanImports(text, { jsx: file.endsWith('.tsx') })) {
      const local = specifier.startsWith('.');
      const target = local ? resolveFile(src, file, specifier) : specifier;
      const message = specifier.startsWith('/')
        ? 'imports name packages or relative files'
        : local
          ? fileProblem(file, target)
          : packageProblem(file, target);
      if (message !== null) problems.push({ file, line, specifier, message });
      const crosses = local && layerOf(file) === layerOf(target) && areaOf(file) !== areaOf(target);
      if (crosses && !dynamic && !isTest(file)) {
        edges.push({ from: areaOf(file), to: areaOf(target), file, line, specifier });
      }
    }
  }
  for (const cycle of findCycles(edges)) {
    const [{ file, line, specifier }] = cycle;
    const around = [...cycle.map((edge) => edge.from), cycle[0].from].join(' → ');
    const where = cycle.map((edge) => `${edge.file}:${edge.line}`).join(', ');
    problems.push({
      file,
      line,
      specifier,
      message: `areas import each other in a circle: ${around} (${where})`,
    });
  }
  return problems;
}

function main(args) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const src = resolve(args[0] ?? join(root, 'src'));
  const problems = checkBoundaries(src);
  for (const { file, line, specifier, message } of problems) {
    console.error(`${relative(process.cwd(), join(src, file))}:${line}: '${specifier}': ${message}`);
  }
  if (problems.length > 0) {
    console.error(`${problems.length} forbidden ${problems.length === 1 ? 'import' : 'imports'}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2));
}
