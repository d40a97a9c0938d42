import { parseNumber, type Sourced } from '../../model';
import { newEffectName, newLayerEffectName, type DesktopBuilder } from '../../reading';
import type { Statement } from '../statements';
import { fields } from './fields';
import { expressionOf } from './old-lengths';

/** What `windowrulev2` could ask for, and what it is called since 0.53. */
const ASKED: Readonly<Record<string, string>> = {
  class: 'class',
  title: 'title',
  initialClass: 'initial_class',
  initialTitle: 'initial_title',
  initialclass: 'initial_class',
  initialtitle: 'initial_title',
  tag: 'tag',
  xwayland: 'xwayland',
  floating: 'float',
  fullscreen: 'fullscreen',
  pinned: 'pin',
  focus: 'focus',
  group: 'group',
  modal: 'modal',
  workspace: 'workspace',
  onworkspace: 'workspace',
  content: 'content',
  xdgTag: 'xdg_tag',
};

interface Effect {
  readonly name: string;
  readonly value: string;
}

/**
 * The forms before 0.53: `windowrule = float, ^(kitty)$`, `windowrulev2 = float, class:^(kitty)$, title:^(x)$`, and
 * several effects in front of what is asked for. Each effect becomes a rule of its own, as it was one.
 */
export function readOldWindowRule(builder: DesktopBuilder, { key, value, at: from }: Statement): void {
  const line = `${key} = ${value}`;
  const bad = (because: string, why: 'invalid' | 'unknown' | 'other-version' = 'invalid'): void =>
    builder.miss(line, why, from, because);
  const parts = fields(value);
  const first = parts.findIndex((part, nth) => nth > 0 && isAsked(part));
  // The oldest form has no names: what follows the effect is a class, commas and all.
  const asked = first === -1 ? [`class:${parts.slice(1).join(',')}`] : rejoined(parts.slice(first));
  const wanted = first === -1 ? parts.slice(0, 1) : parts.slice(0, first);
  if (first === -1 && parts.length < 2) return bad('A rule says for which windows it is.');
  const match: Record<string, string> = {};
  for (const part of asked) {
    const colon = part.indexOf(':');
    const name = part.slice(0, colon).trim();
    const text = part.slice(colon + 1).trim();
    if (name === 'fullscreenstate') {
      const [internal = '*', client = '*'] = text.split(/\s+/);
      if (internal !== '*') match['fullscreen_state_internal'] = internal;
      if (client !== '*') match['fullscreen_state_client'] = client;
    } else match[ASKED[name]!] = text;
  }
  for (const effect of wanted) {
    if (effect.startsWith('unset')) {
      unset(builder, match);
      continue;
    }
    if (effect.startsWith('plugin:')) {
      builder.plugin(effect.split(':')[1] ?? '', effect, { text: value, from });
      continue;
    }
    const read = effectOf(effect);
    if (read === undefined) bad(`Rules have no effect “${effect}”.`, 'unknown');
    else if (read === 'gone') bad(`The effect “${effect}” is of older versions.`, 'other-version');
    else builder.windowRule({ match, effects: effectsOf(read, from), enabled: true, from });
  }
}

const effectsOf = (
  { name, value }: Effect,
  from: Sourced<string>['from'],
): Record<string, Sourced<string>> => ({
  [name]: { value, ...(from && { from }) },
});

function isAsked(part: string): boolean {
  const name = /^([A-Za-z]+):/.exec(part)?.[1];
  return name !== undefined && (Object.hasOwn(ASKED, name) || name === 'fullscreenstate');
}

/** Regular expressions may have commas: what names nothing belongs to the part before it. */
function rejoined(parts: readonly string[]): string[] {
  const whole: string[] = [];
  for (const part of parts) {
    if (isAsked(part)) whole.push(part);
    else if (part !== '') whole.push(`${whole.pop() ?? ''},${part}`);
  }
  return whole;
}

/** Takes away the rules above that ask for the same. */
function unset(builder: DesktopBuilder, match: Readonly<Record<string, string>>): void {
  const kept = builder.windowRules.filter((rule) =>
    Object.entries(match).some(([name, text]) => rule.match[name] !== text),
  );
  builder.windowRules.splice(0, builder.windowRules.length, ...kept);
}

const GONE: ReadonlySet<string> = new Set(['windowdance', 'forceinput', 'fakefullscreen', 'noxdgdrags']);

/** An effect in its new name, with its value as the new form has it. */
function effectOf(text: string): Effect | 'gone' | undefined {
  const [word = '', ...rest] = text.split(/\s+/);
  if (word === 'prop') return effectOf(rest.join(' '));
  const value = rest.join(' ');
  switch (word.toLowerCase()) {
    case 'noborder':
      return { name: 'border_size', value: '0' };
    case 'norounding':
      return { name: 'rounding', value: '0' };
    case 'size':
    case 'minsize':
    case 'maxsize':
      return { name: newEffectName(word)!, value: expressionOf(value, 'size') };
    case 'move':
      return { name: 'move', value: expressionOf(value, 'move') };
    case 'center':
      return { name: 'center', value: 'on' };
    default: {
      const name = newEffectName(word);
      if (name === undefined) return GONE.has(word.toLowerCase()) ? 'gone' : undefined;
      return { name, value: value === '' ? 'on' : value };
    }
  }
}

/** `layerrule = EFFECT, NAMESPACE`, the form before 0.53. */
export function readOldLayerRule(builder: DesktopBuilder, { key, value, at: from }: Statement): void {
  const [effect = '', namespace = ''] = fields(value, 2);
  const line = `${key} = ${value}`;
  if (effect === '' || namespace === '')
    return builder.miss(line, 'invalid', from, 'A rule for layers takes an effect and a namespace.');
  if (effect === 'unset') {
    const kept = builder.layerRules.filter((rule) => rule.match['namespace'] !== namespace);
    builder.layerRules.splice(0, builder.layerRules.length, ...kept);
    return;
  }
  const [word = '', ...rest] = effect.split(/\s+/);
  const ignoresZero = word === 'ignorezero';
  const name = ignoresZero ? 'ignore_alpha' : newLayerEffectName(word);
  if (name === undefined)
    return builder.miss(line, 'unknown', from, `Rules for layers have no effect “${word}”.`);
  const text = ignoresZero ? '0' : rest.join(' ');
  // `ignorealpha` without a number meant everything that is not quite transparent.
  const shown = text === '' ? (name === 'ignore_alpha' ? '0' : 'on') : text;
  if (name === 'ignore_alpha' && parseNumber(shown) === undefined)
    return builder.miss(line, 'invalid', from, 'ignorealpha takes a number.');
  builder.layerRule({
    // `address:0x…` named one surface that was open at the time.
    match: { namespace },
    effects: { [name]: { value: shown, from } },
    enabled: true,
    from,
  });
}
