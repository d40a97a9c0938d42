import { describe, expect, it } from 'vitest';
import { isAppError } from '../../contract/errors';
import { applyEdits, assignmentsOf, parseNix, removeAttr, setAttr, textOf } from '../index';
import type { NixTree } from '../index';
import { nixInstantiate } from '../testing/oracle';
import { Random } from '../testing/random';

const NAMES = ['a', 'b', 'c', 'enable', 'x.y', 'if'];
const VALUES = ['true', 'false', '1', '"s"', '[ 1 2 ]', 'null', "''\n    text\n  ''"];
const COMMENTS = ['', '', '', ' # note', ' /* note */'];

/** Writes a random set in one of the layouts people use; paths stay unique so that Nix accepts it. */
class Writer {
  constructor(
    private readonly random: Random,
    private readonly eol: string,
    private readonly step: string,
  ) {}

  private quote(name: string): string {
    return name === 'x.y' || name === 'if' ? `"${name}"` : name;
  }

  set(depth: number, indent: string): string {
    const { random, eol, step } = this;
    const names = random.chance(6) ? [] : NAMES.filter(() => random.chance(2));
    const oneLine = random.chance(4);
    const inner = indent + step;
    const lines: string[] = [];
    for (const name of names) {
      const quoted = this.quote(name);
      const comment = oneLine ? '' : random.pick(COMMENTS);
      if (depth > 0 && random.chance(2)) {
        lines.push(`${quoted} = ${this.set(depth - 1, inner)};${comment}`);
        continue;
      }
      const dotted = NAMES.filter(() => random.chance(5));
      if (depth > 0 && dotted.length > 0) {
        for (const last of dotted)
          lines.push(`${quoted}.${this.quote(last)} = ${this.value(oneLine)};${comment}`);
      } else lines.push(`${quoted} = ${this.value(oneLine)};${comment}`);
    }
    if (lines.length === 0) return random.pick(['{ }', '{}', `{${eol}${indent}}`]);
    if (oneLine) return random.chance(3) ? `{${lines.join(' ')}}` : `{ ${lines.join(' ')} }`;
    const head = random.chance(6) ? `${inner}# head${eol}` : '';
    const gap = random.chance(4) ? eol + eol : eol;
    return `{${eol}${head}${lines.map((line) => inner + line).join(gap)}${eol}${indent}}`;
  }

  private value(oneLine: boolean): string {
    const value = this.random.pick(VALUES);
    return oneLine && value.includes('\n') ? '2' : value;
  }
}

function randomFile(random: Random): string {
  const writer = new Writer(random, random.chance(5) ? '\r\n' : '\n', random.pick(['  ', '    ', '\t']));
  const head = random.pick(['', '{ ... }:\n', '{ config, ... }:\nlet n = 1; in\n', '# file\n']);
  return `${head}${writer.set(3, '')}${random.pick(['', '\n'])}`;
}

function table(tree: NixTree): Map<string, string> {
  return new Map(assignmentsOf(tree).map((leaf) => [JSON.stringify(leaf.path), textOf(tree, leaf.value)]));
}

function changedLines(before: string, after: string): number {
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end;
}

/** The file after the edit, or undefined when it was refused as it may be. */
function attempt(tree: NixTree, path: readonly string[], value: string): string | undefined {
  try {
    return applyEdits(tree.source, setAttr(tree, path, value));
  } catch (error) {
    if (isAppError(error, 'not-literal') || isAppError(error, 'conflict')) return undefined;
    throw error;
  }
}

interface Change {
  readonly before: string;
  readonly after: string;
  readonly path: readonly string[];
}

