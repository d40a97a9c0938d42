import type { OptionEditor } from '../../shared/contract';
import type { OptionType } from './reading/options';

/** How values of a type are edited. Types that are not known here are changed in their file. */
export function editorOf(type: OptionType): OptionEditor {
  if (type.name === 'nullOr') return { ...editorOf(type.element), nullable: true };
  return { nullable: false, ...plainEditor(type) };
}

function plainEditor(type: Exclude<OptionType, { name: 'nullOr' }>): Omit<OptionEditor, 'nullable'> {
  switch (type.name) {
    case 'enum':
      return { kind: 'enum', values: [...type.values] };
    case 'between':
      return { kind: 'int', min: type.low, max: type.high };
    case 'strMatching':
      return { kind: 'string', pattern: type.pattern };
    case 'listOf': {
      const { kind, values, pattern, nullable } = editorOf(type.element);
      if (nullable || (kind !== 'string' && !isTextEnum(kind, values))) return { kind: 'other' };
      return {
        kind: 'strings',
        ...(values ? { values } : {}),
        ...(pattern === undefined ? {} : { pattern }),
      };
    }
    case 'attrsOf':
    case 'nullOr':
      return { kind: 'other' };
    case 'other':
      return namedEditor(type.text);
  }
}

function isTextEnum(kind: OptionEditor['kind'], values: readonly unknown[] | undefined): boolean {
  return kind === 'enum' && values?.every((value) => typeof value === 'string') === true;
}

/** By the names of `lib.types`. */
function namedEditor(name: string): Omit<OptionEditor, 'nullable'> {
  switch (name) {
    case 'bool':
      return { kind: 'bool' };
    case 'str':
    case 'singleLineStr':
    case 'path':
      return { kind: 'string' };
    case 'nonEmptyStr':
      return { kind: 'string', filled: true };
    case 'lines':
    case 'separatedString':
      return { kind: 'string', lines: true };
    case 'int':
      return { kind: 'int' };
    case 'port':
    case 'u16':
      return { kind: 'int', min: 0, max: 65_535 };
    case 'u8':
      return { kind: 'int', min: 0, max: 255 };
    case 'u32':
      return { kind: 'int', min: 0, max: 4_294_967_295 };
    case 'positive':
      return { kind: 'int', min: 1 };
    case 'unsigned':
      return { kind: 'int', min: 0 };
    case 'float':
    case 'number':
      return { kind: 'float' };
    default:
      return { kind: 'other' };
  }
}
