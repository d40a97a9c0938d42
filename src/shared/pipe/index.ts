/**
 * The binary pipe beside the contract: terminals and other bulk bytes. One pipe a client, many channels.
 * A frame is: kind (1 byte), channel (u32, big endian), payload.
 *
 * - `data` carries bytes; `ack` a u32 with the number of bytes its reader has consumed since the last ack.
 * - `take` asks the core for a channel: its reader has everything before offset `have` (float64; -1: nothing).
 *   Whoever had the channel before hears `end`.
 * - `begin` answers it: the data that follow start at offset `at`, and what lies before `live` was said before
 *   somebody listened (two float64), at a window of `cols` by `rows` (two u16). `prologue` is to be drawn first; it
 *   is counted in no offset.
 */
export type Frame =
  | { readonly kind: 'data'; readonly channel: number; readonly bytes: Uint8Array }
  | { readonly kind: 'ack'; readonly channel: number; readonly count: number }
  | { readonly kind: 'end'; readonly channel: number }
  | { readonly kind: 'take'; readonly channel: number; readonly have: number | null }
  | {
      readonly kind: 'begin';
      readonly channel: number;
      readonly at: number;
      readonly live: number;
      readonly cols: number;
      readonly rows: number;
      readonly prologue: Uint8Array;
    };

const KIND = { data: 0, ack: 1, end: 2, take: 3, begin: 4 } as const;
const HEAD = 5;
const BEGIN = 20;

/** Unacknowledged bytes a writer may have under way in one channel before it must stop reading its source. */
export const PIPE_WINDOW = 1024 * 1024;

/** A source that was stopped is read again when no more than this is unacknowledged. */
export const PIPE_RESUME = 64 * 1024;

/** The bytes of a frame as they cross a carrier. */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(HEAD + payloadSize(frame));
  const view = new DataView(out.buffer);
  view.setUint8(0, KIND[frame.kind]);
  view.setUint32(1, frame.channel);
  switch (frame.kind) {
    case 'data':
      out.set(frame.bytes, HEAD);
      break;
    case 'ack':
      view.setUint32(HEAD, frame.count);
      break;
    case 'take':
      view.setFloat64(HEAD, frame.have ?? -1);
      break;
    case 'begin':
      view.setFloat64(HEAD, frame.at);
      view.setFloat64(HEAD + 8, frame.live);
      view.setUint16(HEAD + 16, frame.cols);
      view.setUint16(HEAD + 18, frame.rows);
      out.set(frame.prologue, HEAD + BEGIN);
      break;
    case 'end':
      break;
  }
  return out;
}

function payloadSize(frame: Frame): number {
  switch (frame.kind) {
    case 'data':
      return frame.bytes.length;
    case 'ack':
      return 4;
    case 'take':
      return 8;
    case 'begin':
      return BEGIN + frame.prologue.length;
    case 'end':
      return 0;
  }
}

const isOffset = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** The frame in `bytes`, or null when they are none. */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  if (bytes.length < HEAD) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channel = view.getUint32(1);
  const size = bytes.length - HEAD;
  switch (view.getUint8(0)) {
    case KIND.data:
      return { kind: 'data', channel, bytes: bytes.subarray(HEAD) };
    case KIND.ack:
      return size === 4 ? { kind: 'ack', channel, count: view.getUint32(HEAD) } : null;
    case KIND.end:
      return size === 0 ? { kind: 'end', channel } : null;
    case KIND.take: {
      if (size !== 8) return null;
      const have = view.getFloat64(HEAD);
      if (have === -1) return { kind: 'take', channel, have: null };
      return isOffset(have) ? { kind: 'take', channel, have } : null;
    }
    case KIND.begin: {
      if (size < BEGIN) return null;
      const at = view.getFloat64(HEAD);
      const live = view.getFloat64(HEAD + 8);
      if (!isOffset(at) || !isOffset(live)) return null;
      const [cols, rows] = [view.getUint16(HEAD + 16), view.getUint16(HEAD + 18)];
      return { kind: 'begin', channel, at, live, cols, rows, prologue: bytes.subarray(HEAD + BEGIN) };
    }
    default:
      return null;
  }
}

/** One side of a pipe, whatever carries it. */
export interface Pipe {
  send(frame: Frame): void;
  /** Returns the unsubscribe function. */
  onFrame(listener: (frame: Frame) => void): () => void;
  onClose(listener: () => void): () => void;
}