describe('random edits', () => {
  it('set exactly what was asked, and unset gives the file back', () => {
    const random = new Random(41);
    const changes: Change[] = [];
    let refused = 0;
    let undone = 0;
    for (let file = 0; file < 150; file++) {
      let source = randomFile(random);
      expect(parseNix(source).errors, source).toEqual([]);
      for (let step = 0; step < 8; step++) {
        const tree = parseNix(source);
        const path = Array.from({ length: 1 + random.below(3) }, () => random.pick(NAMES));
        const value = random.pick(['true', 'false', '"new"']);
        const key = JSON.stringify(path);
        const before = table(tree);
        const after = attempt(tree, path, value);
        if (after === undefined) {
          refused++;
          continue;
        }
        const next = parseNix(after);
        expect(next.errors, `${source}\n=>\n${after}`).toEqual([]);
        expect(next.warnings.length).toBeLessThanOrEqual(tree.warnings.length);
        const isSet = before.has(key);
        const expected = new Map(before).set(key, value);
        // An empty set is a value until something is put into it.
        for (let n = path.length - 1; n > 0; n--) expected.delete(JSON.stringify(path.slice(0, n)));
        for (const known of before.keys())
          if (known.startsWith(`${key.slice(0, -1)},`)) expected.delete(known);
        expect(table(next), `${source}\n=>\n${after}`).toEqual(expected);
        const isWhole = isSet || [...before.keys()].some((known) => known.startsWith(`${key.slice(0, -1)},`));
        if (!isWhole) {
          expect(changedLines(source, after)).toBeLessThanOrEqual(2);
          expect(applyEdits(after, removeAttr(next, path)), after).toBe(source);
          undone++;
        }
        changes.push({ before: source, after, path });
        source = after;
      }
    }
    expect(changes.length).toBeGreaterThan(400);
    expect(undone).toBeGreaterThan(200);
    expect(refused).toBeGreaterThan(10);
  });

  it('remove exactly what was asked', () => {
    const random = new Random(42);
    let removed = 0;
    for (let file = 0; file < 200; file++) {
      const source = randomFile(random);
      const tree = parseNix(source);
      const leaves = assignmentsOf(tree);
      if (leaves.length === 0) continue;
      const { path } = random.pick(leaves);
      const after = parseNix(applyEdits(source, removeAttr(tree, path)));
      expect(after.errors).toEqual([]);
      const expected = table(tree);
      expected.delete(JSON.stringify(path));
      const rest = table(after);
      // What is left may show an emptied block as an empty set.
      for (let n = path.length - 1; n > 0; n--) {
        const above = JSON.stringify(path.slice(0, n));
        if (!expected.has(above) && rest.get(above)?.startsWith('{')) rest.delete(above);
      }
      expect(rest, `${source}\n- ${path.join('.')}\n=>\n${after.source}`).toEqual(expected);
      removed++;
    }
    expect(removed).toBeGreaterThan(100);
  });

  it.skipIf(!nixInstantiate.available)('change in Nix only the attribute that was asked for', () => {
    const random = new Random(43);
    const changes: Change[] = [];
    while (changes.length < 120) {
      const before = `{ }: ${randomFile(random).replace(/^[^{]*\{[^}]*\}:\s*(let n = 1; in)?/u, '')}`;
      const tree = parseNix(before);
      if (tree.errors.length > 0 || tree.warnings.length > 0) continue;
      const path = Array.from({ length: 1 + random.below(3) }, () => random.pick(NAMES));
      const after = attempt(tree, path, '"asked"');
      if (after !== undefined) changes.push({ before, after, path });
    }
    const values = nixInstantiate.evaluate(
      `[ ${changes.map(({ before, after }) => `[ ((${before}) { }) ((${after}) { }) ]`).join('\n')} ]`,
    ) as [Record<string, unknown>, Record<string, unknown>][];
    for (const [i, [before, after]] of values.entries()) {
      const { path } = changes[i]!;
      const expected = structuredClone(before);
      let at = expected;
      for (const name of path.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>;
      at[path.at(-1)!] = 'asked';
      expect(after, changes[i]!.after).toEqual(expected);
    }
  });
});
