import { toAppError } from '../../shared/carrier';
import type { Terminal, TerminalPane } from '../../shared/contract';
import { announce, client, invalidate, notifyFailure, onFrame, sendFrame } from '../app';
import { cleanTitle, isAnswer } from './answers';
import { mayComeBack } from './come-back';
import { addTab, allPanes, panesOf, removePane, splitPane, tie } from './layout';
import { SCREEN_OPTIONS } from './guard';
import { judgeLink } from './links';
import { createReader, type Reader } from './reader';
import { createScreen, type Look, type Screen } from './screen';
import { changeLayout, findPane, getState, setState, withEntry, withMember, type Place } from './store';
import { offerPaste, routeTyped } from './typing';

/** A pane's screen, and the channel that feeds it where there is one. */
interface Running {
  readonly screen: Screen;
  reader: Reader | null;
  channel: number | null;
}

const RESIZE_MS = 80;
/** Between two bursts of output: time to hear of more, and for everything else on the page. */
const PAUSE_MS = 4;

const running = new Map<number, Running>();
/** Panes that are to connect as soon as their screen has a size. */
const wanted = new Set<number>();
let look: Look | null = null;

onFrame((frame) => {
  for (const { channel, reader } of running.values()) if (channel === frame.channel) reader?.hear(frame);
});

export function screenOf(pane: number): Screen | undefined {
  return running.get(pane)?.screen;
}

/** What the page and the preferences say of looks now; screens that are there change. */
export function setLook(next: Look): void {
  look = next;
  for (const { screen } of running.values()) screen.setLook(next);
}

function idle(work: () => void, afterMs: number): () => void {
  let handle: number | null = null;
  const timer = setTimeout(() => {
    if ('requestIdleCallback' in window) handle = requestIdleCallback(work, { timeout: 250 });
    else work();
  }, afterMs);
  return () => {
    clearTimeout(timer);
    if (handle !== null) cancelIdleCallback(handle);
  };
}

