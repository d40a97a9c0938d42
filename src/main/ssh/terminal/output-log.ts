import { createModes } from './modes';

/**
 * The latest output of one terminal, addressed by offset: how many bytes came before. Kept in blocks that are
 * never written over, so what `read` returns stays as it is.
 */
export interface OutputLog {
  /** Offset of the first byte that is kept. */
  readonly start: number;
  /** Offset after the last byte. */
  readonly end: number;
  append(bytes: Uint8Array): void;
  /** Bytes from an offset that is kept, at most `limit` and perhaps fewer; empty only at the end. */
  read(from: number, limit: number): Buffer;
  /** Lets go of what lies before the offset. */
  trim(before: number): void;
  /**
   * Where a reader that has nothing begins: at a line's beginning, or a sequence's where a full-screen program
   * draws, and what it is to draw first to be in the modes that held there.
   */
  beginning(): { readonly at: number; readonly prologue: Buffer };
}

const BLOCK = 64 * 1024;
const FIRST_BLOCK = 4 * 1024;
/** How far a good place to begin is looked for; a line longer than this is begun in its middle. */
const LOOK = 8 * 1024;
const NEWLINE = 0x0a;
const ESC = 0x1b;

export function createOutputLog(): OutputLog {
  const modes = createModes();
  /** Block `n` holds the offsets from `(first + n) * BLOCK` on. */
  let blocks: Buffer[] = [];
  let first = 0;
  let start = 0;
  let end = 0;

  /** The block for the next byte; a small one grows, so that a terminal that says little takes little. */
  const room = (): Buffer => {
    const used = end % BLOCK;
    const last = used === 0 ? undefined : blocks.at(-1);
    if (last && used < last.length) return last;
    const block = Buffer.allocUnsafeSlow(last ? BLOCK : end === 0 ? FIRST_BLOCK : BLOCK);
    if (last) {
      last.copy(block, 0, 0, used);
      blocks[blocks.length - 1] = block;
    } else blocks.push(block);
    return block;
  };

  const read = (from: number, limit: number): Buffer => {
    const block = blocks[Math.floor(from / BLOCK) - first];
    if (!block || from < start || from >= end) return Buffer.alloc(0);
    const at = from % BLOCK;
    return block.subarray(at, Math.min(at + limit, at + end - from, BLOCK));
  };

  return {
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    append(bytes) {
      for (let done = 0; done < bytes.length;) {
        const block = room();
        const used = end % BLOCK;
        const piece = bytes.subarray(done, done + block.length - used);
        block.set(piece, used);
        done += piece.length;
        end += piece.length;
      }
    },
    read,
    trim(before) {
      while (start < Math.min(before, end)) {
        const piece = read(start, Math.min(before, end) - start);
        modes.read(piece);
        start += piece.length;
      }
      const gone = Math.floor(start / BLOCK) - first;
      if (gone > 0) {
        blocks = blocks.slice(gone);
        first += gone;
      }
    },
    beginning() {
      if (start === 0) return { at: 0, prologue: Buffer.alloc(0) };
      const look = read(start, LOOK);
      const found = modes.alternate ? look.indexOf(ESC) : look.indexOf(NEWLINE) + 1;
      const at = start + Math.max(0, found);
      // What is skipped may switch a mode too; it is told again, in its order, after those from before it.
      const skipped = createModes();
      skipped.read(look.subarray(0, at - start));
      return { at, prologue: Buffer.concat([modes.prologue(), skipped.prologue()]) };
    },
  };
}
