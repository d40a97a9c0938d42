import { shapingLibrary } from '../../builtins';
import { OUTSIDE, joined } from '../../operators';
import { type Value, UNKNOWN, asText, list, plain, ready } from '../../value';
import { at, functionTable, mapped, textsOf, thunkAt } from './shared';

const { functions, define } = functionTable();

/** Functions of texts. */
export const textFunctions = functions;

/** Texts of a list, `separator` between them; unknown where the list is. */
function joinList(items: Value, separator: Value): Value {
  if (items.type !== 'list' || !items.complete) return UNKNOWN;
  return joined(items.items.flatMap((item, index) => (index === 0 ? [] : [separator]).concat(item.force())));
}
define('concatStrings', 1, (_evaluator, args) => joinList(at(args, 0), plain('')));
define('concatStringsSep', 2, (_evaluator, args) => joinList(at(args, 1), at(args, 0)));
define('concatLines', 1, (_evaluator, args) => joined([joinList(at(args, 0), plain('\n')), plain('\n')]));
define('concatMapStringsSep', 3, (evaluator, args) =>
  joinList(mapped(evaluator, thunkAt(args, 1), at(args, 2)), at(args, 0)),
);
define('concatMapStrings', 2, (evaluator, args) =>
  joinList(mapped(evaluator, thunkAt(args, 0), at(args, 1)), plain('')),
);
define('optionalString', 2, (_evaluator, args) => {
  const condition = at(args, 0);
  if (condition.type !== 'plain') return UNKNOWN;
  return condition.value === true ? at(args, 1) : plain('');
});
define('splitString', 2, (_evaluator, args) => {
  const [separator, text] = [asText(at(args, 0)), asText(at(args, 1))];
  if (separator === null || text === null) return UNKNOWN;
  return list(text.split(separator).map((part) => ready(plain(part))));
});
define('stringLength', 1, (_evaluator, args) => {
  const text = asText(at(args, 0));
  return text === null ? UNKNOWN : plain(Buffer.byteLength(text));
});
define('substring', 3, (_evaluator, args) => {
  const [start, length] = [at(args, 0), at(args, 1)];
  const text = asText(at(args, 2));
  if (start.type !== 'plain' || length.type !== 'plain' || text === null) return UNKNOWN;
  const [from, count] = [Number(start.value), Number(length.value)];
  if (!Number.isInteger(from) || from < 0 || !Number.isInteger(count)) return UNKNOWN;
  // Nix counts bytes; a negative length means all that follows.
  const bytes = Buffer.from(text);
  return plain(bytes.subarray(from, count < 0 ? undefined : from + count).toString());
});
define('removePrefix', 2, (_evaluator, args) => {
  const [prefix, text] = [asText(at(args, 0)), asText(at(args, 1))];
  if (prefix === null || text === null) return UNKNOWN;
  return plain(text.startsWith(prefix) ? text.slice(prefix.length) : text);
});
define('replaceStrings', 3, (_evaluator, args) => {
  const [from, to] = [textsOf(at(args, 0)), textsOf(at(args, 1))];
  const text = asText(at(args, 2));
  return from === null || to === null || text === null ? UNKNOWN : plain(replaced(text, from, to));
});
define('match', 2, (_evaluator, args) => {
  const [pattern, text] = [asText(at(args, 0)), asText(at(args, 1))];
  const expression = pattern === null ? null : expressionOf(pattern);
  if (expression === null || text === null || text.length > MAX_MATCHED) return UNKNOWN;
  const found = expression.exec(text);
  return found === null ? plain(null) : list(found.slice(1).map((part) => ready(plain(part ?? null))));
});

/** Characters; a text that a fleet takes apart is a path or a version. */
const MAX_MATCHED = 1000;

/** A regular expression of POSIX as one of ours; null for what means something else here, or could take for ever. */
function expressionOf(pattern: string): RegExp | null {
  if (/\[[:.=]|\(\?|[+*}?]\)*[+*{]|\\[a-zA-Z0-9]/.test(pattern)) return null;
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    return null;
  }
}
for (const [name, change] of [
  ['toUpper', (text: string) => text.toUpperCase()],
  ['toLower', (text: string) => text.toLowerCase()],
] as const)
  define(name, 1, (_evaluator, args) => {
    const text = asText(at(args, 0));
    return text === null ? UNKNOWN : plain(change(text));
  });
const pathExists = shapingLibrary.get('pathExists');
// A flake sees nothing outside of itself.
define('pathExists', 1, (evaluator, args) =>
  at(args, 0) === OUTSIDE ? plain(false) : (pathExists?.apply(evaluator, args) ?? UNKNOWN),
);
define('readFile', 1, (evaluator, args) => {
  const target = at(args, 0);
  const text = target.type === 'path' ? evaluator.readText(target.path) : null;
  if (target.type !== 'path' || text === null) return UNKNOWN;
  return { type: 'plain', value: text, written: { kind: 'file', file: target.path } };
});

/** At each place the first of `from` that fits, as Nix does; an empty one would fit everywhere and is left out. */
function replaced(text: string, from: readonly string[], to: readonly string[]): string {
  let out = '';
  for (let i = 0; i < text.length;) {
    const index = from.findIndex((part) => part !== '' && text.startsWith(part, i));
    out += index < 0 ? text.charAt(i) : (to[index] ?? '');
    i += index < 0 ? 1 : from[index]!.length;
  }
  return out;
}
