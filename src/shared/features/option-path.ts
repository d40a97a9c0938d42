/** One name of an option path: bare, or in quotes with `\\"` and `\\\\` escaped. */
const NAME = /"((?:[^"\\]|\\.)*)"|([^."]+)/g;

/**
 * Names joined to a path as Nix writes it. Only a name that would be read as something else is quoted:
 * `features."docker.io".enable`.
 */
export function optionPath(names: readonly string[]): string {
  return names
    .map((name) => (/[."]/.test(name) || name === '' ? `"${name.replace(/["\\]/g, '\\$&')}"` : name))
    .join('.');
}

/** The names of a path that {@link optionPath} made, or that a person typed. */
export function optionNames(path: string): string[] {
  return [...path.matchAll(NAME)].map(([, quoted, bare = '']) => quoted?.replace(/\\(.)/g, '$1') ?? bare);
}
