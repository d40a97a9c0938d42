import type { PanelWidget } from '../model';

/** What the length of a panel's content rests on. */
export interface ContentSituation {
  /** Across the panel, in logical pixels. */
  readonly thickness: number;
  /** Whether the panel stands at the left or the right. */
  readonly vertical: boolean;
  /** Logical size of what the pager shows: the screen. */
  readonly screen: { readonly width: number; readonly height: number };
  readonly desktops: number;
  readonly desktopRows: number;
  /** Windows that are open and belong to no launcher. */
  readonly openTasks: number;
}

/** A widget with its place along the panel; both lengths are logical pixels. */
export interface WidgetSpan {
  readonly widget: PanelWidget;
  readonly start: number;
  readonly length: number;
  /** Left free at each side across the panel. */
  readonly margin: number;
}

/** Breeze's panel: margins inside it, wider behind a margins separator, and what stands between widgets. */
const THIN = 4;
const THICK = 8;
const SPACING = 4;
const ICON_MEDIUM = 22;
const LARGEST_LAUNCHER = 64;
const SEPARATOR = 1;
const SHOW_DESKTOP = 32;
const TRAY_ENTRY = 26;
const TASK_MARGINS = 8;
/** Entries of a tray that nobody names: network, volume, battery. */
const USUAL_TRAY = 3;
/** What plasma-manager leaves to Plasma: two launchers and the file manager. */
const USUAL_LAUNCHERS = 3;
const LONGEST_SPACER = 100_000;

/**
 * The length of a digital clock by the room it has across the panel: measured with Noto Sans, a short date and 24 hours.
 * Between the steps it is an estimate, as it is with other fonts and languages.
 */
const CLOCK_WITH_DATE: Steps = [
  [22, 62],
  [24, 62],
  [28, 70],
  [36, 88],
  [42, 106],
  [44, 106],
  [52, 124],
  [56, 134],
  [64, 160],
  [80, 168],
];
const CLOCK_ALONE: Steps = [
  [22, 48],
  [28, 57],
  [36, 75],
  [52, 102],
  [64, 106],
];
const CLOCK_UPRIGHT: Steps = [
  [22, 39],
  [24, 39],
  [28, 45],
  [36, 55],
  [42, 62],
  [52, 75],
  [64, 82],
  [88, 94],
];
type Steps = readonly (readonly [at: number, length: number])[];

/** The length between two measured steps; the nearest one outside of them. */
function between(steps: Steps, at: number): number {
  const after = steps.findIndex(([step]) => step >= at);
  const [high, low] = [steps[after], steps[after - 1]];
  if (!high) return steps.at(-1)?.[1] ?? 0;
  if (!low) return high[1];
  return Math.round(low[1] + ((high[1] - low[1]) * (at - low[0])) / (high[0] - low[0]));
}

/** The free room at each side of a row of widgets in a panel that is just high enough for small icons. */
const spacingAtMinSize = (thickness: number): number => Math.floor(Math.max(1, thickness - ICON_MEDIUM) / 2);

/** What stays free at both ends of a panel. */
export const endMargin = (thickness: number): number => Math.min(spacingAtMinSize(thickness), THIN + SPACING);

function pagerLength(across: number, { screen, desktops, desktopRows, vertical }: ContentSituation): number {
  // One desktop needs no pager.
  if (desktops < 2) return 0;
  const rows = Math.min(desktops, Math.max(1, desktopRows));
  const columns = Math.ceil(desktops / rows);
  const [wide, high] = vertical ? [rows, columns] : [columns, rows];
  const aspect = (screen.width * wide + wide - 1) / (screen.height * high + high - 1);
  return Math.floor(vertical ? across / aspect : across * aspect);
}

/** How many tasks a task manager shows. */
export const taskCount = (widget: PanelWidget, openTasks: number): number =>
  (widget.settings.launchers?.length ?? USUAL_LAUNCHERS) + openTasks;

/** How many entries a tray shows, without the arrow behind them. */
export const trayCount = (widget: PanelWidget): number => widget.settings.shown?.length ?? USUAL_TRAY;

