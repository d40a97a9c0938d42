import { readExpression, TokenReader } from './expression';
import type { LoadedJustfile, LoadedRecipe } from './load';
import type { BodyLine, Expression, Reference } from './model';

/** A line of a body with its interpolations filled in, as far as they can be known. */
export interface FilledLine extends BodyLine {
  /** Variables and parameters that the line uses. */
  readonly references: readonly Reference[];
}

/** Fills in what a justfile's own variables say; what only a run can know becomes `unknown`. */
export function fillIn(file: LoadedJustfile, recipe: LoadedRecipe, unknown: string): FilledLine[] {
  const own = new Set(recipe.parameters.map(({ name }) => name));
  const valueOf = (name: string): string | null =>
    own.has(name) ? null : constantOf(file, recipe.module, name, []);
  return recipe.body.map(({ text, line }) => {
    const references: Reference[] = [];
    let filled = '';
    let from = 0;
    for (;;) {
      const open = text.indexOf('{{', from);
      if (open < 0) break;
      filled += text.slice(from, open);
      // `{{{{` is how two braces are written.
      if (text.startsWith('{{{{', open)) {
        filled += '{{';
        from = open + 4;
        continue;
      }
      const reader = new TokenReader(text, open + 2, line);
      const expression = readExpression(reader);
      references.push(...expression.references);
      const close = text.indexOf('}}', reader.position);
      if (close < 0) {
        filled += text.slice(open);
        from = text.length;
        break;
      }
      filled += textOf(expression, valueOf) ?? unknown;
      from = close + 2;
    }
    return { text: filled + text.slice(from), line, references };
  });
}

function textOf({ parts }: Expression, valueOf: (name: string) => string | null): string | null {
  if (parts === null || parts.length === 0) return null;
  const texts = parts.map((part) => ('text' in part ? part.text : valueOf(part.name)));
  return texts.includes(null) ? null : texts.join('');
}

/** The text of a variable that is made of text alone; null for any other. */
export function constantOf(
  file: LoadedJustfile,
  module: string,
  name: string,
  above: readonly string[],
): string | null {
  const variable = file.variables.get(`${module} ${name}`);
  if (!variable || above.includes(name)) return null;
  return textOf(variable.value, (inner) => constantOf(file, module, inner, [...above, name]));
}
