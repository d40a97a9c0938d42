#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluate, nixMissing, readCatalogue, shortError } from './evaluate.mjs';
import { closure, hardwareFor } from './rules.mjs';

/**
 * Counts the features that are worth counting: whether each changes what a host is configured to be, and whether no
 * two do the same. `node scripts/fleet/numbers.mjs [--json] [--stand-in DIR] [--fleet DIR]`; with `--show ID…` it
 * prints what these features change instead.
 */

/** What the fleet promises at least. */
export const PROMISED = { features: 141, options: 70, rules: 50, looked: 40 };

/** One job a feature: it alone, with only what it needs, on hardware that fits. */
export function featureJobs(catalogue, want) {
  return Object.keys(catalogue).map((id) => {
    const on = closure(catalogue, [id]);
    return { name: id, id, on, off: [], hardware: hardwareFor(catalogue, on), want, unchecked: true };
  });
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isAbsent = (value) => isObject(value) && Object.hasOwn(value, '#absent');

/** What `after` has that `before` has not: members of lists, names of sets, else the value. */
export function added(before, after) {
  if (Array.isArray(after)) {
    const had = new Set((Array.isArray(before) ? before : []).map((item) => JSON.stringify(item)));
    return after
      .filter((item) => !had.has(JSON.stringify(item)))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (isObject(after) && isObject(before) && !isAbsent(before)) {
    return Object.fromEntries(
      Object.keys(after)
        .toSorted()
        .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
        .map((name) => [name, added(before[name], after[name])]),
    );
  }
  return after;
}

/** A feature's change as text: equal for two features that do the same. */
export function signature(changes) {
  return JSON.stringify(
    changes
      .filter((change) => !isAbsent(change.after))
      .map(({ path, before, after }) => [path.join('.'), added(before, after)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The counts, and in words everything that keeps a feature from counting. */
export function judge(catalogue, answers) {
  const problems = [];
  const same = new Map();
  const honest = answers.filter(({ name, error, changes = [] }) => {
    if (error !== undefined) {
      problems.push(`${name} cannot be evaluated: ${shortError(error)}`);
      return false;
    }
    if (changes.length === 0) {
      problems.push(`${name} changes nothing on a host that has what it needs`);
      return false;
    }
    const text = signature(changes);
    const other = same.get(text);
    same.set(text, other ?? name);
    if (other === undefined) return true;
    problems.push(`${name} makes the same change as ${other}`);
    return false;
  });
  const counted = honest.map(({ name, options }) => ({ ...catalogue[name], options }));
  const counts = {
    files: Object.keys(catalogue).length,
    features: counted.length,
    options: counted.filter(({ options }) => options.length > 0).length,
    rules: counted.filter(
      ({ needs, conflicts, hardware }) => needs.length + conflicts.length + hardware.requires.length > 0,
    ).length,
    looked: counted.filter(({ health, metrics }) => health.length + metrics.length > 0).length,
  };
  const words = {
    features: 'features that change a host, each in its own way',
    options: 'of them have options of their own',
    rules: 'of them have a need, a conflict or a hardware rule',
    looked: 'of them have a health check or a metric',
  };
  for (const [name, least] of Object.entries(PROMISED)) {
    if (counts[name] < least) problems.push(`${counts[name]} ${words[name]}; promised are ${least}`);
  }
  const lines = Object.keys(PROMISED).map(
    (name) => `${counts[name]} ${words[name]} (promised: ${PROMISED[name]})`,
  );
  return { counts, problems, lines };
}

/** Prints what some features change on a host that has what they need. */
async function show(ids, options) {
  const catalogue = await readCatalogue(options);
  const unknown = ids.filter((id) => !Object.hasOwn(catalogue, id));
  if (unknown.length > 0) {
    console.error(`no such feature: ${unknown.join(', ')}`);
    return 2;
  }
  const jobs = featureJobs(catalogue, ['changes']).filter(({ id }) => ids.includes(id));
  const answers = await evaluate(jobs, options);
  for (const { name, error, changes = [] } of answers) {
    console.log(error === undefined ? `${name}: ${catalogue[name].title}` : `${name}: ${shortError(error)}`);
    for (const { path, before, after } of changes) {
      const text = JSON.stringify(added(before, after));
      console.log(`  ${path.join('.')} = ${text.length > 160 ? `${text.slice(0, 160)}…` : text}`);
    }
  }
  return answers.some(({ error }) => error !== undefined) ? 1 : 0;
}

async function main(args) {
  const valueOf = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const options = { fleet: valueOf('--fleet'), standIn: valueOf('--stand-in') };
  const missing = nixMissing();
  if (missing !== null) {
    console.error(`Nothing can be counted: ${missing}`);
    return 1;
  }
  const shown = args.indexOf('--show');
  if (shown !== -1) return await show(args.slice(shown + 1), options);
  const started = Date.now();
  const catalogue = await readCatalogue(options);
  const answers = await evaluate(featureJobs(catalogue, ['changes', 'options']), options);
  const { counts, problems, lines } = judge(catalogue, answers);
  if (args.includes('--json')) console.log(JSON.stringify({ counts, promised: PROMISED, problems }, null, 2));
  else for (const line of [...lines, ...problems.map((problem) => `problem: ${problem}`)]) console.log(line);
  console.error(`took ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return problems.length > 0 ? 1 : 0;
}

if (realpathSync(process.argv[1] ?? '.') === fileURLToPath(import.meta.url))
  process.exitCode = await main(process.argv.slice(2));
