import type { PanelDrawing, PanelPart, SceneBox } from '../../picture';
import type { ColourScheme } from '../colours/scheme';
import { hexOf } from '../colours/scheme';
import { taskCount, trayCount, type WidgetSpan } from '../geometry/content';
import type { PlacedPanel } from '../geometry/panels';
import type { PlasmaModel } from '../model';
import { blend } from './colours';

/** What widgets show beside themselves. */
export interface WidgetSituation {
  readonly model: PlasmaModel;
  readonly colours: ColourScheme;
  readonly placed: PlacedPanel;
  /** Which virtual desktop is looked at, from 0. */
  readonly desktop: number;
  /** Programs that run, and so have a line below their task. */
  readonly running: number;
  /** Points of the general font. */
  readonly fontSize: number;
}

/** The time every preview shows. */
const TIME = '12:00';
const DATE = '1/1/26';
const PIXELS_PER_POINT = 96 / 72;
const MOST_DRAWN = 60;

/** A piece `length` long from `start` on, and what the widget's margins leave across the panel. */
function boxAt(upright: boolean, start: number, length: number, margin: number, thickness: number): SceneBox {
  const across = Math.max(1, thickness - 2 * margin);
  return upright
    ? { x: margin, y: start, width: across, height: length }
    : { x: start, y: margin, width: length, height: across };
}

/** The desktops of a pager, each a small screen with its number or name. */
function pagerParts(span: WidgetSpan, situation: WidgetSituation): readonly PanelPart[] {
  const { model, colours, placed, desktop } = situation;
  const { vertical, thickness } = placed.situation;
  const count = Math.min(MOST_DRAWN, model.desktops.value);
  const rows = Math.min(count, model.desktopRows.value);
  const columns = Math.ceil(count / rows);
  const whole = boxAt(vertical, span.start, span.length, span.margin, thickness);
  const [wide, high] = vertical ? [rows, columns] : [columns, rows];
  const [width, height] = [whole.width / wide, whole.height / high];
  const { displayedText } = span.widget.settings;
  return Array.from({ length: count }, (_, index): PanelPart => {
    const [column, row] = vertical
      ? [index % rows, Math.floor(index / rows)]
      : [index % columns, Math.floor(index / columns)];
    const here = index === desktop;
    const words =
      displayedText === 'desktopName' ? (model.desktopNames[index] ?? `${index + 1}`) : `${index + 1}`;
    return {
      box: {
        x: whole.x + column * width + 0.5,
        y: whole.y + row * height + 0.5,
        width: Math.max(1, width - 1),
        height: Math.max(1, height - 1),
      },
      colour: hexOf(here ? colours.selection.foreground : colours.window.foreground),
      background: hexOf(
        here
          ? colours.selection.background
          : blend(colours.window.background, colours.window.foreground, 0.14),
      ),
      draws: {
        is: 'text',
        text: displayedText === undefined || displayedText === 'none' ? '' : words,
        fontSize: Math.min(height * 0.6, situation.fontSize * PIXELS_PER_POINT),
      },
    };
  });
}

function clockParts(span: WidgetSpan, { colours, placed }: WidgetSituation): readonly PanelPart[] {
  const { vertical, thickness } = placed.situation;
  const box = boxAt(vertical, span.start, span.length, span.margin, thickness);
  const colour = hexOf(colours.window.foreground);
  const part = (text: string, y: number, height: number): PanelPart => ({
    box: { ...box, y: box.y + y * box.height, height: height * box.height },
    colour,
    background: null,
    draws: {
      is: 'text',
      text,
      fontSize: Math.min(height * box.height * 0.7, box.width / (text.length * 0.58)),
    },
  });
  const time = span.widget.settings.hours24 === false ? `${TIME} PM` : TIME;
  // A date has a line of its own where a panel has the room.
  if (span.widget.settings.showsDate === false || box.height < 18) return [part(time, 0, 1)];
  return [part(time, 0.02, 0.58), part(DATE, 0.58, 0.42)];
}

function drawingOf(span: WidgetSpan, { placed, running, colours }: WidgetSituation): PanelDrawing {
  switch (span.widget.name) {
    case 'org.kde.plasma.icontasks':
    case 'org.kde.plasma.taskmanager': {
      const count = Math.min(MOST_DRAWN, taskCount(span.widget, placed.situation.openTasks));
      return {
        is: 'tasks',
        count,
        open: Math.min(count, running),
        active: hexOf(colours.selection.background),
      };
    }
    case 'org.kde.plasma.systemtray':
      return { is: 'tray', count: Math.min(MOST_DRAWN, trayCount(span.widget) + 1) };
    case 'org.kde.plasma.battery':
      return { is: 'battery' };
    case 'org.kde.plasma.kickoff':
    case 'org.kde.plasma.kicker':
    case 'org.kde.plasma.kickerdash':
      return { is: 'launcher' };
    default:
      return { is: 'tray', count: 1 };
  }
}

/** The pieces of one widget; none for those that only take room. */
function widgetParts(span: WidgetSpan, situation: WidgetSituation): readonly PanelPart[] {
  const { colours, placed } = situation;
  const { vertical, thickness } = placed.situation;
  switch (span.widget.name) {
    case 'org.kde.plasma.panelspacer':
    case 'org.kde.plasma.marginsseparator':
      return [];
    case 'org.kde.plasma.pager':
      return pagerParts(span, situation);
    case 'org.kde.plasma.digitalclock':
      return clockParts(span, situation);
    case 'org.kde.plasma.showdesktop': {
      const box = boxAt(vertical, span.start, span.length, span.margin, thickness);
      const side = Math.min(box.width, box.height, 16);
      return [
        {
          box: {
            x: box.x + (box.width - side) / 2,
            y: box.y + (box.height - side) / 2,
            width: side,
            height: side,
          },
          colour: hexOf(colours.window.foreground),
          background: hexOf(blend(colours.window.background, colours.window.foreground, 0.3)),
          draws: { is: 'text', text: '', fontSize: 1 },
        },
      ];
    }
    default:
      return [
        {
          box: boxAt(vertical, span.start, span.length, span.margin, thickness),
          colour: hexOf(colours.window.foreground),
          background: null,
          draws: drawingOf(span, situation),
        },
      ];
  }
}

/** Everything in a panel; `before` is how far its content is from the panel's own corner. */
export const panelParts = (
  spans: readonly WidgetSpan[],
  situation: WidgetSituation,
  before: number,
): readonly PanelPart[] =>
  spans.flatMap((span) => widgetParts({ ...span, start: span.start + before }, situation));
