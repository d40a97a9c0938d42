import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '..');
const STATES = ['not yet', 'partly', 'done', 'not taken'];

interface Row {
  section: string;
  asked: string;
  state: string;
  where: string;
}

/** The rows of the page's one table; a row with another number of cells throws. */
function readRows(page: string): Row[] {
  const lines = page.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => {
    const cells = line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim());
    const [section, asked, state, where] = cells;
    if (cells.length !== 4 || !section || !asked || !state || where === undefined)
      throw new Error(`not a row: ${line}`);
    return { section, asked, state, where };
  });
}

/** What is wrong with a row, or null. */
function problemOf({ asked, state, where }: Row): string | null {
  if (!STATES.includes(state)) return `${asked}: "${state}" is none of ${STATES.join(', ')}`;
  if (state === 'not yet') return where === '' ? null : `${asked}: is not yet, yet names ${where}`;
  if (state === 'not taken') return where.length > 10 ? null : `${asked}: gives no reason`;
  const files = [...where.matchAll(/`([^`]+)`/g)].flatMap(([, file]) => file ?? []);
  if (files.length === 0) return `${asked}: names no file in backquotes`;
  const absent = files.find((file) => !existsSync(join(project, file)));
  return absent === undefined ? null : `${asked}: ${absent} does not exist`;
}

describe('docs/specification.md', () => {
  const rows = readRows(readFileSync(join(project, 'docs/specification.md'), 'utf8'));

  it('has a row for each of the 30 headings and 79 bullets, none twice', () => {
    const headings = rows.filter((row) => row.asked.startsWith('(the whole'));
    expect([headings.length, rows.length - headings.length]).toEqual([30, 79]);
    expect(new Set(rows.map((row) => `${row.section}|${row.asked}`)).size).toBe(rows.length);
  });

  it('gives every row a state out of the list, and what is claimed names files that exist', () => {
    expect(rows.map(problemOf).filter((problem) => problem !== null)).toEqual([]);
  });
});

describe('the check itself finds', () => {
  const row: Row = { section: 's', asked: 'a', state: 'done', where: '`package.json`' };
  it.each([
    ['an unknown state', { state: 'soon' }],
    ['a claim without a file', { where: 'everywhere' }],
    ['a file that is not there', { state: 'partly', where: '`src/nowhere.ts`' }],
    ['a place for what is not yet', { state: 'not yet' }],
    ['a refusal without a reason', { state: 'not taken', where: '' }],
  ])('%s', (_, change) => {
    expect(problemOf(row)).toBeNull();
    expect(problemOf({ ...row, ...change })).not.toBeNull();
  });
  it('a row that lost a cell', () => {
    expect(() => readRows('| a |\n| - |\n| x | y | done |\n')).toThrow('not a row');
  });
});
