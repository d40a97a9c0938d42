import type { OptionEditor } from '../../shared/contract';
import { matchesWhole } from '../../shared/features';
import { type JsonValue, nixValue } from '../../shared/nix-syntax';

/** What a person typed, as Nix text, or what is wrong with it in a sentence. */
export type Typed =
  { readonly ok: true; readonly nix: string } | { readonly ok: false; readonly problem: string };

const taken = (value: JsonValue): Typed => ({ ok: true, nix: nixValue(value) });
const wrong = (problem: string): Typed => ({ ok: false, problem });

function isJson(value: unknown): value is JsonValue {
  return (
    value === null ||
    typeof value !== 'object' ||
    (Array.isArray(value) ? value.every(isJson) : Object.values(value).every(isJson))
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The bounds of a number in words: "between 1 and 10", "at least 1". */
export function boundsWords({ min, max }: OptionEditor): string {
  if (min !== undefined && max !== undefined) return `between ${min} and ${max}`;
  if (min !== undefined) return `at least ${min}`;
  return max === undefined ? '' : `at most ${max}`;
}

/** What a field of an option takes, said beside it. */
export function editorWords(editor: OptionEditor): string {
  const none = editor.nullable ? ', or nothing for null' : '';
  switch (editor.kind) {
    case 'bool':
      return 'on or off';
    case 'enum':
      return `one of ${(editor.values ?? []).map(shown).join(', ')}${none}`;
    case 'int':
    case 'float': {
      const bounds = boundsWords(editor);
      return `${editor.kind === 'int' ? 'a whole number' : 'a number'}${bounds === '' ? '' : ` ${bounds}`}${none}`;
    }
    case 'string':
      return `${editor.lines ? 'text, of several lines too' : 'text'}${editor.pattern === undefined ? '' : ` that matches ${editor.pattern}`}${none}`;
    case 'strings':
      return `one text a line${editor.values ? `, each one of ${editor.values.map(shown).join(', ')}` : ''}${none}`;
    case 'other':
      return 'changed in its file';
  }
}

function ofNumber(text: string, editor: OptionEditor): Typed {
  const isWhole = editor.kind === 'int';
  if (isWhole && !/^[+-]?\d+$/.test(text)) return wrong(`“${text}” is no whole number.`);
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return wrong(`“${text}” is no number.`);
  if (isWhole && !Number.isSafeInteger(value)) return wrong(`${text} is too large to be written exactly.`);
  const { min = -Infinity, max = Infinity } = editor;
  if (value < min || value > max)
    return wrong(`${text} is out of bounds: it has to be ${boundsWords(editor)}.`);
  return taken(value);
}

/** What keeps a text from being a value, or null. A pattern that only Nix understands is left to Nix. */
function textProblem(text: string, { pattern, values }: OptionEditor): string | null {
  if (values && !values.includes(text)) return `“${text}” is none of ${values.map(shown).join(', ')}.`;
  return pattern === undefined || matchesWhole(pattern, text) ? null : `“${text}” does not match ${pattern}.`;
}

/** Reads what was typed for an option. */
export function readTyped(text: string, editor: OptionEditor): Typed {
  const trimmed = text.trim();
  if (editor.nullable && trimmed === '') return taken(null);
  switch (editor.kind) {
    case 'bool':
      if (trimmed === 'true' || trimmed === 'false') return taken(trimmed === 'true');
      return wrong('Choose on or off.');
    case 'enum': {
      const value = editor.values?.find((one) => shown(one) === text);
      return value === undefined || !isJson(value) ? wrong('Choose one of the values.') : taken(value);
    }
    case 'int':
    case 'float':
      return ofNumber(trimmed, editor);
    case 'string': {
      if (!editor.lines && text.includes('\n')) return wrong('It has to be one line.');
      if (editor.filled && trimmed === '') return wrong('It cannot be empty.');
      const problem = textProblem(text, editor);
      return problem === null ? taken(text) : wrong(problem);
    }
    case 'strings': {
      const items = text
        .split('\n')
        .map((item) => item.trim())
        .filter((item) => item !== '');
      const problem = items.map((item) => textProblem(item, editor)).find((one) => one !== null);
      return problem === undefined ? taken(items) : wrong(problem);
    }
    case 'other':
      return wrong('It is changed in its file.');
  }
}

/** A value as it stands in a field before it is changed. */
export function typedOf(value: unknown, editor: OptionEditor): string {
  if (value === null || value === undefined) return '';
  if (editor.kind === 'strings' && Array.isArray(value)) return value.map(shown).join('\n');
  return shown(value);
}

/** A value for reading in a narrow cell: on and off, text without quotes, lists by commas. */
export function cellWords(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') return value === '' ? '""' : value;
  if (Array.isArray(value)) return value.length === 0 ? '[ ]' : value.map(cellWords).join(', ');
  return JSON.stringify(value);
}
