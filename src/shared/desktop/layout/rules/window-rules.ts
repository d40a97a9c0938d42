import { parseFlag, parseNumber, parsePair, type WindowRule } from '../../model';
import { LARGEST_LENGTH, within } from '../error';
import { findWorkspace } from '../find';
import type { Desk, Effects, Win } from '../state';
import { matchesPattern } from './pattern';
import { selectsWorkspace } from './selector';

function asksFor(desk: Desk, win: Win, what: string, text: string): boolean {
  const flag = (is: boolean): boolean => parseFlag(text) === is;
  switch (what) {
    case 'class':
      return matchesPattern(text, win.class);
    case 'title':
      return matchesPattern(text, win.title);
    case 'initial_class':
      return matchesPattern(text, win.initialClass);
    case 'initial_title':
      return matchesPattern(text, win.initialTitle);
    case 'tag':
      return text.startsWith('negative:') ? !hasTag(win, text.slice('negative:'.length)) : hasTag(win, text);
    case 'float':
      return flag(win.floating);
    case 'pin':
      return flag(win.pinned);
    case 'group':
      return flag(win.group !== undefined);
    case 'focus':
      return flag(desk.focused === win.id);
    case 'xwayland':
      return flag(win.xwayland);
    case 'fullscreen':
      return flag(win.fullscreen !== 0);
    case 'modal':
      return flag(false);
    case 'fullscreen_state_internal':
    case 'fullscreen_state_client':
      return parseNumber(text) === win.fullscreen;
    case 'workspace': {
      const workspace = findWorkspace(desk, win.workspace);
      return workspace !== undefined && selectsWorkspace(desk, workspace, text);
    }
    default:
      // `content`, `xdg_tag`: what only a running program says of itself.
      return false;
  }
}

const hasTag = (win: Win, tag: string): boolean => win.tags.some((own) => own.replace(/\*$/, '') === tag);

/** Whether a window rule holds for a window now. A rule that asks for nothing holds for none. */
export function ruleHolds(desk: Desk, win: Win, rule: WindowRule): boolean {
  const asked = Object.entries(rule.match);
  return rule.enabled && asked.length > 0 && asked.every(([what, text]) => asksFor(desk, win, what, text));
}

function tagsAfter(tags: readonly string[], change: string): readonly string[] {
  const text = change.trim();
  if (text.startsWith('-')) return tags.filter((tag) => tag !== text.slice(1));
  const name = text.replace(/^\+/, '');
  return tags.includes(name) ? tags : [...tags, name];
}

/** Effects of all rules that hold for a window, later ones over earlier; tags set on the way count for the rules after. */
export function effectsOf(desk: Desk, win: Win): Record<string, string> {
  const all: Record<string, string> = {};
  for (const rule of desk.model.windowRules) {
    if (!ruleHolds(desk, win, rule)) continue;
    for (const [name, effect] of Object.entries(rule.effects)) {
      if (name === 'tag') win.tags = tagsAfter(win.tags, effect.value);
      else all[name] = effect.value;
    }
  }
  return all;
}

const same = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};

/** Looks again at the rules for a window, and keeps what the layout needs of them. */
export function refreshEffects(desk: Desk, win: Win): void {
  if (desk.model.windowRules.length === 0) return;
  const all = effectsOf(desk, win);
  if (same(all, win.effects.all)) return;
  const border = all.border_size === undefined ? undefined : parseNumber(all.border_size);
  const decorate = all.decorate === undefined ? undefined : parseFlag(all.decorate);
  const least = all.min_size === undefined ? undefined : parsePair(all.min_size);
  const most = all.max_size === undefined ? undefined : parsePair(all.max_size);
  win.effects = {
    all,
    ...(border !== undefined && border >= 0 && { borderSize: within(border, 0, LARGEST_LENGTH, 'A border') }),
    ...(decorate !== undefined && { decorate }),
    ...(least && { minSize: least }),
    ...(most && { maxSize: most }),
  } satisfies Effects;
}
