import { BLOCK } from './geometry';

const WASM_PAGE = 64 * 1024;

/** Slots that go round between reading, hashing and writing. */
export const SLOTS = 32;
/** Behind them: three that keep what is held back at most (see geometry), one of zeros, one to read back into. */
export const HELD_SLOTS = SLOTS;
export const ZERO_SLOT = SLOTS + 3;
export const BACK_SLOT = SLOTS + 4;
const ALL_SLOTS = SLOTS + 5;

/**
 * Memory that begins at a page of the machine, as O_DIRECT wants it and Node's own buffers do not, and that threads
 * share. Cut into slots of one {@link BLOCK}.
 */
export class Blocks {
  readonly memory: SharedArrayBuffer;

  constructor() {
    const pages = (ALL_SLOTS * BLOCK) / WASM_PAGE;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.memory = memory.buffer as unknown as SharedArrayBuffer;
  }

  /** The first `bytes` of a slot. */
  view(slot: number, bytes: number = BLOCK): Buffer {
    return slotView(this.memory, slot, bytes);
  }
}

/** The same from another thread. */
export function slotView(memory: SharedArrayBuffer, slot: number, bytes: number = BLOCK): Buffer {
  return Buffer.from(memory, slot * BLOCK, bytes);
}
