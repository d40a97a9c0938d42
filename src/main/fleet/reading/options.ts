import type { Option } from '../../../shared/contract';
import { matchesWhole, optionPath } from '../../../shared/features';
import type { Evaluator } from '../static/evaluate';
import { toJson } from '../static/json';
import { type Attribute, type Value, asCall, ready, unknown } from '../static/value';

/** The part of an option's type that a literal can be checked against. */
export type OptionType =
  | { readonly name: 'enum'; readonly values: readonly unknown[] }
  | { readonly name: 'listOf' | 'nullOr' | 'attrsOf'; readonly element: OptionType }
  /** Whole numbers, both ends included. */
  | { readonly name: 'between'; readonly low: number; readonly high: number }
  /** Strings that a POSIX extended regular expression matches as a whole. */
  | { readonly name: 'strMatching'; readonly pattern: string }
  | { readonly name: 'other'; readonly text: string };

export interface DeclaredOption extends Option {
  readonly parsedType: OptionType;
}

/** All options declared in a set of declarations, e.g. what stands under `options` of a module. */
export function declaredOptions(
  evaluator: Evaluator,
  value: Value,
  prefix: readonly string[],
): DeclaredOption[] {
  if (value.type === 'lambda') {
    return declaredOptions(evaluator, evaluator.call(value, ready(unknown('arguments'))), prefix);
  }
  if (value.type !== 'attrs') return [];
  return [...value.entries].flatMap(([name, attribute]) => {
    const path = [...prefix, name];
    const inner = attribute.thunk.force();
    return inner.type === 'attrs' && asCall(inner) === null
      ? declaredOptions(evaluator, inner, path)
      : declaration(inner, path, attribute);
  });
}

function declaration(value: Value, path: readonly string[], attribute: Attribute): DeclaredOption[] {
  const call = asCall(value);
  if (call === null) return [];
  if (call.name === 'mkEnableOption') {
    const title = toJson(call.argument.force());
    const changed = value.type === 'attrs' ? value.entries.get('default')?.thunk.force() : undefined;
    return [
      option(
        path,
        attribute,
        { name: 'other', text: 'bool' },
        {
          description: typeof title === 'string' ? `Whether to enable ${title}.` : '',
          default: changed ? toJson(changed) : false,
          hasDefault: true,
        },
      ),
    ];
  }
  if (call.name !== 'mkOption') return [];
  const given = call.argument.force();
  if (given.type !== 'attrs') return [];
  const field = (name: string): Value | undefined => given.entries.get(name)?.thunk.force();
  const type = field('type');
  const description = field('description');
  const text = description && toJson(description);
  const initial = field('default');
  const isReadOnly = given.entries.has('readOnly');
  return [
    option(path, attribute, type ? optionType(type) : { name: 'other', text: 'unspecified' }, {
      description: typeof text === 'string' ? text : '',
      default: initial && toJson(initial),
      // What is read-only is given by its own module.
      hasDefault: initial !== undefined || isReadOnly,
    }),
  ];
}

function option(
  path: readonly string[],
  attribute: Attribute,
  parsedType: OptionType,
  rest: { description: string; default?: unknown; hasDefault: boolean },
): DeclaredOption {
  const { origin } = attribute;
  return {
    path: optionPath(path),
    scope: 'nixos',
    type: typeText(parsedType),
    ...(parsedType.name === 'enum' ? { enum: [...parsedType.values] } : {}),
    ...(rest.default === undefined ? {} : { default: rest.default }),
    hasDefault: rest.hasDefault,
    description: rest.description,
    file: origin?.source.file ?? '',
    line: origin ? origin.source.tree.lines.place(origin.start).line : 1,
    parsedType,
  };
}

/** A type expression by the names of `lib.types`; what is not known stays text and is not checked. */
export function optionType(value: Value): OptionType {
  if (value.type === 'unknown') return { name: 'other', text: value.name };
  if (value.type === 'call') {
    const { name } = value;
    const argument = value.argument.force();
    if (name === 'enum') {
      const values = toJson(argument);
      if (Array.isArray(values)) return { name, values };
    }
    if (name === 'listOf' || name === 'nullOr' || name === 'attrsOf') {
      return { name, element: optionType(argument) };
    }
    if (name === 'nonEmptyListOf') return { name: 'listOf', element: optionType(argument) };
    if (name === 'between') {
      const [low, high] = [toJson(argument), value.more?.[0] && toJson(value.more[0].force())];
      if (typeof low === 'number' && typeof high === 'number') return { name, low, high };
    }
    if (name === 'strMatching') {
      const pattern = toJson(argument);
      if (typeof pattern === 'string') return { name, pattern };
    }
    return { name: 'other', text: name };
  }
  return { name: 'other', text: 'unspecified' };
}

/** The type in the words of `lib.types`. */
export function typeText(type: OptionType): string {
  switch (type.name) {
    case 'enum':
      return `one of ${type.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'listOf':
      return `list of ${typeText(type.element)}`;
    case 'nullOr':
      return `null or ${typeText(type.element)}`;
    case 'attrsOf':
      return `attribute set of ${typeText(type.element)}`;
    case 'between':
      return `integer between ${type.low} and ${type.high}`;
    case 'strMatching':
      return `string matching ${type.pattern}`;
    case 'other':
      return type.text;
  }
}

/** Whether a literal fits the type. Types that are not known here accept everything; Nix has the last word. */
export function fitsType(type: OptionType, value: unknown): boolean {
  switch (type.name) {
    case 'enum':
      return type.values.includes(value);
    case 'listOf':
      return Array.isArray(value) && value.every((item) => fitsType(type.element, item));
    case 'nullOr':
      return value === null || fitsType(type.element, value);
    case 'attrsOf':
      return (
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((item) => fitsType(type.element, item))
      );
    case 'between':
      return Number.isInteger(value) && Number(value) >= type.low && Number(value) <= type.high;
    case 'strMatching':
      return typeof value === 'string' && matchesWhole(type.pattern, value);
    case 'other':
      return fitsNamed(type.text, value);
  }
}

function fitsNamed(name: string, value: unknown): boolean {
  switch (name) {
    case 'bool':
      return typeof value === 'boolean';
    case 'str':
    case 'nonEmptyStr':
    case 'singleLineStr':
    case 'lines':
    case 'separatedString':
      return typeof value === 'string';
    case 'int':
      return Number.isInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'port':
    case 'u16':
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535;
    case 'positive':
      return Number.isInteger(value) && Number(value) > 0;
    case 'unsigned':
      return Number.isInteger(value) && Number(value) >= 0;
    default:
      return true;
  }
}
