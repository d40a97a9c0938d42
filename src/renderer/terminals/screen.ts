import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal, type ITheme } from '@xterm/xterm';
import type { TerminalPreferences } from '../../shared/contract';
import { MONO_FAMILY, TERMINAL } from '../app';
import { drawByGraphics } from './graphics';
import { guardTerminal, SCREEN_OPTIONS } from './guard';

/** 18 px lines at 13 px letters, as the mono type of the page has them, in xterm's own measure. */
const LINE_HEIGHT = 1.1;
/** What the core takes; a tiny letter on a huge screen would ask for more. */
const MOST = { cols: 1000, rows: 1000 } as const;

export type Scheme = 'dark' | 'light';

/** The terminal's colours; the bright ones that have no value of their own are the plain ones. */
export function screenTheme(scheme: Scheme): ITheme {
  const { selection, ...colours } = TERMINAL[scheme];
  return {
    ...colours,
    selectionBackground: selection,
    cursorAccent: colours.background,
    brightRed: colours.red,
    brightGreen: colours.green,
    brightYellow: colours.yellow,
    brightBlue: colours.blue,
    brightMagenta: colours.magenta,
    brightCyan: colours.cyan,
    brightWhite: colours.foreground,
    scrollbarSliderBackground: `${colours.brightBlack}66`,
    scrollbarSliderHoverBackground: `${colours.brightBlack}99`,
    scrollbarSliderActiveBackground: `${colours.brightBlack}cc`,
  };
}

/** How a screen looks now. */
export interface Look {
  readonly scheme: Scheme;
  readonly preferences: TerminalPreferences;
}

export interface ScreenEvents {
  /** Text from the clipboard, before the terminal has seen it. */
  readonly onPaste: (text: string) => void;
  /** An address that was clicked. */
  readonly onLink: (address: string) => void;
}

/** An xterm with its own element, which may be moved between panes without losing what it shows. */
export interface Screen {
  readonly terminal: Terminal;
  readonly element: HTMLElement;
  readonly search: SearchAddon;
  /** Draws into the element; it must be in the page. Harmless when done already. */
  show(): Promise<void>;
  /** It leaves the page for now: what draws it is given back, what it shows is kept. */
  rest(): void;
  fit(): void;
  setLook(look: Look): void;
  dispose(): void;
}

const familyOf = (name: string): string => (name === '' ? MONO_FAMILY : `"${name}", ${MONO_FAMILY}`);

export function createScreen(events: ScreenEvents, first: Look): Screen {
  let look = first;
  const terminal = new Terminal({
    ...SCREEN_OPTIONS,
    fontFamily: familyOf(look.preferences.fontFamily),
    fontSize: look.preferences.fontSize,
    lineHeight: LINE_HEIGHT,
    minimumContrastRatio: 4.5,
    screenReaderMode: look.preferences.screenReader,
    theme: screenTheme(look.scheme),
    linkHandler: { activate: (_event, address) => events.onLink(address), allowNonHttpProtocols: false },
  });
  guardTerminal(terminal);
  const fitting = new FitAddon();
  const search = new SearchAddon({ highlightLimit: 1000 });
  terminal.loadAddon(fitting);
  terminal.loadAddon(search);
  terminal.loadAddon(new WebLinksAddon((_event, address) => events.onLink(address)));
  terminal.onSelectionChange(() => {
    if (look.preferences.copyOnSelect) copySelection(terminal);
  });

  const element = document.createElement('div');
  element.className = 'screen';
  // Before xterm's own listener, which would pass on what the clipboard holds as it is.
  element.addEventListener(
    'paste',
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      events.onPaste(event.clipboardData?.getData('text/plain') ?? '');
    },
    { capture: true },
  );

  let opened: Promise<void> | null = null;
  let stopGraphics: (() => void) | null = null;
  /** Counts showings, so that a graphics part that comes late is not left behind. */
  let showing = 0;
  const open = async (): Promise<void> => {
    await document.fonts.load(`13px 'JetBrains Mono'`).catch(() => []);
    terminal.open(element);
  };
  const fit = (): void => {
    if (!element.isConnected || element.clientWidth === 0) return;
    const size = fitting.proposeDimensions();
    if (!size || Number.isNaN(size.cols) || Number.isNaN(size.rows)) return;
    const cols = Math.min(MOST.cols, Math.max(2, size.cols));
    const rows = Math.min(MOST.rows, Math.max(1, size.rows));
    if (cols !== terminal.cols || rows !== terminal.rows) terminal.resize(cols, rows);
  };
  const startGraphics = async (): Promise<void> => {
    showing += 1;
    const mine = showing;
    stopGraphics = () => undefined;
    const stop = await drawByGraphics(terminal);
    if (mine !== showing) {
      stop();
      return;
    }
    stopGraphics = stop;
    // Its letters may be a fraction wider.
    fit();
  };
  return {
    terminal,
    element,
    search,
    async show() {
      opened ??= open();
      await opened;
      if (!stopGraphics) void startGraphics();
    },
    rest() {
      showing += 1;
      stopGraphics?.();
      stopGraphics = null;
    },
    fit,
    setLook(next) {
      const { preferences, scheme } = next;
      const { options } = terminal;
      if (scheme !== look.scheme) options.theme = screenTheme(scheme);
      if (preferences.fontSize !== look.preferences.fontSize) options.fontSize = preferences.fontSize;
      if (preferences.fontFamily !== look.preferences.fontFamily) {
        options.fontFamily = familyOf(preferences.fontFamily);
      }
      options.screenReaderMode = preferences.screenReader;
      look = next;
    },
    dispose() {
      terminal.dispose();
      element.remove();
    },
  };
}

/** Puts the selection on the clipboard; nothing where nothing is selected, or the browser does not allow it. */
export function copySelection(terminal: Terminal): void {
  const text = terminal.getSelection();
  if (text !== '') void navigator.clipboard?.writeText(text).catch(() => undefined);
}
