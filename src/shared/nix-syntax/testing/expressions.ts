import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

/**
 * Expressions as plain nested data, written to text by {@link write} with random trivia between all tokens.
 * The first item names the construct; the rest is its parts.
 */
export type Sketch =
  | readonly ['name', string]
  | readonly ['atom', 'integer' | 'float' | 'searchPath' | 'uri', string]
  | readonly ['string' | 'indented' | 'path', readonly (string | Sketch)[]]
  | readonly ['list', readonly Sketch[]]
  | readonly ['set' | 'rec', readonly BindingSketch[]]
  | readonly ['let', readonly BindingSketch[], Sketch]
  | readonly ['lambda', Parameter, Sketch]
  | readonly ['select', Sketch, readonly string[], Sketch | null]
  | readonly ['has', Sketch, readonly string[]]
  | readonly ['apply', Sketch, Sketch]
  | readonly ['unary', '!' | '-', Sketch]
  | readonly ['binary', string, Sketch, Sketch]
  | readonly ['if', Sketch, Sketch, Sketch]
  | readonly ['with' | 'assert', Sketch, Sketch];

export type BindingSketch =
  readonly ['bind', readonly string[], Sketch] | readonly ['inherit', Sketch | null, readonly string[]];

/** A name alone, or the names of a pattern with fallbacks, perhaps open, perhaps with a name for all. */
export interface Parameter {
  readonly name: string | null;
  readonly formals: readonly (readonly [name: string, fallback: Sketch | null])[] | null;
  readonly isOpen: boolean;
  readonly isNameFirst: boolean;
}

const NAMES = ['a', 'b', 'cfg', 'x-y', "f'", '_z', 'orElse', 'mkIf', 'inn', 'lets'];
const OPERATORS = [
  '->',
  '||',
  '&&',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '//',
  '+',
  '-',
  '*',
  '/',
  '++',
  '|>',
  '<|',
];
const TEXTS = [
  'plain',
  ' a b ',
  '#no comment',
  '/* none */',
  '$',
  '$5',
  'é✓',
  "it's",
  '\n  line\n',
  '{ }',
  '}',
  ';',
];

/** Without blanks at the start of lines, which indented strings lose. */
const INDENTED_TEXTS = ['plain', 'a b', '#no', '$', '$5', 'é✓', "it's", "''", '{ }', '}', ';', '"', '\\'];

const name = fc.constantFrom(...NAMES);

/** Distinct names for the definitions of one set, so that none is defined twice. */
const distinct = (maximum: number): Arbitrary<string[]> =>
  fc.uniqueArray(name, { maxLength: maximum, minLength: 0 });

/** Any expression, of a size that one line can show. */
export const expressions: Arbitrary<Sketch> = fc.letrec<{ any: Sketch }>((tie) => {
  const any = tie('any');
  const path = fc.array(name, { minLength: 1, maxLength: 3 });
  const partsOf = (texts: readonly string[]): Arbitrary<(string | Sketch)[]> =>
    fc
      .array(fc.oneof(fc.constantFrom(...texts), any), { maxLength: 4 })
      .map((all) => all.filter((part, i) => typeof part !== 'string' || typeof all[i - 1] !== 'string'));
  const bindings = distinct(4).chain((names) =>
    fc.tuple(
      ...names.map((first): Arbitrary<BindingSketch> =>
        fc.oneof(
          {
            weight: 4,
            arbitrary: fc
              .tuple(fc.array(name, { maxLength: 2 }), any)
              .map(([rest, value]): BindingSketch => ['bind', [first, ...rest], value]),
          },
          {
            weight: 1,
            arbitrary: fc.option(any).map((from): BindingSketch => ['inherit', from, [first]]),
          },
        ),
      ),
    ),
  );
  const parameter: Arbitrary<Parameter> = distinct(4).chain((names) =>
    fc
      .record({
        fallbacks: fc.array(fc.option(any), { minLength: names.length, maxLength: names.length }),
        shape: fc.constantFrom('name', 'formals', 'both'),
        isOpen: fc.boolean(),
        isNameFirst: fc.boolean(),
      })
      .map(({ fallbacks, shape, isOpen, isNameFirst }) => ({
        name: shape === 'formals' ? null : 'all',
        formals: shape === 'name' ? null : names.map((one, i) => [one, fallbacks[i] ?? null] as const),
        isOpen: isOpen && shape !== 'name',
        isNameFirst: isNameFirst && shape === 'both',
      })),
  );
  const atoms: readonly Sketch[] = [
    ...NAMES.map((one): Sketch => ['name', one]),
    ['atom', 'integer', '0'],
    ['atom', 'integer', '9223372036854775807'],
    ['atom', 'float', '1.5e-3'],
    ['atom', 'float', '.5'],
    ['atom', 'searchPath', '<nixpkgs/lib>'],
    ['atom', 'uri', 'https://example.org/a?b=c'],
    ['path', ['./a/b.nix']],
    ['path', ['~/x']],
    ['path', ['/etc/x_y']],
  ];
  const made: Arbitrary<Sketch> = fc.oneof(
    fc.tuple(fc.constant('string' as const), partsOf(TEXTS)),
    fc.tuple(fc.constant('indented' as const), partsOf(INDENTED_TEXTS)),
    fc.tuple(
      fc.constant('path' as const),
      any.map((inner) => ['./a/', inner, '/b']),
    ),
    fc.tuple(fc.constant('list' as const), fc.array(any, { maxLength: 4 })),
    fc.tuple(fc.constantFrom('set' as const, 'rec' as const), bindings),
    fc.tuple(fc.constant('let' as const), bindings, any),
    fc.tuple(fc.constant('lambda' as const), parameter, any),
    fc.tuple(fc.constant('select' as const), any, path, fc.option(any)),
    fc.tuple(fc.constant('has' as const), any, path),
    fc.tuple(fc.constant('apply' as const), any, any),
    fc.tuple(fc.constant('unary' as const), fc.constantFrom('!' as const, '-' as const), any),
    fc.tuple(fc.constant('binary' as const), fc.constantFrom(...OPERATORS), any, any),
    fc.tuple(fc.constant('if' as const), any, any, any),
    fc.tuple(fc.constantFrom('with' as const, 'assert' as const), any, any),
  );
  return {
    any: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      { weight: 1, arbitrary: fc.constantFrom(...atoms) },
      { weight: 5, arbitrary: made },
    ),
  };
}).any;

