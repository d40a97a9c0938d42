/** A value as JSON has it, over several lines where it is a list or a set. */
export function valueWords(value: unknown): string {
  return JSON.stringify(value, null, typeof value === 'object' ? 1 : undefined) ?? 'not known';
}
