import { navigate, offer, setView, type Offer } from '../app';
import { neighbour, focusPane, stepTab, activeTab, panesOf, type Direction, type Side } from './layout';
import { closePane, connect, screenOf } from './running';
import { copySelection } from './screen';
import { changeLayout, getState, presentPane, setState } from './store';
import { zoom } from './preferences';

/** A key as the browser tells it, without a look at the layout of letters. */
interface Chord {
  readonly code: string;
  readonly shift: boolean;
}

interface Command extends Offer {
  readonly chords: readonly Chord[];
}

const shift = (...codes: string[]): Chord[] => codes.map((code) => ({ code, shift: true }));
const always = (): boolean => true;
const hasPane = (): boolean => presentPane() !== undefined;
const isSplit = (): boolean => {
  const tab = activeTab(getState().layout);
  return tab?.root.kind === 'split';
};

/** Does something with the pane that has the focus; nothing where there is none. */
function withPane(work: (pane: number) => void): () => void {
  return () => {
    const pane = presentPane();
    if (pane) work(pane.id);
  };
}

const split = (direction: Direction) => (): void => {
  if (hasPane()) setState({ choosing: { kind: 'split', direction } });
};

function moveFocus(side: Side): void {
  const tab = activeTab(getState().layout);
  const next = tab ? neighbour(tab.root, tab.focus, side) : null;
  if (next === null) return;
  changeLayout((layout) => focusPane(layout, next));
  screenOf(next)?.terminal.focus();
}

const step = (by: 1 | -1) => (): void => changeLayout((layout) => stepTab(layout, by));

/** Starts typing to many where it is off: which, is asked. */
export function toggleMany(): void {
  if (getState().many.size > 0) {
    setState({ many: new Set() });
    return;
  }
  setState({ question: { kind: 'many' } });
}

function leave(): void {
  document.querySelector<HTMLElement>('.terminal-tabs [aria-current="true"]')?.focus();
}

/** All that keys do in terminals, with Ctrl Shift, so that every plain key and every Ctrl key is the shell's. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'terminal-new',
    words: 'New terminal…',
    keys: 'Ctrl Shift Enter',
    chords: shift('Enter', 'NumpadEnter'),
    available: always,
    run: () => setState({ choosing: { kind: 'tab' } }),
  },
  {
    id: 'terminal-close',
    words: 'Close the terminal',
    keys: 'Ctrl Shift X',
    chords: shift('KeyX'),
    available: hasPane,
    run: withPane(closePane),
  },
  {
    id: 'terminal-next',
    words: 'Next tab',
    keys: 'Ctrl Shift PageDown',
    chords: shift('PageDown'),
    available: hasPane,
    run: step(1),
  },
  {
    id: 'terminal-previous',
    words: 'Previous tab',
    keys: 'Ctrl Shift PageUp',
    chords: shift('PageUp'),
    available: hasPane,
    run: step(-1),
  },
  {
    id: 'terminal-right',
    words: 'Split to the right…',
    keys: 'Ctrl Shift D',
    chords: shift('KeyD'),
    available: hasPane,
    run: split('row'),
  },
  {
    id: 'terminal-down',
    words: 'Split down…',
    keys: 'Ctrl Shift S',
    chords: shift('KeyS'),
    available: hasPane,
    run: split('column'),
  },
  {
    id: 'terminal-find',
    words: 'Find in the output',
    keys: 'Ctrl Shift F',
    chords: shift('KeyF'),
    available: hasPane,
    run: withPane((pane) => setState({ searching: pane })),
  },
  {
    id: 'terminal-copy',
    words: 'Copy what is selected',
    keys: 'Ctrl Shift C',
    chords: shift('KeyC'),
    available: hasPane,
    run: withPane((pane) => {
      const terminal = screenOf(pane)?.terminal;
      if (terminal) copySelection(terminal);
    }),
  },
  {
    id: 'terminal-many',
    words: 'Type to many, or stop it',
    keys: 'Ctrl Shift B',
    chords: shift('KeyB'),
    available: hasPane,
    run: toggleMany,
  },
  {
    id: 'terminal-larger',
    words: 'Larger letters',
    keys: 'Ctrl +',
    chords: [
      { code: 'Equal', shift: true },
      { code: 'Equal', shift: false },
      { code: 'NumpadAdd', shift: false },
    ],
    available: hasPane,
    run: () => zoom(1),
  },
  {
    id: 'terminal-smaller',
    words: 'Smaller letters',
    keys: 'Ctrl -',
    chords: [
      { code: 'Minus', shift: false },
      { code: 'NumpadSubtract', shift: false },
    ],
    available: hasPane,
    run: () => zoom(-1),
  },
  {
    id: 'terminal-usual',
    words: 'Usual letters',
    keys: 'Ctrl 0',
    chords: [
      { code: 'Digit0', shift: false },
      { code: 'Numpad0', shift: false },
    ],
    available: hasPane,
    run: () => zoom(0),
  },
  {
    id: 'terminal-settings',
    words: 'Settings of terminals…',
    keys: 'Ctrl Shift ,',
    chords: shift('Comma'),
    available: always,
    run: () => setState({ question: { kind: 'settings' } }),
  },
  {
    id: 'terminal-reconnect',
    words: 'Connect again',
    keys: 'R or Enter',
    chords: [],
    available: hasPane,
    run: withPane((pane) => void connect(pane)),
  },
];

const SIDES: Record<string, Side> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

offer({
  title: 'Terminals',
  offers: COMMANDS.map((command) => ({
    ...command,
    run: () => {
      navigate('/terminals');
      command.run();
    },
  })),
  more: [
    ['Ctrl Shift arrows', 'Focus the terminal on that side'],
    ['Ctrl Shift V', 'Paste'],
    ['Ctrl Shift P', 'Find a host, a feature, an action'],
    ['Ctrl Shift E', 'Leave the terminal: focus goes to its tab'],
  ],
});

/**
 * What a key on the terminals page does, or null where it is the shell's. `pass`: neither ours nor the shell's, but
 * the browser's (paste).
 */
export function commandOf(
  event: Pick<KeyboardEvent, 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey' | 'code' | 'key'>,
): (() => void) | 'pass' | null {
  if (!event.ctrlKey || event.altKey || event.metaKey) return null;
  const isKey = ({ code, shift: withShift }: Chord): boolean =>
    code === event.code && withShift === event.shiftKey;
  // Where + and - lie differs between layouts of keys; there the letter decides.
  const byLetter = { '+': 'terminal-larger', '-': 'terminal-smaller' }[event.key];
  const command = COMMANDS.find((one) => one.id === byLetter || one.chords.some(isKey));
  if (command) return () => command.run();
  if (!event.shiftKey) return null;
  const side = SIDES[event.code];
  if (side) return isSplit() ? () => moveFocus(side) : null;
  if (event.code === 'KeyV') return 'pass';
  if (event.code === 'KeyE') return leave;
  if (event.code === 'KeyP') return () => setView({ paletteOpen: true });
  return null;
}

/** Panes of the tab that is shown. */
export function presentPanes(): readonly number[] {
  const tab = activeTab(getState().layout);
  return tab ? panesOf(tab.root).map(({ id }) => id) : [];
}
