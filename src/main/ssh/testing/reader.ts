import type { Frame, Pipe } from '../../../shared/pipe';
import type { Terminals } from '../terminals';

/** A page at the other end of a pipe, in memory, that reads a terminal and acknowledges all of it. */
export interface TestReader {
  text(): string;
  type(text: string): void;
  close(): void;
}

/** Takes the terminal `id` as a page does. */
export function readTerminal(terminals: Terminals, id: number): TestReader {
  const chunks: Uint8Array[] = [];
  const listeners = new Set<(frame: Frame) => void>();
  const give = (frame: Frame): void => listeners.forEach((listener) => listener(frame));
  const pipe: Pipe = {
    send(frame) {
      if (frame.kind !== 'data' || frame.channel !== id) return;
      chunks.push(frame.bytes);
      queueMicrotask(() => give({ kind: 'ack', channel: id, count: frame.bytes.length }));
    },
    onFrame(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onClose: () => () => undefined,
  };
  const detach = terminals.attach(pipe);
  give({ kind: 'take', channel: id, have: null });
  return {
    text: () => Buffer.concat(chunks).toString(),
    type: (text) => give({ kind: 'data', channel: id, bytes: Buffer.from(text) }),
    close: detach,
  };
}
