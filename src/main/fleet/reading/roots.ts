import type { DeclaredOption } from './options';
import { MADE_ROOT } from './catalogue';

/**
 * The option prefixes whose options are features: `features` where the fleet has it, else every first name
 * under which the fleet's own modules declare at least three options that end in `.enable`.
 */
export function detectRoots(usesMkFeature: boolean, declared: readonly DeclaredOption[]): string[] {
  if (usesMkFeature || declared.some((option) => option.path.startsWith(`${MADE_ROOT}.`))) return [MADE_ROOT];
  const counts = new Map<string, number>();
  for (const { path } of declared) {
    const [root, ...rest] = path.split('.');
    if (root !== undefined && rest.at(-1) === 'enable') counts.set(root, (counts.get(root) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= 3).map(([root]) => root);
}
