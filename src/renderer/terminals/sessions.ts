import { create } from 'zustand';
import { toAppError } from '../../shared/carrier';
import type { ErrorShape, Terminal } from '../../shared/contract';
import { PIPE_WINDOW } from '../../shared/pipe';
import { announce, client, invalidate, notifyFailure, sendFrame, useConnection } from '../app';
import { expectChannel, listenTo } from './channels';
import { createScreen, type Screen } from './screen';
import { createSendWindow } from './send-window';

/** One tab. It keeps its screen when its shell has ended, until it is closed. */
export interface Session {
  readonly key: number;
  readonly host: string;
  readonly state: 'opening' | 'open' | 'ended' | 'lost' | 'failed';
  readonly since: string;
  readonly exitCode: number | null;
  readonly error: ErrorShape | null;
}

interface Running {
  readonly screen: Screen;
  channel: number | null;
  /** A shell that runs already and is to be taken over when the screen has a size. */
  adopts: number | null;
  stop: () => void;
}

export const useSessions = create<{
  sessions: readonly Session[];
  active: number | null;
  searching: boolean;
}>(() => ({ sessions: [], active: null, searching: false }));

const running = new Map<number, Running>();
const utf8 = new TextEncoder();
let nextKey = 1;

export function screenOf(key: number): Screen | undefined {
  return running.get(key)?.screen;
}

function change(key: number, news: Partial<Session>): void {
  useSessions.setState((old) => ({
    sessions: old.sessions.map((session) => (session.key === key ? { ...session, ...news } : session)),
  }));
}

/** Keys of ours, all with Ctrl Shift: copy, find, leave. Paste is the browser's own and reaches xterm as an event. */
function ownKey(key: number, event: KeyboardEvent): boolean {
  if (!event.ctrlKey || !event.shiftKey || event.altKey) return false;
  const screen = screenOf(key);
  switch (event.code) {
    case 'KeyC': {
      const text = screen?.terminal.getSelection() ?? '';
      if (event.type === 'keydown') {
        event.preventDefault();
        if (text !== '') void navigator.clipboard?.writeText(text);
      }
      return true;
    }
    case 'KeyV':
      return true;
    case 'KeyF':
      if (event.type === 'keydown') {
        event.preventDefault();
        useSessions.setState({ searching: true });
      }
      return true;
    case 'KeyE':
      if (event.type === 'keydown') {
        event.preventDefault();
        document.querySelector<HTMLElement>('.terminal-tabs [aria-current="true"]')?.focus();
      }
      return true;
    default:
      return false;
  }
}

async function exitCodeOf(channel: number): Promise<number | null> {
  try {
    return (await client.terminals.list()).find((terminal) => terminal.id === channel)?.exitCode ?? null;
  } catch {
    return null;
  }
}

/** Asks for a shell of the screen's present size and ties it to the screen. */
export async function connect(key: number): Promise<void> {
  const entry = running.get(key);
  const session = useSessions.getState().sessions.find((one) => one.key === key);
  if (!entry || !session) return;
  const { terminal } = entry.screen;
  if (entry.adopts !== null) {
    const channel = entry.adopts;
    entry.adopts = null;
    attach(key, entry, channel);
    change(key, { state: 'open' });
    return;
  }
  change(key, { state: 'opening', error: null, exitCode: null });
  const expected = expectChannel();
  try {
    const { id } = await client.terminals.open({
      host: session.host,
      cols: Math.max(2, terminal.cols),
      rows: Math.max(1, terminal.rows),
    });
    if (!running.has(key)) {
      void client.terminals.close({ id });
      return;
    }
    attach(key, entry, id);
    change(key, { state: 'open', since: new Date().toISOString() });
    announce(`Terminal to ${session.host} is open`);
  } catch (error) {
    change(key, { state: 'failed', error: toAppError(error).toShape() });
  } finally {
    expected();
  }
}

