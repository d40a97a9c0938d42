/** Sends bytes of one channel in pieces, never more under way than the other side has room for. */
export interface SendWindow {
  send(bytes: Uint8Array): void;
  /** The other side has consumed this many. */
  acknowledge(count: number): void;
  /** Bytes that wait for room. */
  readonly waiting: number;
}

/** A large paste goes in pieces of this many bytes. */
const PIECE = 16 * 1024;

/** `room`: bytes that may be unacknowledged; `put` sends one piece. */
export function createSendWindow(room: number, put: (bytes: Uint8Array) => void): SendWindow {
  let free = room;
  let queue: Uint8Array[] = [];
  const drain = (): void => {
    while (queue.length > 0 && free > 0) {
      const head = queue[0];
      if (!head) break;
      const size = Math.min(head.length, PIECE, free);
      free -= size;
      put(head.subarray(0, size));
      if (size === head.length) queue.shift();
      else queue = [head.subarray(size), ...queue.slice(1)];
    }
  };
  return {
    send(bytes) {
      if (bytes.length === 0) return;
      queue.push(bytes);
      drain();
    },
    acknowledge(count) {
      free = Math.min(room, free + count);
      drain();
    },
    get waiting() {
      return queue.reduce((sum, bytes) => sum + bytes.length, 0);
    },
  };
}
