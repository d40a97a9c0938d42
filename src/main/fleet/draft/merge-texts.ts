import { merge } from 'node-diff3';

/**
 * `theirs` with what turns `base` into `ours`, by lines; null where both changed the same lines or lines beside
 * each other in different ways. Texts that are not there (null) count as a whole.
 */
function mergeTexts(
  base: string | null,
  ours: string | null,
  theirs: string | null,
): { readonly text: string | null } | null {
  if (theirs === base || theirs === ours) return { text: ours };
  if (ours === base) return { text: theirs };
  if (base === null || ours === null || theirs === null) return null;
  const { conflict, result } = merge(lines(ours), lines(base), lines(theirs), {
    excludeFalseConflicts: true,
  });
  return conflict ? null : { text: result.join('\n') };
}

/** Whether `text` holds what turns `base` into `ours` already. */
export function holdsChange(base: string | null, ours: string | null, text: string | null): boolean {
  if (base === ours) return false;
  const merged = mergeTexts(base, ours, text);
  return merged !== null && merged.text === text;
}

function lines(text: string): string[] {
  return text.split('\n');
}
