/** The parts between commas, without blanks around them. With `most`, the last holds whatever is left. */
export function fields(text: string, most: number = Number.POSITIVE_INFINITY): string[] {
  const parts: string[] = [];
  let from = 0;
  while (parts.length + 1 < most) {
    const comma = text.indexOf(',', from);
    if (comma === -1) break;
    parts.push(text.slice(from, comma).trim());
    from = comma + 1;
  }
  parts.push(text.slice(from).trim());
  return parts;
}

/** As `fields`, where `\,` is a comma that belongs to its part. */
export const escapedFields = (text: string): string[] =>
  fields(text.replaceAll('\\,', COMMA)).map((part) => part.replaceAll(COMMA, ','));

/** Stands for an escaped comma meanwhile: a private character. */
const COMMA = '\uE0F6';
