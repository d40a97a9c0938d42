import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '..');
/** From the least to the most; `not yet` is followed by why. */
const STATES = ['not yet', 'evaluated with the stand-in', "evaluated with nixpkgs' lib", 'works'];

interface Row {
  section: string;
  asked: string;
  answer: string;
  state: string;
  shown: string;
}

/** The rows of a table of the page; a row with another number of cells throws. */
function readRows(table: string): Row[] {
  const lines = table.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => {
    const cells = line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim());
    const [section, asked, answer, state, shown] = cells;
    if (cells.length !== 5 || !section || !asked || answer === undefined || !state || shown === undefined)
      throw new Error(`not a row: ${line}`);
    return { section, asked, answer, state, shown };
  });
}

const rankOf = (state: string): number =>
  STATES.findIndex((one) => (one === 'not yet' ? state.startsWith('not yet: ') : state === one));

const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].flatMap(([, word]) => word ?? []);

/** The file that a name in backquotes means: a feature's, or the one it says. */
function fileOf(name: string): string {
  const [category, feature, ...rest] = name.split('.');
  const isFeature = rest.length === 0 && !name.includes('/') && feature !== undefined;
  return isFeature && !existsSync(join(project, name)) ? `fleet/features/${category}/${feature}.nix` : name;
}

/** What is wrong with a command: a script, a suite, a feature or a program it names is not there. */
function problemOfCommand(command: string): string | null {
  const [program = '', first = '', ...rest] = command.split(' ');
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const names = rest.filter((word) => !word.startsWith('-'));
  const files: string[] = [];
  if (program === 'npm') {
    const script = first === 'run' ? names[0] : first;
    if (script === undefined || !Object.hasOwn(scripts, script)) return `no script ${script}`;
    const about = names.at(-1) ?? '';
    if (script === 'test:long') files.push(`src/main/fleet/${about}.long.ts`);
    if (script === 'bench') files.push(`bench/${about}.bench.ts`);
    if (script === 'test') files.push(existsSync(join(project, about)) ? about : `${about}.test.ts`);
  } else if (program === 'node') {
    files.push(first, ...names.map(fileOf));
  } else if (program === 'cat') files.push(first);
  else files.push(program);
  const absent = files.find((file) => !existsSync(join(project, file)));
  return absent === undefined ? null : `${absent} does not exist`;
}

/** What is wrong with a row, or null. */
function problemOf({ asked, answer, state, shown }: Row): string | null {
  if (rankOf(state) === -1) return `${asked}: "${state}" is none of ${STATES.join(', ')}, or says no reason`;
  if (asked.startsWith('(the whole')) return null;
  const files = quoted(answer);
  if (files.length === 0) return `${asked}: names no feature or file in backquotes`;
  const absent = files.map(fileOf).find((file) => !existsSync(join(project, file)));
  if (absent !== undefined) return `${asked}: ${absent} does not exist`;
  const commands = quoted(shown);
  if (commands.length === 0) return `${asked}: no command shows it`;
  const problem = commands.map(problemOfCommand).find((words) => words !== null);
  return problem === undefined ? null : `${asked}: ${problem}`;
}

const page = readFileSync(join(project, 'docs/specification.md'), 'utf8');
const [asked = '', systems = ''] = page.split('\n## The fleet, system by system');
const rows = readRows(asked);

describe('docs/specification.md', () => {
  it('has a row for each of the 30 headings and 79 bullets, none twice', () => {
    const headings = rows.filter((row) => row.asked.startsWith('(the whole'));
    expect([headings.length, rows.length - headings.length]).toEqual([30, 79]);
    expect(new Set(rows.map((row) => `${row.section}|${row.asked}`)).size).toBe(rows.length);
  });

  it('gives every row a state, names what exists and a command that can be run', () => {
    expect([...rows, ...readRows(systems)].map(problemOf).filter((problem) => problem !== null)).toEqual([]);
  });

  it('says of a heading no more than of the least of its rows', () => {
    const wrong = rows
      .filter((row) => row.asked.startsWith('(the whole'))
      .filter(({ section, state }) => {
        const below = rows.filter(
          (row) =>
            !row.asked.startsWith('(the whole') &&
            (section === 'Technical Stack' ||
              row.section === section ||
              row.section.startsWith(`${section} ›`)),
        );
        return rankOf(state) !== Math.min(...below.map((row) => rankOf(row.state)));
      });
    expect(wrong.map(({ section }) => section)).toEqual([]);
  });

  it('tells of every system of the fleet', () => {
    expect(readRows(systems).length).toBeGreaterThan(50);
  });
});

describe('the check itself finds', () => {
  const row: Row = {
    section: 's',
    asked: 'a',
    answer: '`package.json`',
    state: 'works',
    shown: '`npm test`',
  };
  it.each([
    ['an unknown state', { state: 'soon' }],
    ['a state that lacks its reason', { state: 'not yet' }],
    ['a row without a file', { answer: 'everywhere' }],
    ['a file that is not there', { answer: '`src/nowhere.ts`' }],
    ['a feature that is not there', { answer: '`network.telepathy`' }],
    ['a row that nothing shows', { shown: 'look at it' }],
    ['a command of a script that is not there', { shown: '`npm run magic`' }],
    ['a command of a suite that is not there', { shown: '`npm test -- unit fleet-tests/nowhere`' }],
    ['a command about a feature that is not there', { shown: '`node scripts/fleet/numbers.mjs --show a.b`' }],
  ])('%s', (_, change) => {
    expect(problemOf(row)).toBeNull();
    expect(problemOf({ ...row, ...change })).not.toBeNull();
  });
  it('a row that lost a cell', () => {
    expect(() => readRows('| a |\n| - |\n| x | y | works |\n')).toThrow('not a row');
  });
});
