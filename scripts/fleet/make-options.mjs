// Turns the lists of options in resources/options into the trees that the stand-in declares:
//
//   node scripts/fleet/make-options.mjs           writes resources/stand-in/nixos/{options,home-options,plasma-options}.json
//   node scripts/fleet/make-options.mjs --check   exits with 1 where a written file is not what it would write
//
// A file is { types: [type …], options: tree }. A tree is a set of names; what stands at the end is an option:
// a number (of an entry in `types`) or, where options follow inside, its type written out. A type is a word, or
// a list of a word and what it needs: ["listOf", "str"], ["enum", ["a", "b"]], ["sub", tree] …; the stand-in's
// nixos/from-data.nix knows the words.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const FILES = [
  ['resources/options/nixos-24.12.tsv', 'resources/stand-in/nixos/options.json'],
  ['resources/options/home-manager-25.05.tsv', 'resources/stand-in/nixos/home-options.json'],
  ['resources/options/plasma-manager-2024-10.tsv', 'resources/stand-in/nixos/plasma-options.json'],
];

const ANY_NAME = '<name>';
const ANY_ENTRY = '*';
const BELOW = Symbol('below');
const TYPE = Symbol('type');

/** Types whose words are always the same; longer words first where one begins with another. */
const WORDS = [
  ['16 bit unsigned integer; between 0 and 65535 (both inclusive)', 'port'],
  ['8 bit unsigned integer; between 0 and 255 (both inclusive)', ['between', 0, 255]],
  ['unsigned integer, meaning >=0', 'unsigned'],
  ['positive integer, meaning >0', 'positive'],
  ['signed integer', 'int'],
  ['nonnegative integer or floating point number, meaning >=0', 'number'],
  ['nonnegative floating point number, meaning >=0', 'float'],
  ['floating point number', 'float'],
  ['(optionally newline-terminated) single-line string', 'singleLine'],
  ['single-line string', 'singleLine'],
  ['string, not containing newlines or colons', 'str'],
  ['string without line breaks or quotes', 'str'],
  ['printable string without spaces, # and /', 'str'],
  ['string starting with / or ~/', 'str'],
  ['string (with check: non-empty without trailing slash)', 'nonEmpty'],
  ['string (with check: non-empty)', 'nonEmpty'],
  ['non-empty string', 'nonEmpty'],
  ['file mode string', 'str'],
  ['string', 'str'],
  ['boolean', 'bool'],
  ['path, not containing newlines or colons', 'path'],
  ['path in the Nix store', 'path'],
  ['absolute path', 'path'],
  ['path', 'path'],
  ['package', 'package'],
  ['submodule', 'submodule'],
  ['attribute sets', 'attrs'],
  ['anything', 'anything'],
  ['unspecified value', 'unspecified'],
  ['raw value', 'raw'],
  ['systemd option', 'unitValue'],
  ['JSON value', 'value'],
  ['YAML value', 'value'],
  ['TOML value', 'value'],
  ['HOCON value', 'value'],
  ['INI atom (null, bool, int, float or string) or a list of them for duplicate keys', 'atoms'],
  ['INI atom (null, bool, int, float or string) or a non-empty list of them', 'atoms'],
  ['INI atom (null, bool, int, float or string)', 'atom'],
  ['atom (null, bool, int, float or string) or a list of them for duplicate keys', 'atoms'],
  ['atom (null, bool, int, float or string)', 'atom'],
  [
    'section of an INI file (attrs of INI atom (null, bool, int, float or string) or a list of them for duplicate keys)',
    ['attrsOf', 'atoms'],
  ],
  [
    'section of an INI file (attrs of INI atom (null, bool, int, float or string) or a non-empty list of them)',
    ['attrsOf', 'atoms'],
  ],
  ['section of an INI file (attrs of INI atom (null, bool, int, float or string))', ['attrsOf', 'atom']],
  [
    'Nix config atom (null, bool, int, float, str, path or package) or list of (Nix config atom (null, bool, int, float, str, path or package))',
    'atoms',
  ],
  ['sysctl option value', 'atom'],
  ['positive integer or floating point number, meaning >0', 'number'],
  ['Hyprland configuration value', 'value'],
  ['Hyprlock configuration value', 'value'],
  ['Hypridle configuration value', 'value'],
  ['Hyprpaper configuration value', 'value'],
  ['Atuin configuration', 'value'],
];
WORDS.sort(([a], [b]) => b.length - a.length);

