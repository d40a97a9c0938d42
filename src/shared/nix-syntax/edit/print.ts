import { AppError } from '../../contract/errors';
import { IDENTIFIER_PART, IDENTIFIER_START, isOf } from '../characters';
import type { JsonValue } from '../read/literal';
import { KEYWORDS, OR } from '../tokens';

/** `text` as a Nix string in double quotes. */
export function nixString(text: string): string {
  let out = '"';
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    switch (character) {
      case '"':
      case '\\':
        out += `\\${character}`;
        break;
      case '\n':
        out += '\\n';
        break;
      case '\r':
        out += '\\r';
        break;
      case '\t':
        out += '\\t';
        break;
      case '$':
        out += text.charAt(i + 1) === '{' ? '\\$' : '$';
        break;
      default:
        out += character;
    }
  }
  return `${out}"`;
}

/** The name of an attribute as it must be written: quoted unless it is an identifier and not reserved. */
export function nixName(name: string): string {
  const keyword = KEYWORDS.get(name);
  if (keyword !== undefined && keyword !== OR) return nixString(name);
  if (name === '' || !isOf(name.charCodeAt(0), IDENTIFIER_START)) return nixString(name);
  for (let i = 1; i < name.length; i++) {
    if (!isOf(name.charCodeAt(i), IDENTIFIER_PART)) return nixString(name);
  }
  return name;
}

/** A dotted attribute path. */
export function nixPath(path: readonly string[]): string {
  return path.map(nixName).join('.');
}

/** A JSON value as a Nix literal on one line. Throws `wrong-type` for numbers Nix cannot hold. */
export function nixValue(value: JsonValue): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'string':
      return nixString(value);
    case 'number':
      return nixNumber(value);
    default:
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => {
      const text = nixValue(item);
      return text.startsWith('-') ? `(${text})` : text;
    });
    return items.length === 0 ? '[ ]' : `[ ${items.join(' ')} ]`;
  }
  const attributes = Object.entries(value).map(([name, inner]) => `${nixName(name)} = ${nixValue(inner)};`);
  return attributes.length === 0 ? '{ }' : `{ ${attributes.join(' ')} }`;
}

function nixNumber(value: number): string {
  if (!Number.isFinite(value)) throw new AppError('wrong-type', `Nix has no number ${value}.`);
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) return BigInt(value).toString();
  const text = String(value);
  const exponent = text.indexOf('e');
  if (exponent < 0 || text.includes('.')) return text;
  // Nix wants a point in every number with an exponent.
  return `${text.slice(0, exponent)}.0${text.slice(exponent)}`;
}
