import { isAnswer } from './answers';
import { asksFirst, cleanPaste, type Paste } from './paste';
import { terminalPreferences } from './preferences';
import { screenOf, send } from './running';
import { findPane, getState, setState } from './store';

const utf8 = new TextEncoder();
/** While a paste is written, each screen encloses it as its own shell wants it; nothing is passed on. */
let pasting = false;

/** Panes that what is typed into this one goes to; itself alone unless it is one of many. */
export function targetsOf(pane: number): readonly number[] {
  const { many, terminals } = getState();
  if (!many.has(pane)) return [pane];
  return [...many].filter((one) => {
    const terminal = findPane(one)?.terminal ?? null;
    return terminal !== null && terminals.get(terminal)?.state === 'open';
  });
}

/** Keys and answers as a screen sends them. Answers go to the shell that asked. */
export function routeTyped(pane: number, text: string): void {
  const bytes = utf8.encode(text);
  for (const target of pasting || isAnswer(text) ? [pane] : targetsOf(pane)) send(target, bytes);
}

function isBracketed(pane: number): boolean {
  return screenOf(pane)?.terminal.modes.bracketedPasteMode === true;
}

/** Text from the clipboard: cleaned, asked about where it could run something, then pasted. */
export function offerPaste(pane: number, text: string): void {
  const paste = cleanPaste(text);
  const bracketed = targetsOf(pane).every(isBracketed);
  if (asksFirst(paste, bracketed, terminalPreferences().warnPaste))
    setState({ question: { kind: 'paste', paste, pane, bracketed } });
  else pasteNow(pane, paste);
}

export function pasteNow(pane: number, { text }: Paste): void {
  if (text === '') return;
  pasting = true;
  for (const target of targetsOf(pane)) screenOf(target)?.terminal.paste(text);
  pasting = false;
}
