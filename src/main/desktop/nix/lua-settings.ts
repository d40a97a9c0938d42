import type { ToldPiece, ToldValue } from '../../fleet';
import { entryOf } from './told-values';
import type { VirtualText } from './virtual-text';

type ToldSet = Extract<ToldValue, { kind: 'set' }>;

/**
 * Puts settings into a text as Home Manager writes them in Lua: variables first (`_var`), then curves and the like, then the
 * rest by name; `settings.NAME = v` is `hl.NAME(v)`, a list a call for each of its items, `_args` several arguments. Each
 * option of `config` gets a call of its own, which means the same and has a line to be known by.
 */
export function composeLuaSettings(text: VirtualText, settings: ToldSet): void {
  const entries = settings.entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const variables = entries.filter(([, value]) => entryOf(value, '_var'));
  const calls = entries.filter(([, value]) => !entryOf(value, '_var'));
  const isFirst = ([name]: (typeof entries)[number]): boolean =>
    ['bezier', 'curve', 'name', 'output'].some((prefix) => name.startsWith(prefix));
  for (const [name, value] of variables)
    addLine(text, [`local ${name} = `, luaOf(entryOf(value, '_var')!)], value);
  for (const [name, value] of [...calls.filter(isFirst), ...calls.filter((entry) => !isFirst(entry))]) {
    if (name === 'config') composeConfig(text, value, []);
    else
      for (const item of value.kind === 'list' ? value.items : [value]) composeCall(text, name, item, value);
  }
}

function composeConfig(text: VirtualText, value: ToldValue, path: readonly string[]): void {
  // A gap or a gradient is a table too, and one value.
  const isLeafTable = value.kind === 'set' && value.entries.every(([name]) => LEAF_KEYS.has(name));
  if (value.kind === 'set' && (path.length === 0 || !isLeafTable)) {
    for (const [name, inner] of value.entries) composeConfig(text, inner, [...path, name]);
    return;
  }
  const open = path.map((name) => `{ ${keyOf(name)} = `).join('');
  const close = ' }'.repeat(path.length);
  addLine(text, [`hl.config(${open}`, luaOf(value), `${close})`], value);
}

const LEAF_KEYS: ReadonlySet<string> = new Set([
  'top',
  'right',
  'bottom',
  'left',
  'colors',
  'angle',
  'x',
  'y',
]);

function composeCall(text: VirtualText, name: string, item: ToldValue, around: ToldValue): void {
  const args = entryOf(item, '_args');
  const given = args?.kind === 'list' ? args.items : [item];
  const parts = given.flatMap((arg, index) => (index === 0 ? [luaOf(arg)] : [', ', luaOf(arg)]));
  addLine(text, [`hl.${name}(`, ...parts, ')'], item.at ? item : around);
}

function addLine(
  text: VirtualText,
  parts: readonly (string | readonly ToldPiece[])[],
  value: ToldValue,
): void {
  const [before, ...rest] = parts;
  const pieces = rest.flatMap((part) => (typeof part === 'string' ? [made(part)] : part));
  text.add(typeof before === 'string' ? before : '', pieces, {
    at: value.at,
    literal: null,
    kind: 'setting',
    list: null,
    when: value.when ?? [],
    through: null,
  });
}

/** A value as Lua. */
function luaOf(value: ToldValue): readonly ToldPiece[] {
  switch (value.kind) {
    case 'plain':
      return [made(value.value === null ? 'nil' : String(value.value))];
    case 'path':
      return [made(JSON.stringify(value.path))];
    case 'text':
      return quoted(value.pieces);
    case 'call': {
      const [code] = value.args;
      return value.name === 'mkLuaInline' && code?.kind === 'text' ? code.pieces : hole(`${value.name} …`);
    }
    case 'computed':
      return [made('"'), { kind: 'hole', source: value.text, option: value.option }, made('"')];
    case 'list':
      return [made('{ '), ...value.items.flatMap((item) => [...luaOf(item), made(', ')]), made('}')];
    case 'set': {
      const inline = entryOf(value, '_type') && entryOf(value, 'expr');
      if (inline?.kind === 'text') return inline.pieces;
      const fields = value.entries.flatMap(([name, inner]) => [
        made(`${keyOf(name)} = `),
        ...luaOf(inner),
        made(', '),
      ]);
      return [made('{ '), ...fields, made('}')];
    }
  }
}

function hole(source: string): ToldPiece[] {
  return [made('"'), { kind: 'hole', source, option: null }, made('"')];
}

function quoted(pieces: readonly ToldPiece[]): ToldPiece[] {
  const inner = pieces.map((piece): ToldPiece =>
    piece.kind === 'text' ? made(JSON.stringify(piece.text).slice(1, -1)) : piece,
  );
  return [made('"'), ...inner, made('"')];
}

function keyOf(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `[${JSON.stringify(name)}]`;
}

function made(text: string): ToldPiece {
  return { kind: 'text', text, file: null, runs: [] };
}
