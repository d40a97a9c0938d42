import type { Backdrop, Scene, SceneMonitor, SceneWindow, TitleButton } from '../../picture';
import { contentKindOf } from '../../picture';
import { hexOf } from '../colours/scheme';
import type { PlasmaModel, PlasmaWallpaper, TitleBarButton } from '../model';
import type { Box } from '../geometry/panels';
import { focusedWindow, type LaidOutPlasma, type LaidOutWindow, type PlasmaSession } from '../session';
import { contentPalette, withAlpha } from './colours';
import { isShown, isTouched, panelScene } from './panel';

const BUTTONS: Readonly<Record<TitleBarButton, TitleButton>> = {
  'more-window-actions': 'menu',
  'application-menu': 'menu',
  'on-all-desktops': 'all-desktops',
  minimize: 'minimise',
  maximize: 'maximise',
  close: 'close',
  help: 'help',
  shade: 'shade',
  'keep-below-windows': 'keep-below',
  'keep-above-windows': 'keep-above',
};

/** Breeze's corners and shadow. */
const ROUNDING = 5;
const SHADOW = { range: 28, power: 3, colour: '#00000066', x: 0, y: 0 };

/** Only windows that offer help have its button, and few do. */
const drawnButtons = (buttons: readonly TitleBarButton[]): readonly TitleButton[] =>
  buttons.filter((button) => button !== 'help').map((button) => BUTTONS[button]);

const inside = (box: Box, screen: Box): Box => ({ ...box, x: box.x - screen.x, y: box.y - screen.y });

function windowScene(window: LaidOutWindow, model: PlasmaModel, screen: Box): SceneWindow {
  const { colours, buttons } = model;
  const title = window.focused ? colours.value.activeTitle : colours.value.inactiveTitle;
  const outline = withAlpha(colours.value.window.foreground, 0.2);
  return {
    kind: 'window',
    id: window.id,
    title: window.title,
    class: window.class,
    box: inside(window.at.client, screen),
    border: 0,
    borderPaint: { colours: [outline], angle: 0 },
    rounding: window.maximised ? 0 : ROUNDING,
    roundingPower: 2,
    shadow: window.maximised ? null : SHADOW,
    opacity: 1,
    dim: 0,
    content: contentKindOf(window.class),
    focused: window.focused,
    floating: !window.maximised,
    group: null,
    titleBar:
      window.at.titleBar === 0
        ? null
        : {
            height: window.at.titleBar,
            background: hexOf(title.background),
            foreground: hexOf(title.foreground),
            left: drawnButtons(buttons.left.value),
            right: drawnButtons(buttons.right.value),
          },
  };
}

const fileOf = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';

/** The name of what covers the desktop; null for a plain colour. */
function wallpaperName({ show }: PlasmaWallpaper): string | null {
  switch (show.kind) {
    case 'picture':
      return fileOf(show.path);
    case 'computed':
      return fileOf(show.text);
    case 'slides':
      return fileOf(show.paths[0] ?? '') || 'slides';
    case 'of-the-day':
      return `picture of the day of ${show.provider}`;
    case 'default':
      return 'Plasma';
    case 'colour':
      return null;
  }
}

const backdropOf = (model: PlasmaModel): Backdrop => ({
  colour: hexOf(
    model.wallpaper.show.kind === 'colour'
      ? model.wallpaper.show.colour
      : model.colours.value.view.background,
  ),
  wallpaper: wallpaperName(model.wallpaper),
});

/** What the picture only comes near to, or leaves out. */
function approximations(model: PlasmaModel, laidOut: LaidOutPlasma): readonly string[] {
  const panels = laidOut.screens.flatMap((each) => each.panels);
  const hides = panels.some((placed) => !isShown(placed, isTouched(placed, laidOut.windows)));
  const fits = panels.some(
    ({ panel }) =>
      (panel.lengthMode?.value === 'fit' || panel.lengthMode?.value === 'custom') &&
      panel.widgets.some(({ name }) => /digitalclock|systemtray|taskmanager|systemmonitor/.test(name)),
  );
  return [
    'Panels and title bars are drawings of our own in the colours of the scheme; the Plasma style itself is not read.',
    ...(hides ? ['A panel that hides is not drawn while it is hidden.'] : []),
    ...(fits
      ? ['A panel as long as its content is drawn with an estimate for its clock, tray and tasks.']
      : []),
    ...(model.wallpaper.show.kind === 'colour' ? [] : ['A landscape stands for the wallpaper.']),
    ...(model.panelsWritten
      ? []
      : ['No panels are written: those that somebody made by hand are not known here.']),
  ];
}

/** A Plasma desktop as everything that draws takes it. */
export function plasmaScene(model: PlasmaModel, laidOut: LaidOutPlasma, session: PlasmaSession): Scene {
  const focused = focusedWindow(session)?.screen ?? 0;
  const monitors = laidOut.screens.map(({ screen, panels }, index): SceneMonitor => {
    const { box } = screen;
    const windows = laidOut.windows.filter((window) => window.screen === index);
    const drawn = panels.flatMap((placed) => panelScene(placed, model, windows, session, box) ?? []);
    return {
      name: screen.name,
      box,
      pixels: { width: Math.round(box.width * screen.scale), height: Math.round(box.height * screen.scale) },
      millimetres: screen.millimetres,
      scale: screen.scale,
      turned: 0,
      focused: index === focused,
      view: { key: `desktop-${session.desktop}`, order: session.desktop },
      backdrop: backdropOf(model),
      items: [...windows.map((window) => windowScene(window, model, box)), ...drawn],
      cursor: null,
    };
  });
  return {
    monitors,
    approximated: approximations(model, laidOut),
    palette: contentPalette(model.colours.value),
  };
}
