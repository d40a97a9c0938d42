import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../contract/errors';
import {
  addImport,
  addToList,
  applyEdits,
  assignmentsOf,
  parseNix,
  printTree,
  removeAttr,
  removeFromList,
  removeImport,
  setAttr,
  textOf,
  toggle,
} from '../index';
import type { Leaf, NixTree, TextEdit } from '../index';

const NAMES = ['a', 'b', 'enable', 'list', '"x.y"', 'programs'];
const VALUES = [
  'true',
  'false',
  '1',
  '"text"',
  '[ ]',
  '[ "one" ]',
  '[\n    "one" # first\n    "two"\n  ]',
  'null',
];

/** A set as people lay it out, one statement a line or all on one; names of one set are distinct. */
const sets: Arbitrary<string> = fc.letrec<{ set: string }>((tie) => ({
  set: fc
    .record({
      names: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 5 }),
      values: fc.array(
        fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constantFrom(...VALUES), tie('set')),
        { minLength: 5, maxLength: 5 },
      ),
      comments: fc.array(fc.constantFrom('', '', ' # note', ' /* why */'), { minLength: 5, maxLength: 5 }),
      layout: fc.constantFrom('lines', 'spaced', 'one line'),
    })
    .map(({ names, values, comments, layout }) => {
      const statements = names.map((one, i) => `${one} = ${values[i]};`);
      if (statements.length === 0) return '{ }';
      if (layout === 'one line' && statements.every((one) => !one.includes('\n') && !one.includes('#')))
        return `{ ${statements.join(' ')} }`;
      const lines = statements.map((one, i) => `  ${one.replaceAll('\n', '\n  ')}${comments[i]}`);
      return `{\n${lines.join(layout === 'spaced' ? '\n\n' : '\n')}\n}`;
    }),
})).set;

const files: Arbitrary<string> = fc
  .record({
    set: sets,
    head: fc.constantFrom('', '{ ... }:\n', '{ config, lib, ... }:\n\nlet\n  n = 1;\nin\n', '# a module\n'),
    imports: fc.constantFrom(
      '',
      '  imports = [ ./a.nix ];\n',
      '  imports = [\n    ./a.nix\n    ./b.nix # both\n  ];\n',
    ),
    isCrlf: fc.boolean(),
  })
  .map(({ set, head, imports, isCrlf }) => {
    const text = `${head}${imports === '' ? set : `{\n${imports}${set.replace(/^\{\s*/u, '  ')}`}\n`;
    return isCrlf ? text.replaceAll('\n', '\r\n') : text;
  })
  .filter((text) => parseNix(text).errors.length === 0);

type Step =
  | { readonly kind: 'set'; readonly path: readonly string[]; readonly value: string }
  | { readonly kind: 'unset' | 'toggle'; readonly path: readonly string[] }
  | { readonly kind: 'add' | 'take'; readonly path: readonly string[]; readonly item: string }
  | { readonly kind: 'import' | 'unimport'; readonly file: string };

const paths = fc.array(fc.constantFrom('a', 'b', 'enable', 'list', 'x.y', 'programs', 'new'), {
  minLength: 1,
  maxLength: 3,
});
const items = fc.constantFrom('"one"', '"three"', '4', './p.nix', '{ a = 1; }');
const imports = fc.constantFrom('./a.nix', './c.nix', '../up.nix');
const steps: Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    path: paths,
    value: fc.constantFrom('true', '"new"', '[ 1 ]'),
  }),
  fc.record({ kind: fc.constantFrom('unset' as const, 'toggle' as const), path: paths }),
  fc.record({ kind: fc.constantFrom('add' as const, 'take' as const), path: paths, item: items }),
  fc.record({ kind: fc.constantFrom('import' as const, 'unimport' as const), file: imports }),
);

function editsOf(tree: NixTree, step: Step): TextEdit[] {
  switch (step.kind) {
    case 'set':
      return setAttr(tree, step.path, step.value);
    case 'unset':
      return removeAttr(tree, step.path);
    case 'toggle':
      return toggle(tree, step.path);
    case 'add':
      return addToList(tree, step.path, step.item);
    case 'take':
      return removeFromList(tree, step.path, step.item);
    case 'import':
      return addImport(tree, step.file);
    case 'unimport':
      return removeImport(tree, step.file);
  }
}

