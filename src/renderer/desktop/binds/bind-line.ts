import { type Bind, FLAG_LETTERS, inOrder } from '../../../shared/desktop';

/** A bind as hyprlang has it: the keyword, and what stands behind it. */
export interface BindLine {
  readonly keyword: string;
  readonly value: string;
}

type Part = 'modifiers' | 'key' | 'devices' | 'description' | 'action' | 'argument';

/** Parts of a bind's line in their order: modifiers, key, what else there is, and what is done with all its commas. */
function parts(bind: Bind): readonly (readonly [Part, string])[] {
  const { devices, description, action, argument } = bind;
  return [
    ['modifiers', inOrder(bind.modifiers).join(' ')],
    ['key', bind.key],
    ...(devices ? [['devices', devices.join(' ')] as const] : []),
    ...(description === undefined ? [] : [['description', description] as const]),
    ...(bind.flags.includes('mouse')
      ? [['action', `${action} ${argument}`.trim()] as const]
      : [['action', action] as const, ...(argument === '' ? [] : [['argument', argument] as const])]),
  ];
}

function keywordOf(bind: Bind): string {
  const letters = Object.entries(FLAG_LETTERS)
    .filter(([, flag]) => bind.flags.includes(flag))
    .map(([letter]) => letter);
  return `bind${letters.join('')}${bind.description === undefined ? '' : 'd'}`;
}

/** The parts of a written line, the last with all that is left. */
function split(text: string, count: number): string[] {
  const all = text
    .slice(text.indexOf('=') + 1)
    .split(',')
    .map((part) => part.trim());
  return all.length <= count ? all : [...all.slice(0, count - 1), all.slice(count - 1).join(', ')];
}

/** A bind and the text it is written as. */
export interface WrittenBind {
  readonly bind: Bind;
  readonly text: string;
}

/** Each part of a written bind with its text; empty where the two do not fit. */
function writtenParts({ bind, text }: WrittenBind): ReadonlyMap<Part, { value: string; text: string }> {
  const values = parts(bind);
  const texts = split(text, values.length);
  if (texts.length !== values.length) return new Map();
  return new Map(values.map(([part, value], index) => [part, { value, text: texts[index] ?? value }]));
}

/**
 * The line of a bind. `before` is what stood there: what did not change keeps its text, so that a `$mod` stays one. Other
 * modifiers are written as one of the `others` with the same has them.
 */
export function bindLine(bind: Bind, before?: WrittenBind, others: readonly WrittenBind[] = []): BindLine {
  const keyword = keywordOf(bind);
  const kept = before && writtenParts(before);
  const value = parts(bind).map(([part, wanted]) => {
    const old = kept?.get(part);
    if (old?.value === wanted) return old.text;
    if (part !== 'modifiers') return wanted;
    const same = others
      .map((other) => writtenParts(other).get(part))
      .find((other) => other?.value === wanted);
    return same?.text ?? wanted;
  });
  const oldKeyword = before && /^\s*(bind[a-z]*)\s*=/u.exec(before.text)?.[1];
  const sameFlags = before && keywordOf(before.bind) === keyword;
  return { keyword: (sameFlags ? oldKeyword : undefined) ?? keyword, value: value.join(', ') };
}