/** Blanks and comments that may stand between tokens; never empty, so that tokens cannot run together. */
export const trivia: Arbitrary<readonly string[]> = fc.array(
  fc.constantFrom(
    ' ',
    '\n',
    '\t',
    '\r\n',
    '  ',
    ' /* c */ ',
    ' /* a * b\n */',
    ' # note\n',
    ' # é ✓\n',
    '\n\n',
  ),
  { minLength: 1, maxLength: 12 },
);

/** Kinds that need no parentheses wherever they stand. */
const SIMPLE = new Set<Sketch[0]>(['name', 'atom', 'string', 'indented', 'path', 'list', 'set', 'rec']);

/** The expression as Nix source; compound parts stand in parentheses, so the text has one meaning. */
export function write(sketch: Sketch, gaps: readonly string[]): string {
  let used = 0;
  const join = (...tokens: readonly string[]): string =>
    tokens.reduce(
      (text, token) => (text === '' ? token : `${text}${gaps[used++ % gaps.length]}${token}`),
      '',
    );
  const inner = (one: Sketch): string => (SIMPLE.has(one[0]) ? whole(one) : join('(', whole(one), ')'));
  const binding = (one: BindingSketch): string => {
    if (one[0] === 'bind') return join(one[1].join('.'), '=', whole(one[2]), ';');
    return one[1] === null
      ? join('inherit', ...one[2], ';')
      : join('inherit', '(', whole(one[1]), ')', ...one[2], ';');
  };
  const text = (part: string, indented: boolean): string =>
    indented
      ? part.replaceAll("''", "'''").replaceAll('$', "''$")
      : part.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '\\$');
  const parameter = ({ name: all, formals, isOpen, isNameFirst }: Parameter): string => {
    if (formals === null) return all ?? '_';
    const items = formals.map(([one, fallback]) => (fallback ? join(one, '?', whole(fallback)) : one));
    const pattern = join('{', [...items, ...(isOpen ? ['...'] : [])].join(' , '), '}');
    if (all === null) return pattern;
    return isNameFirst ? join(all, '@', pattern) : join(pattern, '@', all);
  };
  const whole = (one: Sketch): string => {
    switch (one[0]) {
      case 'name':
        return one[1];
      case 'atom':
        return one[2];
      case 'string':
      case 'indented': {
        const indented = one[0] === 'indented';
        const quotes = indented ? "''" : '"';
        const parts = one[1].map((part) =>
          typeof part === 'string' ? text(part, indented) : `\${${join('', whole(part))} }`,
        );
        return `${quotes}${parts.join('')}${quotes}`;
      }
      case 'path':
        return one[1].map((part) => (typeof part === 'string' ? part : `\${${whole(part)} }`)).join('');
      case 'list':
        return join('[', ...one[1].map(inner), ']');
      case 'set':
        return join('{', ...one[1].map(binding), '}');
      case 'rec':
        return join('rec', '{', ...one[1].map(binding), '}');
      case 'let':
        return join('let', ...one[1].map(binding), 'in', whole(one[2]));
      case 'lambda':
        return `${parameter(one[1])} : ${whole(one[2])}`;
      case 'select': {
        const selected = join(inner(one[1]), '.', one[2].join('.'));
        return one[3] ? join(selected, 'or', inner(one[3])) : selected;
      }
      case 'has':
        return join(inner(one[1]), '?', one[2].join('.'));
      case 'apply':
        return join(inner(one[1]), inner(one[2]));
      case 'unary':
        return join(one[1], inner(one[2]));
      case 'binary':
        return join(inner(one[2]), one[1], inner(one[3]));
      case 'if':
        return join('if', whole(one[1]), 'then', whole(one[2]), 'else', whole(one[3]));
      case 'with':
      case 'assert':
        return join(one[0], whole(one[1]), ';', whole(one[2]));
    }
  };
  return join(whole(sketch));
}
