/** `text` as a Nix string literal: quotes, backslashes, line ends and interpolation are escaped. */
export function nixString(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('${', '\\${')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
