import { optionNames } from './option-path';

/** `features.virtualization.podman.enable` → `features.virtualization.podman`. */
export function withoutEnable(path: string): string {
  return path.endsWith('.enable') ? path.slice(0, -'.enable'.length) : path;
}

/** The path as people say it: below the feature root, without `.enable`. */
export function shortPath(path: string, featureRoots: readonly string[]): string {
  const plain = withoutEnable(path);
  const root = featureRoots.find((candidate) => plain.startsWith(`${candidate}.`));
  return root === undefined ? plain : plain.slice(root.length + 1);
}

/** The last part, as a chip shows it. */
export function leafName(path: string): string {
  const plain = withoutEnable(path);
  return plain.endsWith('"') ? (optionNames(plain).at(-1) ?? plain) : plain.slice(plain.lastIndexOf('.') + 1);
}

/**
 * The whole path of what a person typed: `virtualization.podman` and `features.virtualization.podman`
 * mean the same when `features` is a feature root.
 */
export function wholePath(path: string, featureRoots: readonly string[]): string {
  const inside = featureRoots.some((root) => path === root || path.startsWith(`${root}.`));
  const root = featureRoots[0];
  return inside || root === undefined ? path : `${root}.${path}`;
}
