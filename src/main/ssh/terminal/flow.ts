import { PIPE_RESUME, PIPE_WINDOW, type Frame, type Pipe } from '../../../shared/pipe';
import { createOutputLog } from './output-log';

/** A source of bytes that can be told to wait. */
export interface Source {
  pause(): void;
  resume(): void;
}

/**
 * Carries one channel's output to whichever pipe took it. While somebody reads, nothing is lost: the source waits
 * at {@link PIPE_WINDOW} unacknowledged bytes and goes on at {@link PIPE_RESUME}. While nobody does, the program
 * goes on and only the latest output is kept.
 */
export interface Flow {
  readonly owner: Pipe | null;
  /** Adds output; from a shell, or words of our own. */
  append(bytes: Uint8Array): void;
  /** What the output comes from now. */
  from(source: Source | null): void;
  /** `size`: of the window for which the output was made. */
  take(pipe: Pipe, have: number | null, size: { readonly cols: number; readonly rows: number }): void;
  acknowledge(count: number): void;
  /** The pipe is gone, or the channel is. */
  leave(): void;
}

/** Kept for a page that comes back with an empty screen. */
export const KEPT_BYTES = 256 * 1024;
const PIECE = 64 * 1024;

export function createFlow(channel: number): Flow {
  const log = createOutputLog();
  let owner: Pipe | null = null;
  let source: Source | null = null;
  let waits = false;
  let sent = 0;
  let acknowledged = 0;
  let pumping: NodeJS.Immediate | null = null;

  const send = (frame: Frame): void => owner?.send(frame);

  const regulate = (): void => {
    const open = owner ? log.end - acknowledged : 0;
    if (!waits && open >= PIPE_WINDOW) {
      waits = true;
      source?.pause();
    } else if (waits && open <= PIPE_RESUME) {
      waits = false;
      source?.resume();
    }
    // Unread output is kept a whole window long even when nobody reads: a page that was away for a moment gets it all.
    const unread = owner ? acknowledged : Math.max(acknowledged, log.end - PIPE_WINDOW);
    log.trim(Math.min(unread, log.end - KEPT_BYTES));
  };

  const pump = (): void => {
    pumping = null;
    if (!owner) return regulate();
    while (sent < log.end && sent - acknowledged < PIPE_WINDOW) {
      const bytes = log.read(sent, Math.min(PIECE, PIPE_WINDOW - (sent - acknowledged)));
      sent += bytes.length;
      send({ kind: 'data', channel, bytes });
    }
    regulate();
  };

  return {
    get owner() {
      return owner;
    },
    append(bytes) {
      log.append(bytes);
      regulate();
      // What arrives in one turn of the loop leaves in one frame: sshd reads a terminal in small pieces.
      pumping ??= setImmediate(pump);
    },
    from(next) {
      source = next;
      waits = false;
      regulate();
    },
    take(pipe, have, { cols, rows }) {
      if (owner && owner !== pipe) send({ kind: 'end', channel });
      owner = pipe;
      const goesOn = have !== null && have >= log.start && have <= log.end;
      const { at, prologue } = goesOn ? { at: have, prologue: new Uint8Array(0) } : log.beginning();
      sent = at;
      acknowledged = at;
      send({ kind: 'begin', channel, at, live: goesOn ? at : log.end, cols, rows, prologue });
      pump();
    },
    acknowledge(count) {
      acknowledged = Math.min(sent, acknowledged + count);
      pump();
    },
    leave() {
      owner = null;
      if (pumping) clearImmediate(pumping);
      pumping = null;
      regulate();
    },
  };
}
