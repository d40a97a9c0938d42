import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanImports } from './import-scanner.mjs';

const names = (text: string, jsx = false) => scanImports(text, { jsx }).map((found) => found.specifier);

describe('finds', () => {
  it.each([
    ["import a from 'x'", ['x']],
    ["import 'x';", ['x']],
    ["import * as a from 'x'", ['x']],
    ['import a, { b as c, type D } from "x"', ['x']],
    ["import type { A } from 'x'", ['x']],
    ["import { 'odd name' as a } from 'x'", ['x']],
    ["import {\n  a, // it's\n  b,\n} from 'x';", ['x']],
    ["import a from 'x' with { type: 'json' }", ['x']],
    ["import a = require('x')", ['x']],
    ["const a = require('x')", ['x']],
    ["export { a } from 'x'", ['x']],
    ["export * from 'x'", ['x']],
    ["export * as a from 'x'", ['x']],
    ["export type { A } from 'x'", ['x']],
    ["const a = await import('x')", ['x']],
    ["type A = import('x').A", ['x']],
    ['const a = import(`x`)', ['x']],
    ['const a = `one ${await import("x")} two`', ['x']],
    ["const a = { ...require('x') }", ['x']],
    ["const a = import.meta.glob(['./x/*.ts', '!y'])", ['./x/*.ts', '!y']],
    ["import 'x'import 'y'", ['x', 'y']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });
});

describe('is not taken in by', () => {
  it.each([
    ['a line comment', "// import a from 'x'\nlet a"],
    ['a block comment', "/* import a from 'x'\n */ let a"],
    ['a string', 'const a = "import b from \'x\'"'],
    ['an escaped quote', "const a = 'it\\'s'; const b = 'import'; f('from', 'x')"],
    ['a template', "const a = `import b from 'x'`"],
    ['a template with an object in it', "const a = `${{ a: '}' }} import b from 'x'`"],
    ['a regular expression', "const a = /['\"`]import 'x'/; const b = 1"],
    ['a regular expression with a class', "const a = s.split(/[/'`]/); const b = 'from'"],
    ['a division', 'const a = b / c; const d = e / f'],
    ['a property', "a.import('x'); a.require('x'); a?.require('x')"],
    ['a key', "const a = { import: 'x', export: 'y', from: 'z' }"],
    ['an export of its own', "export { a }; const b = 'x'"],
    ['an exported value', "export const from = 'x'"],
    ['a hashbang', "#!/usr/bin/env import 'x'\nlet a"],
    ['a computed specifier', 'import(name); require(name)'],
  ])('%s', (_, text) => {
    expect(names(text)).toEqual([]);
    expect(names(`${text}\nimport z from 'last'`), 'and goes on after it').toEqual(['last']);
  });
});

describe('JSX', () => {
  it('text, attributes and nested expressions are stepped over, code in braces is not', () => {
    const text = `
      const a = (
        <p title="it's" onClick={() => import('inside')}>
          don't import x from 'y' {list.map((b) => <b key={b}>{\`it's \${b}\`}</b>)} /* no comment */
          <img alt='"' /> <>it's</>
        </p>
      );
      import('after');`;
    expect(names(text, true)).toEqual(['inside', 'after']);
  });
  it.each([
    'const f = <T,>(a: T) => a;',
    'const f = <T extends object>(a: T) => a;',
    'type F = <T>(a: T) => T;',
    'const a = b < c; const d = e > f;',
    'const a = f<string>(b);',
  ])('is not seen in %s', (text) => {
    expect(names(`${text} import('after')`, true)).toEqual(['after']);
  });
  it('is not looked for in .ts', () => {
    expect(names("const a = <T>(b: T) => b; const c = '</T>'; import('after')")).toEqual(['after']);
  });
});

it('says the line, and which are loaded on demand', () => {
  expect(scanImports("import a from 'x';\n\nconst b = import(\n  'y'\n);")).toEqual([
    { specifier: 'x', line: 1, dynamic: false },
    { specifier: 'y', line: 4, dynamic: true },
  ]);
});

it('sees in every source file of the project what a plain look at its lines sees', () => {
  const source = join(import.meta.dirname, '../../src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const text = readFileSync(join(source, file), 'utf8');
    // Prettier puts `from '…';` of every import and re-export at the end of a line of its own statement.
    const plain = [...text.matchAll(/^(?:import|export|\}) ?[^'`=()]*from '([^']+)';$/gm)].map(
      (match) => match[1],
    );
    const scanned = names(text, file.endsWith('.tsx'));
    expect(scanned, file).toEqual(expect.arrayContaining(plain));
  }
});
