import {
  canMatch,
  createDesk,
  type DesktopModel,
  effectsOf,
  LayoutError,
  openWindow,
  ruleHolds,
  type Screen,
  type ShownWindow,
  type Win,
  windowsOf,
  type WindowRule,
} from '../../../shared/desktop';

/** A window that rules are tried on. */
export interface TriedWindow {
  readonly class: string;
  readonly title: string;
  readonly floating: boolean;
  readonly xwayland: boolean;
  readonly fullscreen: boolean;
  readonly pinned: boolean;
}

/** A rule that holds for it, with its number among all rules, from 1. */
export interface HoldingRule {
  readonly number: number;
  readonly rule: WindowRule;
}

/** An effect that remains, and the number of the rule it comes from. */
export interface Remaining {
  readonly name: string;
  readonly value: string;
  readonly number: number;
}

/** What rules make of a window, or why nothing can be said. */
export type Judgement =
  | {
      readonly ok: true;
      readonly holding: readonly HoldingRule[];
      readonly remaining: readonly Remaining[];
      readonly tags: readonly string[];
      /** Rules whose patterns cannot be run here. */
      readonly unsure: readonly HoldingRule[];
      /** Where it opens on an empty desk. */
      readonly opened: ShownWindow;
    }
  | { readonly ok: false; readonly because: string };

const ID = 'tried';

const isRegex = (what: string): boolean => /^(?:initial_)?(?:class|title)$/u.test(what);

/** Which rules hold for a window as it opens, in their order, and what they come to. */
export function judge(model: DesktopModel, screens: readonly Screen[], window: TriedWindow): Judgement {
  try {
    const { class: name, title, floating, xwayland } = window;
    const desk = openWindow(createDesk(model, { screens }), {
      id: ID,
      class: name,
      title,
      floating,
      xwayland,
    });
    const [opened] = windowsOf(desk);
    const found = desk.windows.get(ID);
    if (!found || !opened) return { ok: false, because: 'The window did not open.' };
    const win: Win = {
      ...found,
      floating,
      pinned: window.pinned,
      fullscreen: window.fullscreen ? 2 : 0,
      tags: [],
    };
    const holding: HoldingRule[] = [];
    const unsure: HoldingRule[] = [];
    const remaining = new Map<string, Remaining>();
    for (const [index, rule] of model.windowRules.entries()) {
      const number = index + 1;
      if (Object.entries(rule.match).some(([what, text]) => isRegex(what) && !canMatch(text)))
        unsure.push({ number, rule });
      if (!ruleHolds(desk, win, rule)) continue;
      holding.push({ number, rule });
      // One at a time, so that tags it sets count for the rules behind it.
      const set = effectsOf({ ...desk, model: { ...model, windowRules: [rule] } }, win);
      for (const [effect, value] of Object.entries(set))
        remaining.set(effect, { name: effect, value, number });
    }
    return { ok: true, holding, remaining: [...remaining.values()], tags: win.tags, unsure, opened };
  } catch (error) {
    if (error instanceof LayoutError) return { ok: false, because: error.message };
    throw error;
  }
}
