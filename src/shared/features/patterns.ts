/**
 * Whether a POSIX extended regular expression, as `types.strMatching` takes it, matches all of a text. One that means
 * something else here, or nothing, matches everything: Nix has the last word.
 */
export function matchesWhole(pattern: string, text: string): boolean {
  if (/\[[:.=]/.test(pattern)) return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    return true;
  }
}
