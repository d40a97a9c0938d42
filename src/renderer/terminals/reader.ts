import { PIPE_WINDOW, type Frame } from '../../shared/pipe';
import { createSendWindow, type SendWindow } from './send-window';
import { afterCut, colourPiece, planSkim, type Waiting } from './skim';
import { createStretchReader } from './stretches';

/** One channel of the pipe at the page's end: reads it into a screen, and types into it. */
export interface Reader {
  /** Asks the core for the channel from where we stand; also after the pipe was lost. */
  take(): void;
  hear(frame: Frame): void;
  type(bytes: Uint8Array): void;
  /** A hidden screen is fed when the page has nothing better to do; it falls behind only as far as the window. */
  show(visible: boolean): void;
  /** Whether what the screen draws at this moment was said before we listened: questions in it are not ours to answer. */
  readonly replaying: boolean;
  stop(): void;
}

export interface ReaderPorts {
  readonly channel: number;
  readonly send: (frame: Frame) => void;
  /** Draws bytes; calls back when they are drawn. Calls may overlap, and are done in order. */
  readonly write: (bytes: Uint8Array, done: () => void) => void;
  /** Calls back when the page is idle, `afterMs` from now at the soonest. Returns the cancel function. */
  readonly whenIdle: (work: () => void, afterMs: number) => () => void;
  /** Calls back in a few milliseconds, when what has come meanwhile was heard. Returns the cancel function. */
  readonly soon: (work: () => void) => () => void;
  /** Lines that the scrollback and two screens hold: see `planSkim`. */
  readonly linesKept: () => number;
  /** The channel is ours. Output of before, where some comes, was made for this size. */
  readonly onBegin: (size: { readonly cols: number; readonly rows: number } | null) => void;
  /** What was said before is drawn. `restored`: its beginning is gone, and a full-screen program may have holes. */
  readonly onLive: (told: { readonly restored: boolean }) => void;
  /** Another window reads it now. */
  readonly onTaken: () => void;
}

interface Piece extends Waiting {
  /** What of it is owed to the core. */
  readonly counted: number;
  readonly old: boolean;
  readonly generation: number;
}

/** Bytes a screen is given at once: what it must finish before anything else has its turn. */
const PIECE = 8 * 1024;
/** Keys that are kept until the channel is ours. */
const MOST_EARLY = 1000;
/**
 * Pieces a screen is given one after the other, about what it draws in a frame. Then it pauses, so that more of a flood
 * is heard than is drawn, and what waits here may turn out never to be seen.
 */
const BURST = 8;
/** And what a hidden one is given while the page is idle. */
const IDLE_PIECES = 2;
/** A hidden flood is looked at no more often than this: the rest of the page has better things to do. */
const FLOOD_REST_MS = 250;

const utf8 = new TextEncoder();

/** Said where output is missing that nobody kept. */
function gap(bytes: number): Uint8Array {
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  return utf8.encode(`\u001b[0m\r\n\u001b[2m${size} of output while nobody looked are not kept\u001b[0m\r\n`);
}

