import { create } from 'zustand';
import { toAppError } from '../../shared/carrier';
import type { ErrorShape } from '../../shared/contract';
import { PIPE_WINDOW } from '../../shared/pipe';
import { announce, client, invalidate, notifyFailure, sendFrame, useConnection } from '../app';
import { expectChannels, forgetEarly, listenTo } from './channels';
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
  change(key, { state: 'opening', error: null, exitCode: null });
  expectChannels();
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
  // The pane may have been resized while the shell was being opened.
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

/** A new tab; its shell is asked for as soon as its screen has a size. */
export function openSession(host: string, scheme: 'dark' | 'light'): void {
  const key = nextKey;
  nextKey += 1;
  running.set(key, {
    screen: createScreen((event) => ownKey(key, event), scheme),
    channel: null,
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

/** A lost connection takes its channels with it; what was on screen stays. */
useConnection.subscribe((now, before) => {
  if (now.status !== 'lost' || before.status !== 'open') return;
  forgetEarly();
  for (const session of useSessions.getState().sessions) {
    if (session.state !== 'open' && session.state !== 'opening') continue;
    detach(session.key);
    change(session.key, { state: 'lost' });
  }
});
