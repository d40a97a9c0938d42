import { contentKindOf } from '../picture';
import type { PlasmaModel } from './model';
import type { Box } from './geometry/panels';
import { layOutScreen, type ScreenLayout } from './geometry/panels';
import { maximisedWindow, placeWindow, type WindowBox } from './geometry/windows';

/** A screen as Plasma has it in a preview: side by side from the left, in the order they are told. */
export interface PlasmaScreen {
  readonly name: string;
  /** In logical pixels. */
  readonly box: Box;
  readonly scale: number;
  readonly millimetres: { readonly width: number; readonly height: number } | null;
}

/** An open window. */
export interface PlasmaWindow {
  readonly id: string;
  readonly class: string;
  readonly title: string;
  readonly screen: number;
  /** Virtual desktop, from 0. */
  readonly desktop: number;
  readonly maximised: boolean;
}

/** What is open on a Plasma desktop, and where one looks. Plain data; every step gives a new one. */
export interface PlasmaSession {
  /** From the back to the front. */
  readonly windows: readonly PlasmaWindow[];
  readonly desktop: number;
  /** How many windows were ever opened: what the next one is called by. */
  readonly opened: number;
}

/** Nothing is open. */
export const EMPTY_SESSION: PlasmaSession = { windows: [], desktop: 0, opened: 0 };

/** What a person does with it. */
export type PlasmaAction =
  | { readonly do: 'open'; readonly class: string; readonly title: string; readonly maximised?: boolean }
  | { readonly do: 'close' | 'focus' | 'maximise'; readonly window: string }
  | { readonly do: 'desktop'; readonly desktop: number };

/** More windows than these are opened by nobody. */
const MOST_WINDOWS = 100;

/** The window with the focus: the foremost of the desktop. */
export const focusedWindow = ({ windows, desktop }: PlasmaSession): PlasmaWindow | undefined =>
  windows.findLast((window) => window.desktop === desktop);

/** The session after an action; the same one where the action has nothing to act on. */
export function plasmaStep(
  session: PlasmaSession,
  action: PlasmaAction,
  model: Pick<PlasmaModel, 'desktops'>,
): PlasmaSession {
  const { windows } = session;
  switch (action.do) {
    case 'open': {
      if (windows.length >= MOST_WINDOWS) return session;
      const focused = focusedWindow(session);
      const window: PlasmaWindow = {
        id: `w${session.opened}`,
        class: action.class,
        title: action.title,
        screen: focused?.screen ?? 0,
        desktop: session.desktop,
        maximised: action.maximised === true,
      };
      return { ...session, windows: [...windows, window], opened: session.opened + 1 };
    }
    case 'close':
      return windows.some(({ id }) => id === action.window)
        ? { ...session, windows: windows.filter(({ id }) => id !== action.window) }
        : session;
    case 'focus': {
      const window = windows.find(({ id }) => id === action.window);
      return window && window !== focusedWindow(session)
        ? { ...session, windows: [...windows.filter(({ id }) => id !== action.window), window] }
        : session;
    }
    case 'maximise':
      return {
        ...session,
        windows: windows.map((each) =>
          each.id === action.window ? { ...each, maximised: !each.maximised } : each,
        ),
      };
    case 'desktop': {
      const desktop = Math.min(model.desktops.value - 1, Math.max(0, Math.trunc(action.desktop)));
      return desktop === session.desktop ? session : { ...session, desktop };
    }
  }
}

/** Programs of a usual Plasma, to open windows of. */
export const PLASMA_PROGRAMS: readonly { readonly class: string; readonly title: string }[] = [
  { class: 'org.kde.konsole', title: 'Konsole' },
  { class: 'org.kde.dolphin', title: 'Dolphin' },
  { class: 'firefox', title: 'Firefox' },
  { class: 'org.kde.kate', title: 'Kate' },
  { class: 'org.kde.okular', title: 'Okular' },
  { class: 'thunderbird', title: 'Thunderbird' },
  { class: 'mpv', title: 'mpv' },
];

