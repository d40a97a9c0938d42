import type { Assignment } from '../contract';
import { priorityNumber } from '../nix-syntax';

/**
 * What becomes of a definition. `decides`: alone of the strongest priority; `joins`: one of several that are put
 * together, as lists and sets are; `agrees`: says the same as the one that decides; `clashes`: of the same priority as
 * another, with a different value that cannot be put together, which Nix refuses; `loses`: a stronger one is there.
 */
export type Outcome =
  | { readonly kind: 'decides' | 'joins' | 'agrees' }
  | { readonly kind: 'clashes' | 'loses'; readonly to: Assignment };

/** A definition with what becomes of it and why, in words. */
export interface Judged {
  readonly definition: Assignment;
  readonly outcome: Outcome;
  readonly why: string;
}

/** `mkForce`, `plain`, `mkDefault`, or the number given to mkOverride. */
export function priorityWords(priority: Assignment['priority']): string {
  switch (priority) {
    case 'force':
      return 'mkForce';
    case 'plain':
      return 'plain';
    case 'default':
      return 'mkDefault';
    default:
      return `mkOverride ${priority}`;
  }
}

/**
 * What becomes of each definition of one option, in their order: the strongest priority decides (mkForce 50, plain
 * 100, mkDefault 1000, as in nixpkgs' lib/modules.nix). Conditions are not evaluated here; a definition under one
 * counts only where it holds, which the words say.
 */
export function judgeDefinitions(definitions: readonly Assignment[]): Judged[] {
  const strongest = definitions.reduce(
    (least, one) => Math.min(least, priorityNumber(one.priority)),
    Infinity,
  );
  const strong = definitions.filter((one) => priorityNumber(one.priority) === strongest);
  return definitions.map((definition) => {
    const outcome = outcomeOf(definition, strong);
    return { definition, outcome, why: whyOf(definition, outcome, definitions, strong) };
  });
}

function outcomeOf(definition: Assignment, strong: readonly Assignment[]): Outcome {
  const [first] = strong;
  if (!strong.includes(definition)) return first ? { kind: 'loses', to: first } : { kind: 'decides' };
  const others = strong.filter((one) => one !== definition);
  const [other] = others;
  if (!other) return { kind: 'decides' };
  if (strong.every(canJoin)) return { kind: 'joins' };
  const different = others.find((one) => !one.condition && !one.computed && !isSame(one, definition));
  if (different && !definition.condition && !definition.computed) return { kind: 'clashes', to: different };
  return definition === first || definition.condition !== undefined || definition.computed
    ? { kind: 'decides' }
    : { kind: 'agrees' };
}

/** Lists and sets are put together; of computed ones that can only be told by how they are written. */
function canJoin({ value, computed, text }: Assignment): boolean {
  if (!computed) return typeof value === 'object' && value !== null;
  return /^[[{]|\+\+|^with\b/.test(text.trim());
}

function isSame(a: Assignment, b: Assignment): boolean {
  return JSON.stringify(a.value) === JSON.stringify(b.value);
}

function placeOf({ file, line }: Assignment): string {
  return `${file}:${line}`;
}

function whyOf(
  definition: Assignment,
  outcome: Outcome,
  all: readonly Assignment[],
  strong: readonly Assignment[],
): string {
  const only = definition.condition === undefined ? '' : ', where its condition holds';
  switch (outcome.kind) {
    case 'loses':
      return `${priorityWords(definition.priority)} loses to ${priorityWords(outcome.to.priority)} at ${placeOf(outcome.to)}${
        outcome.to.condition === undefined ? '' : ', where that one’s condition holds'
      }`;
    case 'clashes':
      return `Same priority as ${placeOf(outcome.to)} with another value: Nix refuses both`;
    case 'joins':
      return `Put together with ${strong.length === 2 ? 'the other' : `${strong.length - 1} others`} of its priority${only}`;
    case 'agrees':
      return `Says the same as ${placeOf(strong.find((one) => one !== definition) ?? definition)}`;
    case 'decides':
      if (all.length === 1) return `The only definition${only}`;
      if (strong.length > 1) return `Of the strongest priority, ${priorityWords(definition.priority)}${only}`;
      return `${priorityWords(definition.priority)} beats ${beaten(all, strong)}${only}`;
  }
}

function beaten(all: readonly Assignment[], strong: readonly Assignment[]): string {
  const weaker = all.filter((one) => !strong.includes(one));
  const names = [...new Set(weaker.map((one) => priorityWords(one.priority)))];
  return names.join(' and ');
}