const ONE_OF = [
  ['attribute set of ', (inner) => ['attrsOf', inner]],
  ['lazy attribute set of ', (inner) => ['lazyAttrsOf', inner]],
  ['DAG of ', (inner) => ['dagOf', inner]],
  ['list of ', (inner) => ['listOf', inner]],
  ['pair of ', (inner) => ['listOf', inner]],
  ['non-empty ', (inner) => (inner[0] === 'listOf' ? ['nonEmptyListOf', inner[1]] : inner)],
  ['function that evaluates to a(n) ', (inner) => ['functionTo', inner]],
];

class Unknown extends Error {}

/** The words of nixpkgs for a type, as a type of the trees; what is not understood may be anything. */
export function parseType(words) {
  const text = words
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/[“”]/g, '"');
  let at = 0;

  const next = (word) => text.startsWith(word, at);
  const take = (word) => {
    if (!next(word)) return false;
    at += word.length;
    return true;
  };
  const match = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found;
  };
  const ended = (after) => after >= text.length || /^(\)| or | convertible to it|, )/.test(text.slice(after));

  const literal = () => {
    if (take('<null>')) return null;
    if (take('true')) return true;
    if (take('false')) return false;
    const number = match(/-?\d+/y);
    if (number) return Number(number[0]);
    const quoted = match(/"((?:[^"\\]|\\.)*)"/y);
    if (quoted) return quoted[1].replaceAll(/\\(.)/g, '$1');
    throw new Unknown();
  };

  const single = () => {
    const joined = match(/strings concatenated with "((?:[^"\\]|\\.)*)"/y);
    if (joined) return ['joined', joined[1].replaceAll('\\n', '\n')];
    if (take('one of ')) {
      const values = [literal()];
      while (next(', ') && /^, (["<-]|\d|true|false)/.test(text.slice(at))) {
        at += 2;
        values.push(literal());
      }
      return ['enum', values];
    }
    if (take('value ')) {
      const value = literal();
      if (!take(' (singular enum)')) throw new Unknown();
      return ['enum', [value]];
    }
    const range = match(/integer between (-?\d+) and (-?\d+) \(both inclusive\)/y);
    if (range) return ['between', Number(range[1]), Number(range[2])];
    if (match(/(integer or )?floating point number between [\d.-]+ and [\d.-]+ \(both inclusive\)/y))
      return 'number';
    if (match(/float between [\d.]+ and [\d.]+ \(inclusive\)/y)) return 'float';
    if (take('string matching the pattern ')) {
      const rest = text.slice(at);
      let depth = 0;
      let length = 0;
      for (; length < rest.length; length++) {
        if (rest[length] === '(') depth++;
        if (rest[length] === ')' && depth-- === 0) break;
      }
      const pattern = rest.slice(0, length);
      if (pattern.includes(' or ')) throw new Unknown();
      at += length;
      return ['matching', pattern];
    }
    for (const [word, type] of WORDS) {
      if (next(word) && ended(at + word.length)) {
        at += word.length;
        return type;
      }
    }
    for (const [word, make] of ONE_OF) if (take(word)) return make(single());
    if (next('attribute set') && ended(at + 13)) {
      at += 13;
      return 'attrs';
    }
    if (take('(')) {
      const inner = several();
      if (!take(')')) throw new Unknown();
      return inner;
    }
    throw new Unknown();
  };

  const several = () => {
    const types = [];
    let nullable = false;
    do {
      if (next('null') && ended(at + 4)) {
        at += 4;
        nullable = true;
      } else types.push(single());
      take(' convertible to it');
    } while (take(' or '));
    if (types.length === 0) throw new Unknown();
    const type = types.length === 1 ? types[0] : ['oneOf', ...types];
    return nullable ? ['nullOr', type] : type;
  };

  try {
    const type = several();
    return at === text.length ? type : 'anything';
  } catch (error) {
    if (error instanceof Unknown) return 'anything';
    throw error;
  }
}

