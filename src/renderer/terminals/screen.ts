import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal, type ITheme } from '@xterm/xterm';
import { MONO_FAMILY, TERMINAL } from '../app';

const FONT_SIZE = 13;
/** 18 px lines at 13 px letters, as the mono type of the page has them, in xterm's own measure. */
const LINE_HEIGHT = 1.1;
const SCROLLBACK = 10_000;

/** The terminal's colours; the bright ones that have no value of their own are the plain ones. */
export function screenTheme(scheme: 'dark' | 'light'): ITheme {
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
  };
}

/** An xterm with its own element, which may be moved between panes without losing what it shows. */
export interface Screen {
  readonly terminal: Terminal;
  readonly element: HTMLElement;
  readonly search: SearchAddon;
  /** Draws into the element; it must be in the page. Harmless when done already. */
  show(): Promise<void>;
  fit(): void;
  dispose(): void;
}

/** `onKey` sees keys first and returns true for those that are not the shell's. */
export function createScreen(onKey: (event: KeyboardEvent) => boolean, scheme: 'dark' | 'light'): Screen {
  const terminal = new Terminal({
    fontFamily: MONO_FAMILY,
    fontSize: FONT_SIZE,
    lineHeight: LINE_HEIGHT,
    scrollback: SCROLLBACK,
    minimumContrastRatio: 4.5,
    theme: screenTheme(scheme),
  });
  const fitting = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fitting);
  terminal.loadAddon(search);
  terminal.attachCustomKeyEventHandler((event) => !onKey(event));
  const element = document.createElement('div');
  element.className = 'screen';
  let shown: Promise<void> | null = null;
  return {
    terminal,
    element,
    search,
    show() {
      shown ??= document.fonts
        .load(`${FONT_SIZE}px 'JetBrains Mono'`)
        .catch(() => [])
        .then(() => terminal.open(element));
      return shown;
    },
    fit() {
      if (element.isConnected && element.clientWidth > 0) fitting.fit();
    },
    dispose() {
      terminal.dispose();
      element.remove();
    },
  };
}
