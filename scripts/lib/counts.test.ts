import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  addCounts,
  againLines,
  countPlaywright,
  countsOfRun,
  noCounts,
  skippedLines,
  totalLine,
} from './counts.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-counts-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the last line', () => {
  it('names skipped tests only when there are some', () => {
    expect(totalLine({ ...noCounts(), passed: 3 })).toBe('3 passed, 0 failed');
    const skipped = [{ name: 'a', reason: 'b' }];
    expect(
      totalLine(
        addCounts({ ...noCounts(), passed: 1, failed: 2, skipped }, { ...noCounts(), passed: 1, skipped }),
      ),
    ).toBe('2 passed, 2 failed, 2 skipped');
  });
});

it('names what passed only when run again', () => {
  expect(againLines([])).toEqual([]);
  expect(againLines(['a > b'])).toEqual(['passed only when run again:', '  a > b']);
});

it('groups what was skipped by reason', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, reason: 'no nix' }));
  expect(skippedLines([...names, { name: 'g', reason: '' }])).toEqual([
    '  no nix: 6',
    ...['a', 'b', 'c', 'd', 'e'].map((name) => `    ${name}`),
    '    … and 1 more',
    '  no reason given: 1',
    '    g',
  ]);
});

const spec = (status: string, annotations: unknown[] = []) => ({
  tests: [{ status, annotations }],
  title: status,
});

it('reads Playwright’s report: what passed on retry is named', () => {
  const report = {
    errors: [],
    suites: [
      {
        title: 'a.e2e.ts',
        specs: [spec('expected'), spec('flaky')],
        suites: [
          {
            title: 'group',
            specs: [spec('unexpected'), spec('skipped', [{ type: 'skip', description: 'not root' }])],
          },
        ],
      },
    ],
  };
  expect(countPlaywright(report)).toEqual({
    passed: 2,
    failed: 1,
    again: ['a.e2e.ts > flaky'],
    skipped: [{ name: 'a.e2e.ts > group > skipped', reason: 'not root' }],
  });
  expect(countPlaywright({ errors: [{ message: 'bad config' }], suites: [] }).failed).toBe(1);
});

describe('a run that ended badly counts as failed', () => {
  const file = join(scratch, 'report.json');
  it('without a report', () => {
    expect(countsOfRun(join(scratch, 'absent.json'), 1).failed).toBe(1);
    expect(countsOfRun(join(scratch, 'absent.json'), 0)).toEqual(noCounts());
  });
  it('with half a report', () => {
    writeFileSync(file, '{"passed": 3');
    expect(countsOfRun(file, 0).failed).toBe(1);
  });
  it('with a failing end and no failed test', () => {
    writeFileSync(file, '{"passed":3,"failed":0,"again":[],"skipped":[]}');
    expect(countsOfRun(file, 1)).toEqual({ passed: 3, failed: 1, again: [], skipped: [] });
    expect(countsOfRun(file, 0).failed).toBe(0);
  });
});

it('the vitest reporter counts tests, files that do not load, and reasons for skipping', () => {
  const modules = join(import.meta.dirname, '../../node_modules');
  symlinkSync(modules, join(scratch, 'node_modules'));
  writeFileSync(join(scratch, 'vitest.config.mjs'), 'export default {}');
  writeFileSync(
    join(scratch, 'a.test.js'),
    `import { it } from 'vitest';
     it('good', () => {});
     it('bad', () => { throw new Error('no'); });
     it('asks', (context) => context.skip('no nix here'));
     it.skip('never', () => {});
     let runs = 0;
     it('second', { retry: 1 }, () => { if (++runs === 1) throw new Error('not yet'); });`,
  );
  writeFileSync(join(scratch, 'b.test.js'), "import './missing';");
  const file = join(scratch, 'vitest.json');
  const reporter = join(import.meta.dirname, 'vitest-counts.mjs');
  const { status } = spawnSync(
    process.execPath,
    [join(modules, 'vitest/vitest.mjs'), 'run', `--reporter=${reporter}`],
    {
      cwd: scratch,
      env: { ...process.env, SNOWFLEET_COUNTS: file },
    },
  );
  expect(status).toBe(1);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    passed: 2,
    failed: 2,
    again: ['a.test.js > second'],
    skipped: [
      { name: 'a.test.js > asks', reason: 'no nix here' },
      { name: 'a.test.js > never', reason: '' },
    ],
  });
});
