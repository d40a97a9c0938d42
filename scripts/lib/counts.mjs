import { existsSync, readFileSync } from 'node:fs';

/** Sums of test runs: numbers of passed and failed, names that passed only when run again, and the skipped with reasons. */
export const noCounts = () => ({ passed: 0, failed: 0, again: [], skipped: [] });

export function addCounts(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    again: a.again.concat(b.again),
    skipped: a.skipped.concat(b.skipped),
  };
}

/** Playwright's JSON report as counts; what passed only on retry has passed and is named: it wants mending. */
export function countPlaywright(report) {
  const counts = noCounts();
  counts.failed += (report.errors ?? []).length;
  const visit = (suite, titles) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const name = [...titles, spec.title].join(' > ');
        if (test.status === 'expected') counts.passed += 1;
        else if (test.status === 'flaky') {
          counts.passed += 1;
          counts.again.push(name);
        } else if (test.status === 'skipped') {
          const annotation = (test.annotations ?? []).find(({ type }) => type === 'skip' || type === 'fixme');
          counts.skipped.push({ name, reason: annotation?.description ?? '' });
        } else counts.failed += 1;
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...titles, inner.title]);
  };
  for (const suite of report.suites ?? []) visit(suite, [suite.title]);
  return counts;
}

/**
 * What a runner left in its report, checked against how it ended: no report, or a failed end without a failed
 * test, counts as one failure, so that a crash never looks like success.
 */
export function countsOfRun(file, exitCode, parse = (report) => report) {
  const crashed = { ...noCounts(), failed: 1 };
  if (!existsSync(file)) return exitCode === 0 ? noCounts() : crashed;
  let counts;
  try {
    counts = parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return crashed;
  }
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Tests that failed and passed when run again, as lines for a person. */
export function againLines(again) {
  return again.length === 0 ? [] : ['passed only when run again:', ...again.map((name) => `  ${name}`)];
}

/** Skipped tests grouped by reason, as lines for a person. */
export function skippedLines(skipped) {
  const byReason = new Map();
  for (const { name, reason } of skipped) {
    const key = reason === '' ? 'no reason given' : reason;
    byReason.set(key, [...(byReason.get(key) ?? []), name]);
  }
  return [...byReason].flatMap(([reason, names]) => [
    `  ${reason}: ${names.length}`,
    ...names.slice(0, 5).map((name) => `    ${name}`),
    ...(names.length > 5 ? [`    … and ${names.length - 5} more`] : []),
  ]);
}

/** The last line of `npm test`. */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