/** What is open when a preview begins: a browser behind a terminal. */
export const openingOfPlasma = (model: Pick<PlasmaModel, 'desktops'>): PlasmaSession =>
  (
    [
      { do: 'open', class: 'firefox', title: 'Firefox' },
      { do: 'open', class: 'org.kde.konsole', title: 'Konsole' },
    ] as const
  ).reduce<PlasmaSession>((session, action) => plasmaStep(session, action, model), EMPTY_SESSION);

/** The share of the work area that a program's window asks for; what programs really ask for only they know. */
function shareOf(windowClass: string): { readonly width: number; readonly height: number } {
  switch (contentKindOf(windowClass)) {
    case 'browser':
      return { width: 0.72, height: 0.78 };
    case 'editor':
      return { width: 0.64, height: 0.72 };
    case 'chat':
    case 'files':
      return { width: 0.52, height: 0.58 };
    case 'terminal':
    case 'media':
    case 'plain':
      return { width: 0.44, height: 0.5 };
  }
}

/** A window where it stands. */
export interface LaidOutWindow extends PlasmaWindow {
  readonly at: WindowBox;
  readonly focused: boolean;
}

/** Everything in its place: panels of each screen, and windows. */
export interface LaidOutPlasma {
  readonly screens: readonly (ScreenLayout & { readonly screen: PlasmaScreen })[];
  /** Those of the desktop that is looked at, from the back to the front. */
  readonly windows: readonly LaidOutWindow[];
}

/** Whether a window takes the place of a launcher, as a task manager knows by its program. */
const isLaunchedBy = (windowClass: string, launcher: string): boolean =>
  windowClass !== '' && launcher.toLowerCase().includes(windowClass.toLowerCase());

/** Windows that belong to no launcher of any task manager, and so stand in them by themselves. */
export function tasksBeyondLaunchers(model: PlasmaModel, { windows, desktop }: PlasmaSession): number {
  const launchers = model.panels.flatMap(({ widgets }) =>
    widgets.flatMap(({ settings }) => settings.launchers ?? []),
  );
  return windows.filter(
    (window) =>
      window.desktop === desktop && !launchers.some((launcher) => isLaunchedBy(window.class, launcher)),
  ).length;
}

const openedAt = ({ id }: PlasmaWindow): number => Number(id.slice(1)) || 0;

/** Panels and windows of all screens, as KWin places them. */
export function layOutPlasma(
  model: PlasmaModel,
  screens: readonly PlasmaScreen[],
  session: PlasmaSession,
): LaidOutPlasma {
  const openTasks = tasksBeyondLaunchers(model, session);
  const laidOut = screens.map((screen, index) => ({
    ...layOutScreen(model, index, screen.box, openTasks),
    screen,
  }));
  const focused = focusedWindow(session);
  // Windows are placed in the order they were opened in, whichever is in front now.
  const places = new Map<string, WindowBox>();
  const opened = session.windows.toSorted((a, b) => openedAt(a) - openedAt(b));
  for (const window of opened) {
    const layout = laidOut[window.screen] ?? laidOut[0];
    if (!layout) continue;
    const { workArea } = layout;
    const share = shareOf(window.class);
    const size = {
      width: Math.round(workArea.width * share.width),
      height: Math.round(workArea.height * share.height),
    };
    const others = opened.flatMap((other) => {
      const place = places.get(other.id);
      return place && other.screen === window.screen && other.desktop === window.desktop ? [place.frame] : [];
    });
    const placed = placeWindow(size, workArea, others);
    places.set(window.id, placed);
  }
  const windows = session.windows.flatMap((window): LaidOutWindow[] => {
    const layout = laidOut[window.screen] ?? laidOut[0];
    const place = places.get(window.id);
    if (window.desktop !== session.desktop || !layout || !place) return [];
    const at = window.maximised ? maximisedWindow(model, layout.workArea) : place;
    return [{ ...window, at, focused: window === focused }];
  });
  return { screens: laidOut, windows };
}