function attach(key: number, entry: Running, channel: number): void {
  const { terminal } = entry.screen;
  const out = createSendWindow(PIPE_WINDOW, (bytes) => sendFrame({ kind: 'data', channel, bytes }));
  const typed = terminal.onData((text) => out.send(utf8.encode(text)));
  const binary = terminal.onBinary((text) =>
    out.send(Uint8Array.from(text, (letter) => letter.charCodeAt(0))),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const resized = terminal.onResize(({ cols, rows }) => {
    clearTimeout(timer);
    timer = setTimeout(
      () => void client.terminals.resize({ id: channel, cols, rows }).catch(() => undefined),
      80,
    );
  });
  const stopListening = listenTo(channel, (frame) => {
    switch (frame.kind) {
      case 'data': {
        const { length } = frame.bytes;
        terminal.write(frame.bytes, () => sendFrame({ kind: 'ack', channel, count: length }));
        return;
      }
      case 'ack':
        out.acknowledge(frame.count);
        return;
      case 'end':
        detach(key);
        change(key, { state: 'ended' });
        void exitCodeOf(channel).then((exitCode) => change(key, { exitCode }));
        return;
    }
  });
  entry.channel = channel;
  entry.stop = () => {
    clearTimeout(timer);
    typed.dispose();
    binary.dispose();
    resized.dispose();
    stopListening();
  };
  // An acknowledgement of nothing makes the channel ours; the pane may have been resized in the meantime.
  sendFrame({ kind: 'ack', channel, count: 0 });
  void client.terminals
    .resize({ id: channel, cols: terminal.cols, rows: terminal.rows })
    .catch(() => undefined);
}

function detach(key: number): void {
  const entry = running.get(key);
  if (!entry) return;
  entry.stop();
  entry.stop = () => undefined;
  entry.channel = null;
}

/** A tab for a shell that runs without one, as after a reload of the page. What it said before is not shown again. */
export function adoptSession(terminal: Pick<Terminal, 'id' | 'host'>, scheme: 'dark' | 'light'): void {
  addSession(terminal.host, scheme, terminal.id);
}

/** A new tab; its shell is asked for as soon as its screen has a size. */
export function openSession(host: string, scheme: 'dark' | 'light'): void {
  addSession(host, scheme, null);
}

/** Channels that have a tab here. */
export function channelsWithTab(): ReadonlySet<number> {
  return new Set([...running.values()].flatMap((entry) => entry.channel ?? entry.adopts ?? []));
}

function addSession(host: string, scheme: 'dark' | 'light', adopts: number | null): void {
  const key = nextKey;
  nextKey += 1;
  running.set(key, {
    screen: createScreen((event) => ownKey(key, event), scheme),
    channel: null,
    adopts,
    stop: () => undefined,
  });
  const session: Session = {
    key,
    host,
    state: 'opening',
    since: new Date().toISOString(),
    exitCode: null,
    error: null,
  };
  useSessions.setState((old) => ({ sessions: [...old.sessions, session], active: key, searching: false }));
}

/** Closes the tab and, where it still runs, its shell. */
export function closeSession(key: number): void {
  const entry = running.get(key);
  const channel = entry?.channel ?? null;
  detach(key);
  entry?.screen.dispose();
  running.delete(key);
  useSessions.setState((old) => {
    const at = old.sessions.findIndex((session) => session.key === key);
    const sessions = old.sessions.filter((session) => session.key !== key);
    const next = sessions[Math.min(at, sessions.length - 1)]?.key ?? null;
    return { sessions, searching: false, active: old.active === key ? next : old.active };
  });
  if (channel === null) return;
  client.terminals
    .close({ id: channel })
    .then(() => invalidate('terminals'))
    .catch(notifyFailure('Close the terminal'));
}

/** Takes back the shells that went on while there was no connection; those of a core that was restarted are gone. */
async function takeBack(): Promise<void> {
  const lost = useSessions.getState().sessions.filter((session) => session.state === 'lost');
  if (lost.length === 0) return;
  const alive = await client.terminals.list().catch(() => []);
  for (const session of lost) {
    const channel = running.get(session.key)?.channel ?? null;
    if (channel === null) continue;
    if (alive.some((one) => one.id === channel && one.host === session.host && one.open)) {
      sendFrame({ kind: 'ack', channel, count: 0 });
      change(session.key, { state: 'open' });
    } else detach(session.key);
  }
}

useConnection.subscribe((now, before) => {
  if (now.status === before.status) return;
  if (now.status === 'open') void takeBack();
  if (now.status !== 'lost') return;
  for (const session of useSessions.getState().sessions) {
    if (session.state === 'open') change(session.key, { state: 'lost' });
  }
});