export function createReader(ports: ReaderPorts): Reader {
  const { channel, send, write, whenIdle } = ports;
  let have: number | null = null;
  let live = 0;
  let generation = 0;
  let listening = false;
  /** What is to be told once the screen has caught up; null where it has. */
  let catchingUp: { readonly restored: boolean } | null = null;
  /** Typed since the channel was asked for; null where it was not. */
  let early: Uint8Array[] | null = null;
  let visible = true;
  let queue: Piece[] = [];
  const inFlight: Piece[] = [];
  const stretches = createStretchReader();
  let restMs = 0;
  let owed = 0;
  let acknowledging = false;
  let cancelIdle: (() => void) | null = null;
  let cancelPause: (() => void) | null = null;
  /** Pieces of the present burst. */
  let given = 0;
  let typing: SendWindow = newWindow();

  function newWindow(): SendWindow {
    return createSendWindow(PIPE_WINDOW, (bytes) => send({ kind: 'data', channel, bytes }));
  }

  const acknowledge = (count: number): void => {
    owed += count;
    if (acknowledging) return;
    acknowledging = true;
    // What the screen finishes in one go is told in one frame.
    queueMicrotask(() => {
      acknowledging = false;
      if (owed > 0) send({ kind: 'ack', channel, count: owed });
      owed = 0;
    });
  };

  const caughtUp = (): void => {
    if (!catchingUp || have === null || have < live || inFlight[0]?.old || queue[0]?.old) return;
    const told = catchingUp;
    catchingUp = null;
    ports.onLive(told);
  };

  const draw = (piece: Piece): void => {
    inFlight.push(piece);
    write(piece.bytes, () => {
      inFlight.shift();
      caughtUp();
      if (piece.generation === generation) acknowledge(piece.counted);
      go();
    });
  };

  /** Takes out of the queue what nobody could see. It counts as consumed. */
  const skim = (): void => {
    const plan = planSkim(queue, ports.linesKept());
    restMs = plan ? FLOOD_REST_MS : 0;
    const last = plan ? queue[plan.to] : undefined;
    if (!plan || !last) return;
    const { from, to, cut, colours } = plan;
    const counts = last.counted > 0;
    const rest: Piece = { ...last, ...afterCut(last, cut), counted: counts ? last.counted - cut : 0 };
    const gone = queue.slice(from, to);
    const between: Piece[] = colours === '' ? [] : [{ ...last, ...colourPiece(colours), counted: 0 }];
    queue = [...queue.slice(0, from), ...between, rest, ...queue.slice(to + 1)];
    for (const piece of gone) if (piece.generation === generation) acknowledge(piece.counted);
    if (counts && last.generation === generation) acknowledge(cut);
  };

  const drain = (most: number): void => {
    const pieces = queue.splice(0, most);
    given += pieces.length;
    for (const piece of pieces) draw(piece);
  };

  const later = (): void => {
    if (cancelIdle || inFlight.length > 0 || queue.length === 0) return;
    cancelIdle = whenIdle(() => {
      cancelIdle = null;
      skim();
      drain(IDLE_PIECES);
    }, restMs);
  };

  const pause = (): void => {
    cancelPause ??= ports.soon(() => {
      cancelPause = null;
      given = 0;
      go();
    });
  };

  /** Goes on with what waits. */
  const go = (): void => {
    if (inFlight.length === 0 && queue.length === 0) given = 0;
    if (!visible) later();
    else if (queue.length > 0 && given < BURST) {
      skim();
      drain(BURST - given);
    } else if (queue.length > 0 && inFlight.length === 0) pause();
  };

  const push = (bytes: Uint8Array, counted: boolean, old: boolean): void => {
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      const stretch = stretches.read(piece);
      queue.push({ bytes: piece, stretch, counted: counted ? piece.length : 0, old, generation });
    }
    go();
  };

  const begin = (frame: Extract<Frame, { kind: 'begin' }>): void => {
    listening = true;
    generation += 1;
    owed = 0;
    typing = newWindow();
    for (const bytes of early ?? []) typing.send(bytes);
    early = null;
    const { cols, rows } = frame;
    ports.onBegin(frame.live > frame.at ? { cols, rows } : null);
    const skipped = have === null ? 0 : frame.at - have;
    if (skipped > 0) push(gap(skipped), false, true);
    push(frame.prologue, false, true);
    have = frame.at;
    live = frame.live;
    catchingUp = { restored: frame.prologue.length > 0 };
    caughtUp();
  };

  return {
    take() {
      listening = false;
      early = [];
      send({ kind: 'take', channel, have });
    },
    hear(frame) {
      if (frame.kind === 'begin') begin(frame);
      else if (frame.kind === 'end') {
        listening = false;
        early = null;
        ports.onTaken();
      } else if (frame.kind === 'ack') typing.acknowledge(frame.count);
      else if (frame.kind === 'data' && listening && have !== null) {
        const before = Math.max(0, Math.min(frame.bytes.length, live - have));
        have += frame.bytes.length;
        push(frame.bytes.subarray(0, before), true, true);
        push(frame.bytes.subarray(before), true, false);
      }
    },
    type(bytes) {
      if (listening) typing.send(bytes);
      else if (early && early.length < MOST_EARLY) early.push(bytes);
    },
    show(wanted) {
      visible = wanted;
      given = 0;
      cancelIdle?.();
      cancelIdle = null;
      go();
    },
    get replaying() {
      return inFlight[0]?.old ?? false;
    },
    stop() {
      listening = false;
      cancelIdle?.();
      cancelPause?.();
      queue = [];
    },
  };
}