/**
 * The length of one widget; 0 where it hides. `Infinity` for a spacer that takes what is left. `margin` is what the panel
 * leaves free at each side of it.
 */
function lengthOf(widget: PanelWidget, margin: number, situation: ContentSituation): number {
  const { thickness, vertical, openTasks } = situation;
  const across = Math.max(1, thickness - 2 * margin);
  switch (widget.name) {
    case 'org.kde.plasma.kickoff':
    case 'org.kde.plasma.kicker':
    case 'org.kde.plasma.kickerdash':
      return Math.min(LARGEST_LAUNCHER, across);
    case 'org.kde.plasma.pager':
      return pagerLength(across, situation);
    case 'org.kde.plasma.icontasks':
    case 'org.kde.plasma.taskmanager': {
      const count = taskCount(widget, openTasks);
      return count === 0 ? 0 : count * (thickness + TASK_MARGINS) - TASK_MARGINS / 2;
    }
    case 'org.kde.plasma.marginsseparator':
      return SEPARATOR;
    case 'org.kde.plasma.systemtray':
      return TRAY_ENTRY * (trayCount(widget) + 1);
    case 'org.kde.plasma.digitalclock':
      if (vertical) return between(CLOCK_UPRIGHT, across);
      return between(widget.settings.showsDate === false ? CLOCK_ALONE : CLOCK_WITH_DATE, across);
    case 'org.kde.plasma.showdesktop':
    case 'org.kde.plasma.minimizeall':
      return SHOW_DESKTOP;
    case 'org.kde.plasma.appmenu':
      return 0;
    case 'org.kde.plasma.panelspacer':
      return widget.settings.expanding === false
        ? Math.min(LONGEST_SPACER, Math.max(0, widget.settings.length ?? 0))
        : Number.POSITIVE_INFINITY;
    default:
      return across;
  }
}

interface Sized {
  readonly widget: PanelWidget;
  readonly length: number;
  readonly margin: number;
}

/** Widgets that are seen, with their lengths. A margins separator switches between the panel's two margins. */
function sizedWidgets(widgets: readonly PanelWidget[], situation: ContentSituation): readonly Sized[] {
  let thick = false;
  return widgets.flatMap((widget) => {
    if (widget.name === 'org.kde.plasma.marginsseparator') thick = !thick;
    const margin = Math.round(Math.min(spacingAtMinSize(situation.thickness), thick ? THICK : THIN));
    const length = lengthOf(widget, margin, situation);
    return length > 0 ? [{ widget, length, margin }] : [];
  });
}

/**
 * The length a panel's content asks for; `Infinity` where a spacer takes all there is. After Plasma's own panel, where every
 * widget that is seen brings its spacing.
 */
export function contentLength(widgets: readonly PanelWidget[], situation: ContentSituation): number {
  return sizedWidgets(widgets, situation).reduce(
    (sum, { length }) => sum + length + SPACING,
    2 * endMargin(situation.thickness),
  );
}

/** Whether a widget takes a share of what the others leave. */
function grows({ widget, length }: Sized): boolean {
  if (!Number.isFinite(length)) return true;
  return /^org\.kde\.plasma\.(icontasks|taskmanager)$/.test(widget.name) && widget.settings.fill !== false;
}

/** Where widgets stand along a panel that is `length` long. Spacers and task managers share what the others leave. */
export function widgetSpans(
  widgets: readonly PanelWidget[],
  situation: ContentSituation,
  length: number,
): readonly WidgetSpan[] {
  const sized = sizedWidgets(widgets, situation);
  const end = endMargin(situation.thickness);
  const least = (each: Sized): number => (Number.isFinite(each.length) ? each.length : 0);
  const taken = sized.reduce(
    (sum, each) => sum + least(each),
    2 * end + SPACING * Math.max(0, sized.length - 1),
  );
  const growing = sized.filter(grows).length;
  const share = growing === 0 ? 0 : Math.max(0, length - taken) / growing;
  let at = end;
  return sized.map((each) => {
    const span = {
      widget: each.widget,
      start: at,
      length: least(each) + (grows(each) ? share : 0),
      margin: each.margin,
    };
    at += span.length + SPACING;
    return span;
  });
}
