import {
  colourOption,
  flagOption,
  gradientOption,
  hexText,
  numberOption,
  type DesktopModel,
  pairOption,
  parseFlag,
  parseGradient,
  parseNumber,
} from '../../model';
import { ruleOf } from '../../layout/ground';
import type { Desk, Win, Workspace } from '../../layout/state';
import { alphaOf } from '../shapes';
import type { Paint, Shadow } from '../scene';
import { paintOf } from './colours';

/** How a window looks besides its box. */
export interface WindowLook {
  readonly border: number;
  readonly borderPaint: Paint;
  readonly rounding: number;
  readonly roundingPower: number;
  readonly shadow: Shadow | null;
  readonly opacity: number;
  readonly dim: number;
}

const isOn = (text: string | undefined): boolean =>
  text !== undefined && parseFlag(text === '' ? 'on' : text) !== false;

/** A window rule's `opacity`: one to three numbers (active, inactive, fullscreen), each with or without `override`. */
function ruledOpacity(
  text: string | undefined,
  at: 0 | 1 | 2,
): { value: number; override: boolean } | undefined {
  if (text === undefined) return undefined;
  const found: { value: number; override: boolean }[] = [];
  for (const word of text.split(/\s+/u)) {
    const value = parseNumber(word);
    if (value !== undefined) found.push({ value, override: false });
    else if (word === 'override') {
      const last = found.pop();
      if (last) found.push({ ...last, override: true });
    }
  }
  return found[at] ?? found[0];
}

function opacityOf(model: DesktopModel, win: Win, focused: boolean): number {
  const all = win.effects.all;
  if (isOn(all['opaque'])) return 1;
  const [key, at] =
    win.fullscreen === 2
      ? (['decoration:fullscreen_opacity', 2] as const)
      : focused
        ? (['decoration:active_opacity', 0] as const)
        : (['decoration:inactive_opacity', 1] as const);
  const base = numberOption(model.options, key);
  const ruled = ruledOpacity(all['opacity'], at);
  const value = ruled === undefined ? base : ruled.override ? ruled.value : base * ruled.value;
  return Math.min(1, Math.max(0, value));
}

/** A window rule's `border_color`: a gradient for the active window, or one colour each for active and inactive. */
function ruledBorder(text: string | undefined, focused: boolean): Paint | undefined {
  const gradient = text === undefined ? undefined : parseGradient(text);
  if (!gradient) return undefined;
  const [active, inactive] = gradient.colours;
  if (gradient.colours.length === 2 && active && inactive && !/deg/u.test(text ?? ''))
    return { colours: [hexText(focused ? active : inactive)], angle: 0 };
  return gradient.colours.length === 1 || focused ? paintOf(gradient) : undefined;
}

function borderPaintOf(model: DesktopModel, win: Win, focused: boolean): Paint {
  const ruled = ruledBorder(win.effects.all['border_color'], focused);
  if (ruled) return ruled;
  const key =
    win.group === undefined
      ? focused
        ? 'general:col.active_border'
        : 'general:col.inactive_border'
      : focused
        ? 'group:col.border_active'
        : 'group:col.border_inactive';
  return paintOf(gradientOption(model.options, key));
}

function shadowOf(model: DesktopModel, focused: boolean): Shadow | null {
  const { options } = model;
  if (!flagOption(options, 'decoration:shadow:enabled')) return null;
  const active = colourOption(options, 'decoration:shadow:color');
  const colour = focused ? active : (colourOption(options, 'decoration:shadow:color_inactive') ?? active);
  const range = numberOption(options, 'decoration:shadow:range');
  if (!colour || range <= 0 || alphaOf(hexText(colour)) === 0) return null;
  const offset = pairOption(options, 'decoration:shadow:offset');
  const power = numberOption(options, 'decoration:shadow:render_power');
  return { range, power: Math.min(4, Math.max(1, power)), colour: hexText(colour), x: offset.x, y: offset.y };
}

/** Border, corners, shadow and light of a window: options, then the rules of its workspace, then its own. */
export function lookOf(desk: Desk, win: Win, workspace: Workspace): WindowLook {
  const { model } = desk;
  const all = win.effects.all;
  const focused = desk.focused === win.id;
  const ruled = ruleOf(desk, workspace);
  const bare = win.fullscreen === 2 || win.effects.decorate === false || ruled?.decorate?.value === false;
  const rounding =
    bare || ruled?.rounding?.value === false
      ? 0
      : (parseNumber(all['rounding'] ?? '') ?? numberOption(model.options, 'decoration:rounding'));
  const dims = flagOption(model.options, 'decoration:dim_inactive') && !focused && win.fullscreen !== 2;
  return {
    border: bare ? 0 : win.border,
    borderPaint: borderPaintOf(model, win, focused),
    rounding,
    roundingPower:
      parseNumber(all['rounding_power'] ?? '') ?? numberOption(model.options, 'decoration:rounding_power'),
    shadow:
      bare || isOn(all['no_shadow']) || ruled?.shadow?.value === false ? null : shadowOf(model, focused),
    opacity: opacityOf(model, win, focused),
    dim:
      dims && !isOn(all['no_dim']) ? Math.min(1, numberOption(model.options, 'decoration:dim_strength')) : 0,
  };
}
