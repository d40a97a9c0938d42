import { type Bind, FLAG_LETTERS, inOrder } from '../../../shared/desktop';

/** A bind as hyprlang has it: the keyword, and what stands behind it. */
export interface BindLine {
  readonly keyword: string;
  readonly value: string;
}

/** Parts of a bind's line in their order: modifiers, key, what else there is, and what is done with all its commas. */
function parts(bind: Bind): readonly string[] {
  const done = bind.flags.includes('mouse')
    ? [`${bind.action} ${bind.argument}`.trim()]
    : [bind.action, ...(bind.argument === '' ? [] : [bind.argument])];
  return [
    inOrder(bind.modifiers).join(' '),
    bind.key,
    ...(bind.devices ? [bind.devices.join(' ')] : []),
    ...(bind.description === undefined ? [] : [bind.description]),
    ...done,
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

/**
 * The line of a bind. `before` is what stood there: what did not change keeps its text, so that a `$mod` stays one.
 */
export function bindLine(bind: Bind, before?: { readonly bind: Bind; readonly text: string }): BindLine {
  const wanted = parts(bind);
  const keyword = keywordOf(bind);
  const old = before && parts(before.bind);
  const written = before && old && split(before.text, old.length);
  const kept =
    old && written && old.length === wanted.length && written.length === old.length
      ? wanted.map((part, index) => (part === old[index] ? (written[index] ?? part) : part))
      : wanted;
  const oldKeyword = before && /^\s*(bind[a-z]*)\s*=/u.exec(before.text)?.[1];
  const sameFlags = before && keywordOf(before.bind) === keyword;
  return { keyword: (sameFlags ? oldKeyword : undefined) ?? keyword, value: kept.join(', ') };
}
