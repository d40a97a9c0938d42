import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst, transformWithOxc } from 'vite';
import type { judgeDrive } from '../judge';

/** The rules, each condition of which can be taken away. */
export interface Mutable {
  /** What is removed, with the file's own words; by its number, from 1. */
  readonly names: readonly string[];
  /** The judge without that condition; with 0 as it is. */
  judge(without: number): typeof judgeDrive;
}

/** The files that decide, each after those it imports. */
const FILES = ['reasons', 'machine', 'system-paths', 'storage-graph', 'drive-kind', 'in-use', 'judge'];
/** What decides no verdict: names and their order, words, the order of the list. */
const UNDECIDING = [
  'REASON_CODES',
  'REFUSALS',
  'HIDINGS',
  'CAUTION_CODES',
  'VERDICTS',
  'kindWords',
  'judgeDrives',
];

interface Tree {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && typeof (value as Tree).type === 'string';

/** All rules as one script without types, imports and exports. */
export async function rulesAsScript(folder: string): Promise<string> {
  const parts = await Promise.all(
    FILES.map(async (file) => {
      const path = join(folder, `${file}.ts`);
      const { code } = await transformWithOxc(readFileSync(path, 'utf8'), path, { sourcemap: false });
      return code.replaceAll(/^import .*$/gm, '').replaceAll(/^export (?=const|function)/gm, '');
    }),
  );
  return parts.join('\n');
}

/** Where a text is put before and after a part of the script. */
interface Around {
  readonly before: Map<number, string[]>;
  readonly after: Map<number, string[]>;
}

/**
 * Each condition removed: what stands behind an `if` never done, each side of `&&`, `||` and `? :` alone, each case of a
 * switch left out, each word of a list and of a regular expression's choices taken away, each report not made. All of it is
 * one script that is told which (mutant schemata), since compiling hundreds takes longer than running them.
 */
export function mutable(code: string): Mutable {
  const names: string[] = [];
  const around: Around = { before: new Map(), after: new Map() };
  const text = (node: Tree): string => code.slice(node.start, node.end);
  const put = (node: Tree, before: string, after: string): void => {
    around.before.set(node.start, [...(around.before.get(node.start) ?? []), before]);
    // What lies outside closes last.
    around.after.set(node.end, [after, ...(around.after.get(node.end) ?? [])]);
  };
  const number = (what: string, node: Tree): number =>
    names.push(`${what}: ${text(node).replaceAll(/\s+/g, ' ').slice(0, 90)}`);
  const replace = (node: Tree, ...others: readonly (readonly [by: string, what: string])[]): void => {
    const choices = others.map(([by, what]) => `without === ${number(what, node)} ? (${by}) : `);
    put(node, `(${choices.join('')}(`, '))');
  };
  /** Removed from what is made once, when the script begins: lists and patterns. */
  const early = new Set<number>();
  const visit = (node: Tree, isEarly: boolean): void => {
    const before = names.length;
    if (UNDECIDING.includes((node['id'] as { name?: string } | null | undefined)?.name ?? '')) return;
    if (node.type === 'IfStatement') replace(node['test'] as Tree, ['false', 'never']);
    if (node.type === 'LogicalExpression' && node['operator'] !== '??') {
      const [left, right] = [node['left'] as Tree, node['right'] as Tree];
      replace(node, [text(left), 'left alone'], [text(right), 'right alone']);
    }
    if (node.type === 'ConditionalExpression') {
      const [then, otherwise] = [node['consequent'] as Tree, node['alternate'] as Tree];
      replace(node, [text(then), 'always'], [text(otherwise), 'never']);
    }
    if (node.type === 'SwitchCase' && node['test'] !== null) {
      replace(node['test'] as Tree, ['"nothing of the kind"', 'no case']);
    }
    if (node.type === 'ArrayExpression') {
      for (const element of node['elements'] as (Tree | null)[]) {
        if (element?.type === 'Literal') replace(element, ['"nothing of the kind"', 'not in the list']);
      }
    }
    if (node.type === 'Literal' && node['regex'] !== undefined) {
      const pattern = text(node);
      const choices = [...pattern.matchAll(/[a-z]+(?=[|)])/g)].map((choice): [string, string] => [
        `${pattern.slice(0, choice.index)}nothing${pattern.slice(choice.index + choice[0].length)}`,
        `not in the pattern, ${choice[0]}`,
      ]);
      if (choices.length > 0) replace(node, ...choices);
    }
    if (node.type === 'ExpressionStatement' && /^(say|found\.push)\(/.test(text(node))) {
      put(node, `{ if (without !== ${number('not reported', node)}) {`, '} }');
    }
    if (isEarly) for (let made = before; made < names.length; made += 1) early.add(made + 1);
    const isOnce = isEarly && !node.type.includes('Function');
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isTree(child)) visit(child, isOnce);
    }
  };
  visit(parseAst(code) as unknown as Tree, true);

  let script = '';
  for (let at = 0; at <= code.length; at += 1) {
    script +=
      (around.after.get(at) ?? []).join('') + (around.before.get(at) ?? []).join('') + (code[at] ?? '');
  }
  // oxlint-disable-next-line no-new-func -- our own rules, changed in memory
  const begin = new Function(
    'without',
    `${script}\nreturn { judge: judgeDrive, leaveOut(one) { without = one; } };`,
  ) as (without: number) => { judge: typeof judgeDrive; leaveOut(one: number): void };
  const warm = begin(0);
  return {
    names,
    judge(without) {
      if (early.has(without)) return begin(without).judge;
      // The same functions each time, which the engine has compiled by then.
      warm.leaveOut(without);
      return warm.judge;
    },
  };
}
