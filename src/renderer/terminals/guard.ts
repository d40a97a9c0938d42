import { Unicode11Addon } from '@xterm/addon-unicode11';
import type { IParser, ITerminalAddon, ITerminalInitOnlyOptions, ITerminalOptions } from '@xterm/xterm';

/** What is guarded: xterm in a page, or its twin without one. */
export interface Guarded {
  readonly rows: number;
  readonly parser: Pick<IParser, 'registerCsiHandler' | 'registerOscHandler'>;
  readonly unicode: { activeVersion: string };
  loadAddon(addon: ITerminalAddon): void;
}

/** Options that decide what a screen shows, wherever it is drawn. */
export const SCREEN_OPTIONS = {
  scrollback: 10_000,
  // Widths of characters and decorations of the search are behind this switch.
  allowProposedApi: true,
  // No answers about the window, and no moving it: titles and sizes are told to nobody.
  windowOptions: {},
} as const satisfies ITerminalOptions & ITerminalInitOnlyOptions;

/** More than any window has; xterm repeats an action as often as it is told, two thousand million times too. */
const MOST_TIMES = 1000;

/** Sequences whose number is how often something is done: repeat, scroll up and down, lines in and out, tabs. */
const REPEATING = ['b', 'S', 'T', 'L', 'M', 'I', 'Z'] as const;

/** Those that do no more than empty the screen, however often they are done. */
const BY_LINE = new Set<string>(['S', 'T', 'L', 'M']);

/** OSC 52 reads and writes the clipboard; 50 sets fonts; 777 and 9 raise notices; 1337 draws files and pictures. */
const UNWANTED = [9, 50, 52, 777, 1337] as const;

/**
 * Turns off what output could do beyond drawing text: clipboard, window and title reports, pictures, and numbers made
 * to freeze the page. Titles arrive as an event and are cleaned by who shows them; links (OSC 8) are judged when
 * clicked. Also gives characters the widths that programs count with today.
 */
export function guardTerminal(terminal: Guarded): void {
  for (const final of REPEATING) {
    terminal.parser.registerCsiHandler({ final }, (params) => {
      const times = typeof params[0] === 'number' ? params[0] : 0;
      return times > (BY_LINE.has(final) ? Math.max(terminal.rows, 100) : MOST_TIMES);
    });
  }
  for (const number of UNWANTED) terminal.parser.registerOscHandler(number, () => true);
  terminal.parser.registerCsiHandler({ final: 't' }, () => true);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
}