/** A path in its parts; names with dots in them are quoted. */
export function splitPath(path) {
  return [...path.matchAll(/"([^"]*)"|[^.]+/g)].map(([part, quoted]) => {
    if (quoted !== undefined) return quoted;
    if (part === '_name_') return ANY_NAME;
    return part === '_' ? ANY_ENTRY : part;
  });
}

function grow(list) {
  const tree = new Map();
  for (const line of list.split('\n')) {
    if (line === '') continue;
    const [path, type = ''] = line.split('\t');
    let node = { [BELOW]: tree };
    for (const part of splitPath(path)) {
      node[BELOW] ??= new Map();
      if (!node[BELOW].has(part)) node[BELOW].set(part, {});
      node = node[BELOW].get(part);
    }
    node[TYPE] = type;
  }
  return tree;
}

const SETTINGS = new Set(['value', 'anything', 'attrs', 'atom', 'unspecified']);

/** The type with the options below it put where its submodule stands. */
function withBelow(type, below) {
  const [word, ...inner] = Array.isArray(type) ? type : [type];
  const only = (part) => (below.has(part) ? (below.get(part)[BELOW] ?? new Map()) : undefined);
  switch (word) {
    case 'submodule':
      return ['sub', branches(below)];
    case 'attrsOf':
    case 'lazyAttrsOf':
    case 'dagOf': {
      const named = only(ANY_NAME);
      if (named) return [word, withBelow(inner[0], named)];
      return ['sub', branches(below), type];
    }
    case 'listOf':
    case 'nonEmptyListOf': {
      const entries = only(ANY_ENTRY);
      return entries ? [word, withBelow(inner[0], entries)] : type;
    }
    case 'nullOr':
      return [word, withBelow(inner[0], below)];
    case 'oneOf': {
      const holds = (one) => /"(submodule|value)"/.test(JSON.stringify(one));
      const place = inner.findIndex(holds);
      if (place < 0) return type;
      return [word, ...inner.map((one, n) => (n === place ? withBelow(one, below) : one))];
    }
    default: {
      const entries = only(ANY_ENTRY) ? [ANY_ENTRY, 'listOf'] : only(ANY_NAME) ? [ANY_NAME, 'attrsOf'] : null;
      if (entries && below.size === 1) return [entries[1], ['sub', branches(only(entries[0])), 'anything']];
      return SETTINGS.has(word)
        ? ['sub', branches(below), ['attrsOf', word === 'attrs' ? 'anything' : word]]
        : type;
    }
  }
}

function branches(tree) {
  return Object.fromEntries(
    [...tree]
      .filter(([name]) => name !== ANY_NAME && name !== ANY_ENTRY)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, node]) => [name, branch(node)]),
  );
}

function branch(node) {
  const below = node[BELOW];
  if (node[TYPE] === undefined) {
    // An option that the list leaves out, though it has what is inside.
    if (below.size === 1 && below.has(ANY_NAME)) return withBelow(['attrsOf', 'submodule'], below);
    return branches(below);
  }
  const type = parseType(node[TYPE]);
  if (below === undefined) return { [TYPE]: type };
  const full = withBelow(type, below);
  return Array.isArray(full) ? full : { [TYPE]: full };
}

/** The tree of a list, as the text of a file. */
export function makeTree(list) {
  const types = [];
  const numbers = new Map();
  const number = (type) => {
    const key = JSON.stringify(type);
    if (!numbers.has(key)) {
      numbers.set(key, types.length);
      types.push(key);
    }
    return numbers.get(key);
  };
  // Types without options inside are shared.
  const share = (node) => {
    if (Array.isArray(node)) return node.map(share);
    if (node === null || typeof node !== 'object') return node;
    if (Object.hasOwn(node, TYPE)) return number(node[TYPE]);
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, share(value)]));
  };
  const options = share(branches(grow(list)));
  const line = ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`;
  return `{"types":[\n${types.join(',\n')}\n],\n"options":{\n${Object.entries(options).map(line).join(',\n')}\n}}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (file) => readFileSync(new URL(file, root), 'utf8');
  for (const [from, to] of FILES) {
    const text = makeTree(read(from));
    if (!process.argv.includes('--check')) writeFileSync(new URL(to, root), text);
    else if (read(to) !== text) {
      console.error(`${to} is not what ${from} gives: run node scripts/fleet/make-options.mjs`);
      process.exitCode = 1;
    }
  }
}
