/** Longer texts are cut before they are matched; classes and titles are far shorter. */
const LONGEST_SUBJECT = 256;

/**
 * Hyprland matches with RE2, which takes time linear in the text; JavaScript does not. A repeated group that itself
 * repeats or branches is what makes it slow, so such patterns are not run.
 */
const MAY_BLOW_UP = /\((?:[^()\\]|\\.)*(?:[*+}]|\|)(?:[^()\\]|\\.)*\)\s*[*+{]/;

const compiled = new Map<string, RegExp | undefined>();

function compile(pattern: string): RegExp | undefined {
  if (compiled.has(pattern)) return compiled.get(pattern);
  let made: RegExp | undefined;
  const flags = /^\(\?([is]+)\)/.exec(pattern);
  const body = flags ? pattern.slice(flags[0].length) : pattern;
  if (pattern.length <= 2000 && !MAY_BLOW_UP.test(body)) {
    try {
      made = new RegExp(`^(?:${body})$`, `u${flags?.[1] ?? ''}`);
    } catch {
      made = undefined;
    }
  }
  if (compiled.size > 1000) compiled.clear();
  compiled.set(pattern, made);
  return made;
}

/** Whether a pattern of a rule can be run here; see `matchesPattern`. */
export const canMatch = (pattern: string): boolean =>
  compile(pattern.replace(/^negative:/, '')) !== undefined;

/** Whether a rule's regular expression matches the whole text; `negative:` turns it round. One that cannot be run matches nothing. */
export function matchesPattern(pattern: string, text: string): boolean {
  const negative = pattern.startsWith('negative:');
  const regex = compile(negative ? pattern.slice('negative:'.length) : pattern);
  if (regex === undefined) return false;
  return regex.test(text.slice(0, LONGEST_SUBJECT)) !== negative;
}
