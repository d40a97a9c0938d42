/**
 * The binary pipe beside the contract: terminals and other bulk bytes. One pipe a client, many channels.
 * A frame is: kind (1 byte), channel (u32, big endian), payload. `data` carries bytes; `ack` carries a u32
 * with the number of bytes its reader has consumed since the last ack; `end` closes the channel.
 */
export type Frame =
  | { readonly kind: 'data'; readonly channel: number; readonly bytes: Uint8Array }
  | { readonly kind: 'ack'; readonly channel: number; readonly count: number }
  | { readonly kind: 'end'; readonly channel: number };

const KIND = { data: 0, ack: 1, end: 2 } as const;
const HEAD = 5;

/** Unacknowledged bytes a writer may have under way in one channel before it must stop reading its source. */
export const PIPE_WINDOW = 512 * 1024;

/** The bytes of a frame as they cross a carrier. */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const payload = frame.kind === 'data' ? frame.bytes.length : frame.kind === 'ack' ? 4 : 0;
  const out = new Uint8Array(HEAD + payload);
  const view = new DataView(out.buffer);
  view.setUint8(0, KIND[frame.kind]);
  view.setUint32(1, frame.channel);
  if (frame.kind === 'data') out.set(frame.bytes, HEAD);
  if (frame.kind === 'ack') view.setUint32(HEAD, frame.count);
  return out;
}

/** The frame in `bytes`, or null when they are none. */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  if (bytes.length < HEAD) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channel = view.getUint32(1);
  switch (view.getUint8(0)) {
    case KIND.data:
      return { kind: 'data', channel, bytes: bytes.subarray(HEAD) };
    case KIND.ack:
      return bytes.length === HEAD + 4 ? { kind: 'ack', channel, count: view.getUint32(HEAD) } : null;
    case KIND.end:
      return bytes.length === HEAD ? { kind: 'end', channel } : null;
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
