/** A recipe of a justfile, as far as the checks look at it. */
export interface Recipe {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly doc: string;
  readonly group: string;
  readonly lines: readonly string[];
  /** Line of its name, counted from 1. */
  readonly line: number;
}

const HEAD = /^(?<name>[a-z][a-z0-9-]*)(?<parameters>(?: [A-Z]+(?:="[^"]*")?)*):$/;

/** The recipes of `text`. Every line that is neither a comment, an attribute, a setting nor part of a recipe is an error. */
export function readJustfile(text: string): Recipe[] {
  const recipes: (Recipe & { readonly lines: string[] })[] = [];
  let doc = '';
  let group = '';
  for (const [index, line] of text.split('\n').entries()) {
    const head = HEAD.exec(line)?.groups;
    const last = recipes.at(-1);
    if (last && line.startsWith('    ')) last.lines.push(line.trim());
    else if (line.startsWith('# ')) doc = line.slice(2);
    else if (line.startsWith('[group(')) group = /'(.+)'/.exec(line)?.[1] ?? '';
    else if (head?.['name'] !== undefined) {
      const parameters = [...(head['parameters'] ?? '').matchAll(/ ([A-Z]+)/g)].map(([, name = '']) => name);
      recipes.push({ name: head['name'], parameters, doc, group, lines: [], line: index + 1 });
      [doc, group] = ['', ''];
    } else if (line !== '' && !/^(?:set [a-z-]+|[a-z]+) :=/.test(line)) {
      throw new Error(`justfile:${index + 1} is not understood: ${line}`);
    }
  }
  return recipes;
}