/** The pane's screen, made where there is none yet. */
export function ensureScreen(pane: number): Screen {
  const known = running.get(pane);
  if (known) return known.screen;
  if (!look) throw new Error('a screen before its look');
  const screen = createScreen(
    {
      onPaste: (text) => offerPaste(pane, text),
      onLink: (text) => setState({ question: { kind: 'link', text, verdict: judgeLink(text) } }),
    },
    look,
  );
  const entry: Running = { screen, reader: null, channel: null };
  running.set(pane, entry);
  const { terminal } = screen;
  terminal.onData((text) => {
    // Questions in what is drawn again were answered when they were asked.
    if (entry.reader?.replaying === true && isAnswer(text)) return;
    routeTyped(pane, text);
  });
  terminal.onBinary((text) => entry.reader?.type(Uint8Array.from(text, (letter) => letter.charCodeAt(0))));
  terminal.onTitleChange((title) => {
    setState(({ titles }) => ({ titles: withEntry(titles, pane, cleanTitle(title)) }));
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  terminal.onResize(({ cols, rows }) => {
    setState(({ sizes }) => ({ sizes: withEntry(sizes, pane, `${cols} x ${rows}`) }));
    clearTimeout(timer);
    timer = setTimeout(() => tellSize(entry), RESIZE_MS);
  });
  return screen;
}

function tellSize({ channel, screen }: Running, less = 0): void {
  if (channel === null) return;
  const { cols, rows } = screen.terminal;
  // A terminal that is gone has no size to tell.
  void client.terminals.resize({ id: channel, cols, rows: Math.max(1, rows - less) }).catch(() => undefined);
}

/** Ties a channel of the core to the pane's screen, and asks for it. */
function attach(pane: number, channel: number): void {
  const entry = running.get(pane);
  if (!entry) return;
  entry.reader?.stop();
  const { terminal } = entry.screen;
  entry.channel = channel;
  const reader = createReader({
    channel,
    send: sendFrame,
    write: (bytes, done) => terminal.write(bytes, done),
    whenIdle: idle,
    soon(work) {
      const timer = setTimeout(work, PAUSE_MS);
      return () => clearTimeout(timer);
    },
    linesKept: () => SCREEN_OPTIONS.scrollback + 2 * terminal.rows,
    onBegin: (size) => {
      setState(({ elsewhere }) => ({ elsewhere: withMember(elsewhere, pane, false) }));
      // Drawn as wide as it was made, then made to fit: what a shell wrapped by itself stays whole.
      if (size && size.cols > 1 && size.rows > 0) terminal.resize(size.cols, size.rows);
    },
    onLive: ({ restored }) => {
      entry.screen.fit();
      // A full-screen program whose beginning is gone draws itself again when the window changes.
      if (restored) tellSize(entry, 1);
      setTimeout(() => tellSize(entry), restored ? RESIZE_MS : 0);
    },
    onTaken: () => setState(({ elsewhere }) => ({ elsewhere: withMember(elsewhere, pane, true) })),
  });
  entry.reader = reader;
  reader.take();
}

function sizeOf(pane: number): { cols: number; rows: number } {
  const terminal = running.get(pane)?.screen.terminal;
  return { cols: terminal?.cols ?? 80, rows: terminal?.rows ?? 24 };
}

function keep(terminal: Terminal): void {
  setState(({ terminals }) => ({ terminals: withEntry(terminals, terminal.id, terminal) }));
}

/** Asks for a shell in the pane: a new one, or the pane's own again. */
export async function connect(pane: number): Promise<void> {
  const of = findPane(pane);
  const { opening, terminals, elsewhere } = getState();
  if (!of || opening.has(pane)) return;
  const known = of.terminal === null ? undefined : terminals.get(of.terminal);
  setState(({ refused }) => ({ refused: withEntry(refused, pane, undefined) }));
  if (known && elsewhere.has(pane)) {
    running.get(pane)?.reader?.take();
    return;
  }
  setState((old) => ({ opening: withMember(old.opening, pane, true) }));
  try {
    if (known) keep(await client.terminals.reconnect({ id: known.id, ...sizeOf(pane) }));
    else await open(of);
  } catch (error) {
    const shape = toAppError(error).toShape();
    setState(({ refused }) => ({ refused: withEntry(refused, pane, shape) }));
  } finally {
    setState((old) => ({ opening: withMember(old.opening, pane, false) }));
  }
}

async function open(pane: TerminalPane): Promise<void> {
  const { host, fleet } = pane;
  const terminal = await client.terminals.open({ host, fleet, ...sizeOf(pane.id) });
  if (!findPane(pane.id)) {
    void client.terminals.close({ id: terminal.id }).catch(() => undefined);
    return;
  }
  keep(terminal);
  changeLayout((layout) => tie(layout, pane.id, terminal.id));
  attach(pane.id, terminal.id);
}

/** The pane's screen has its size: connects what was opened just now, or reads what runs already. */
export function sized(pane: number): void {
  const of = findPane(pane);
  const entry = running.get(pane);
  if (!of || !entry) return;
  if (wanted.delete(pane)) void connect(pane);
  else if (of.terminal !== null && entry.channel !== of.terminal && getState().terminals.has(of.terminal)) {
    attach(pane, of.terminal);
  }
}

/** Whether the pane is on screen. */
export function setVisible(pane: number, visible: boolean): void {
  running.get(pane)?.reader?.show(visible);
}

/** Sends to the pane's shell alone. */
export function send(pane: number, bytes: Uint8Array): void {
  running.get(pane)?.reader?.type(bytes);
}

function nextId(): number {
  const { tabs } = getState().layout;
  return (
    1 +
    Math.max(0, ...tabs.map(({ id }) => id), ...tabs.flatMap(({ root }) => panesOf(root).map(({ id }) => id)))
  );
}

/** A new terminal in a tab of its own or beside the present one; its shell is asked for when its screen has a size. */
export function openTerminalAt(
  place: Place,
  host: string,
  fleet: string,
  terminal: number | null = null,
): void {
  const pane: TerminalPane = { kind: 'pane', id: nextId(), host, fleet, terminal };
  if (terminal === null) wanted.add(pane.id);
  changeLayout((layout) => {
    const present = layout.tabs.find((tab) => tab.id === layout.active);
    return place.kind === 'split' && present
      ? splitPane(layout, present.focus, place.direction, pane)
      : addTab(layout, pane);
  });
  setState({ searching: null });
}

/** Closes the pane and, where it still runs, its shell. */
export function closePane(pane: number): void {
  const terminal = findPane(pane)?.terminal ?? null;
  const entry = running.get(pane);
  entry?.reader?.stop();
  entry?.screen.dispose();
  running.delete(pane);
  changeLayout((layout) => removePane(layout, pane));
  setState((old) => ({
    searching: old.searching === pane ? null : old.searching,
    many: withMember(old.many, pane, false),
    titles: withEntry(old.titles, pane, undefined),
    sizes: withEntry(old.sizes, pane, undefined),
    refused: withEntry(old.refused, pane, undefined),
  }));
  if (terminal === null) return;
  setState(({ terminals }) => ({ terminals: withEntry(terminals, terminal, undefined) }));
  client.terminals.close({ id: terminal }).catch((error: unknown) => {
    // It was gone already: that is what was asked for.
    if (toAppError(error).code !== 'usage') notifyFailure('Close the terminal')(error);
  });
}

/** After the page has found its core again: goes on where each screen stands. What another window shows stays there. */
export function takeAgain(): void {
  const { elsewhere } = getState();
  for (const [pane, { reader }] of running) if (!elsewhere.has(pane)) reader?.take();
}

/** Terminals a list has left out once: it may have been asked before they were opened. */
const missed = new Set<number>();

/** What the core says of its terminals now. What is no more leaves its output on screen. */
export function follow(list: readonly Terminal[]): void {
  const before = getState().terminals;
  const terminals = new Map(list.map((terminal) => [terminal.id, terminal]));
  const panes = allPanes(getState().layout).filter(({ terminal }) => terminal !== null);
  for (const { id, terminal } of panes) {
    if (terminal === null) continue;
    const now = terminals.get(terminal);
    const known = before.get(terminal);
    if (!now && known && !missed.has(terminal)) {
      missed.add(terminal);
      terminals.set(terminal, known);
      invalidate('terminals');
    } else {
      missed.delete(terminal);
      if (!now) untie(id);
      else if (now.state !== known?.state) announceState(now);
    }
    mayComeBack(id, now, () => running.get(id)?.reader?.take());
  }
  setState({ terminals });
}

function untie(pane: number): void {
  const entry = running.get(pane);
  entry?.reader?.stop();
  if (entry) {
    entry.reader = null;
    entry.channel = null;
  }
  changeLayout((layout) => tie(layout, pane, null));
}

function announceState({ host, state }: Terminal): void {
  if (state === 'open') announce(`Terminal to ${host} is open`);
  if (state === 'ended') announce(`The shell on ${host} has ended`);
  if (state === 'lost') announce(`The connection to ${host} is lost`);
  if (state === 'failed') announce(`No terminal to ${host}`);
}
