/** One recipe of a justfile with what belongs to it. */
export interface Recipe {
  readonly name: string;
  /** First line with its doc comment and attributes, and the line behind its body; counted from 0. */
  readonly from: number;
  readonly head: number;
  readonly to: number;
}

// No part of it can match a text in two ways: a line of many words and no colon is gone through once.
const HEAD = /^@?(?<name>[A-Za-z_][\w-]*)(?:[ \t](?:"[^"\n]*"|'[^'\n]*'|[^:"'\n])*)?:(?!=)/;

/** Whether a file of this name holds recipes of `just`, its imports and modules among them. */
export function isJustfile(file: string): boolean {
  return /(?:^|\/)\.?justfile$|\.just$/i.test(file);
}

/** The recipes of a justfile (manual of just, chapter "Grammar"): a head at the margin, its body indented. */
export function recipesOf(text: string): Recipe[] {
  const lines = text.split('\n');
  const recipes: Recipe[] = [];
  for (const [head, line] of lines.entries()) {
    const { name } = HEAD.exec(line)?.groups ?? {};
    if (name === undefined || /^(?:alias|export|set|import|mod)\s/.test(line)) continue;
    let from = head;
    while (/^(?:#|\[)/.test(lines[from - 1] ?? '')) from -= 1;
    let to = head + 1;
    while (to < lines.length && /^(?:[ \t]|\s*$)/.test(lines[to] ?? '')) to += 1;
    while (to > head + 1 && (lines[to - 1] ?? '').trim() === '') to -= 1;
    recipes.push({ name, from, head, to });
  }
  return recipes;
}
