import { AppError } from '../../../shared/contract';
import { SLOTS, ZERO_SLOT } from './blocks';
import { BLOCK, padded } from './geometry';
import type { Work } from './work';

/** Reads in flight: enough to keep a drive busy, few enough that a cancel need not wait. */
const DEPTH = 8;
const LOOK_MS = 200;

/**
 * Reads the image back from the drive in order and compares it, block by block, with what was learnt while writing. What
 * was held back comes from memory, what was skipped is empty. Throws `verify-failed` with the first place that differs.
 */
export async function verifyBody(work: Work): Promise<void> {
  const { drive, hasher, blocks, geometry, meter, held, skipped, signal } = work;
  const reading: { block: number; slot: number; read: Promise<void> }[] = [];
  const free = Array.from({ length: DEPTH }, (_, slot) => slot);
  let next = 0;
  let unread = 0;

  const ahead = (): void => {
    while (next < geometry.blocks && free.length > 0 && !signal.aborted) {
      const block = next++;
      const own = held.get(block) ?? (skipped.has(block) ? ZERO_SLOT : undefined);
      if (own !== undefined) {
        reading.push({ block, slot: own, read: Promise.resolve() });
        continue;
      }
      const slot = free.pop()!;
      const whole = padded(geometry.bytesOf(block), drive.sectorBytes);
      unread += 1;
      const read = drive.read(blocks.view(slot, whole), block * BLOCK).finally(() => (unread -= 1));
      read.catch(() => undefined);
      reading.push({ block, slot, read });
    }
  };

  const compare = async (block: number, slot: number): Promise<void> => {
    const bytes = geometry.bytesOf(block);
    if (!(await hasher.compare(slot, bytes))) throw differs(block * BLOCK);
    if (!held.has(block)) meter.advance(bytes);
    if (slot < SLOTS) free.push(slot);
  };

  const look = setInterval(() => {
    work.waitsFor = unread > 0 ? 'drive' : 'hash';
    meter.vote(work.waitsFor);
  }, LOOK_MS);
  const comparing: Promise<void>[] = [];
  try {
    ahead();
    for (let entry = reading.shift(); entry !== undefined; entry = reading.shift()) {
      signal.throwIfAborted();
      const { block, slot, read } = entry;
      await read;
      const compared = compare(block, slot);
      compared.catch(() => undefined);
      comparing.push(compared);
      // The hash may lag behind the drive by as many blocks as there are slots.
      if (free.length === 0) await comparing.shift();
      ahead();
      while (reading.length === 0 && next < geometry.blocks) {
        await comparing.shift();
        ahead();
      }
    }
    await Promise.all(comparing);
  } finally {
    clearInterval(look);
  }
}

/** What to say when the drive holds something else than was written at byte `at`. */
export function differs(at: number): AppError {
  return new AppError(
    'verify-failed',
    `The drive does not give back what was written: it differs in the megabyte at byte ${at}.`,
    {
      hint: 'The drive is failing or pretends to be larger than it is. Use another one.',
      detail: { at },
    },
  );
}