/** The file after the step; null when the edit was refused, which it does only with a reason that it may have. */
function after(text: string, step: Step): string | null {
  try {
    return applyEdits(text, editsOf(parseNix(text), step));
  } catch (error) {
    if (isAppError(error, 'not-literal') || isAppError(error, 'conflict') || isAppError(error, 'no-effect'))
      return null;
    throw error;
  }
}

const isAssigned = (text: string, path: readonly string[]): boolean =>
  assignmentsOf(parseNix(text)).some((leaf) =>
    path.every((name, i) => leaf.path[i] === undefined || leaf.path[i] === name),
  );

function leavesOf(text: string, fits: (tree: NixTree, leaf: Leaf) => boolean): string[][] {
  const tree = parseNix(text);
  return assignmentsOf(tree)
    .filter((leaf) => fits(tree, leaf))
    .map((leaf) => [...leaf.path]);
}

const isSwitch = (tree: NixTree, leaf: Leaf): boolean => /^(true|false)$/u.test(textOf(tree, leaf.value));

const isFilledList = (_tree: NixTree, { value }: Leaf): boolean =>
  value.kind === 'list' && value.items.length > 0;

describe('edits one after the other', () => {
  it('leave files that parse as well as before and come back byte for byte', () => {
    let done = 0;
    fc.assert(
      fc.property(files, fc.array(steps, { maxLength: 12 }), (file, all) => {
        let text = file;
        for (const step of all) {
          const next = after(text, step);
          if (next === null) continue;
          const tree = parseNix(next);
          expect(tree.errors, `${text}\n${JSON.stringify(step)}\n=>\n${next}`).toEqual([]);
          expect(tree.warnings.length).toBeLessThanOrEqual(parseNix(text).warnings.length);
          expect(printTree(tree)).toBe(next);
          if (next !== text) done += 1;
          text = next;
        }
      }),
      { numRuns: 400 },
    );
    expect(done).toBeGreaterThan(400);
  });

  /** Does a step and its reverse where the step is accepted, and counts how often it was. */
  const reverses = (pick: (text: string) => Arbitrary<readonly [Step, Step]>, from = files): number => {
    let done = 0;
    fc.assert(
      fc.property(
        from.chain((text) => fc.tuple(fc.constant(text), pick(text))),
        ([text, [step, back]]) => {
          const next = after(text, step);
          if (next === null || next === text) return;
          done += 1;
          expect(after(next, back), `${JSON.stringify(step)}\n=>\n${next}`).toBe(text);
        },
      ),
      { numRuns: 600 },
    );
    return done;
  };

  it('give the bytes back when what was set is unset', () => {
    const done = reverses((text) =>
      paths
        .filter((path) => !isAssigned(text, path))
        .map((path) => [
          { kind: 'set', path, value: 'true' },
          { kind: 'unset', path },
        ]),
    );
    expect(done).toBeGreaterThan(200);
  });

  it('give the bytes back when a switch is turned twice', () => {
    const done = reverses(
      (text) =>
        fc.constantFrom(...leavesOf(text, isSwitch)).map((path) => [
          { kind: 'toggle', path },
          { kind: 'toggle', path },
        ]),
      files.filter((text) => leavesOf(text, isSwitch).length > 0),
    );
    expect(done).toBeGreaterThan(200);
  });

  it('give the bytes back when an import is added and removed', () => {
    const done = reverses(
      () =>
        fc.constantFrom('./c.nix', '../up.nix').map((file) => [
          { kind: 'import', file },
          { kind: 'unimport', file },
        ]),
      files.filter((text) => text.includes('imports =')),
    );
    expect(done).toBeGreaterThan(200);
  });

  it('give the bytes back when an element is added to a list and removed', () => {
    const done = reverses(
      (text) =>
        fc.constantFrom(...leavesOf(text, isFilledList)).map((path) => [
          { kind: 'add', path, item: '"nine"' },
          { kind: 'take', path, item: '"nine"' },
        ]),
      files.filter((text) => leavesOf(text, isFilledList).length > 0),
    );
    expect(done).toBeGreaterThan(200);
  });
});
