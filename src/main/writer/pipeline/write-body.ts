import { AppError, type WriteStage } from '../../../shared/contract';
import { createGate } from './gate';
import { HELD_SLOTS, SLOTS } from './blocks';
import { BLOCK, padded } from './geometry';
import { isEmpty } from './skips';
import type { Work } from './work';

/** Writes in flight: at least so many, at most so many. */
const MIN_DEPTH = 4;
const MAX_DEPTH = 16;
/** What is in flight cannot be called back, so it is no more than the drive takes in about this time. */
const IN_FLIGHT_SECONDS = 0.4;
const LOOK_MS = 200;

/** How many blocks may be on their way to a drive of this speed. */
export function depthFor(bytesPerSecond: number | null): number {
  if (bytesPerSecond === null) return MIN_DEPTH;
  return Math.min(MAX_DEPTH, Math.max(MIN_DEPTH, Math.ceil((bytesPerSecond * IN_FLIGHT_SECONDS) / BLOCK)));
}

/**
 * Brings the image onto the drive except for what is held back, and teaches the hasher all of it. Reading runs ahead as
 * far as slots are free. Throws `image-changed` where the image is longer or shorter than was said.
 */
export async function writeBody(work: Work): Promise<void> {
  const { source, hasher, drive, blocks, geometry, meter, held, skipped, signal } = work;
  const gate = createGate(MIN_DEPTH);
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  const filling: { slot: number; bytes: Promise<number> }[] = [];
  const running = new Set<Promise<void>>();
  const state: UnderWay = { reading: 0, writing: 0, hashing: 0 };
  let wake: () => void = () => undefined;

  const fill = (slot: number): void => {
    state.reading += 1;
    const bytes = source.fill(slot).finally(() => (state.reading -= 1));
    // It is awaited in its turn; until then a failure must not count as unheard.
    bytes.catch(() => undefined);
    filling.push({ slot, bytes });
    wake();
  };
  const place = async (slot: number, block: number, bytes: number): Promise<void> => {
    const at = block * BLOCK;
    await gate.run(async () => {
      stop.throwIfAborted();
      const whole = padded(bytes, drive.sectorBytes);
      const view = blocks.view(slot, whole);
      view.fill(0, bytes);
      await drive.write(view, at);
    });
  };
  const take = async (slot: number, block: number, bytes: number): Promise<void> => {
    const view = blocks.view(slot, bytes);
    if (geometry.isHeld(block)) {
      const keep = HELD_SLOTS + held.size;
      blocks.view(keep).fill(0).set(view);
      held.set(block, keep);
    } else if (work.maySkip(block) && isEmpty(view)) skipped.add(block);
    const writes = !geometry.isHeld(block) && !skipped.has(block);
    state.hashing += 1;
    const learnt = hasher.learn(slot, bytes).finally(() => (state.hashing -= 1));
    state.writing += writes ? 1 : 0;
    const placed = writes ? place(slot, block, bytes).finally(() => (state.writing -= 1)) : Promise.resolve();
    await Promise.all([learnt, placed]);
    meter.advance(bytes);
    gate.setLimit(depthFor(meter.bytesPerSecond));
    fill(slot);
  };

  const look = setInterval(() => {
    work.waitsFor = stageOf(state, source.unpacks);
    meter.vote(work.waitsFor);
  }, LOOK_MS);
  const stopped = new Promise<never>((_resolve, reject) => {
    stop.addEventListener('abort', () => reject(stop.reason as Error), { once: true });
  });
  stopped.catch(() => undefined);
  try {
    for (let slot = 0; slot < SLOTS; slot += 1) fill(slot);
    let seen = 0;
    for (let block = 0; ; block += 1) {
      while (filling.length === 0) {
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), stopped]);
      }
      const next = filling.shift()!;
      const bytes = await Promise.race([next.bytes, stopped]);
      if (bytes === 0) break;
      seen += bytes;
      if (seen > work.imageBytes) throw changed(work.imageBytes, 'longer');
      const taken = take(next.slot, block, bytes);
      running.add(taken);
      taken.then(
        () => running.delete(taken),
        (error: unknown) => failed.abort(error),
      );
    }
    await Promise.race([Promise.all(running), stopped]);
    if (seen !== work.imageBytes) throw changed(work.imageBytes, 'shorter');
  } finally {
    clearInterval(look);
  }
}

/** What is under way, in blocks. */
interface UnderWay {
  reading: number;
  writing: number;
  hashing: number;
}

/** Whom the others wait for: who has plenty to do, else who brings the image, else whoever is not done. */
function stageOf({ reading, writing, hashing }: UnderWay, unpacks: boolean): WriteStage {
  if (writing > MIN_DEPTH && writing >= hashing) return 'drive';
  if (hashing > MIN_DEPTH) return 'hash';
  if (reading > 0) return unpacks ? 'unpack' : 'image';
  return writing > 0 ? 'drive' : 'hash';
}

function changed(bytes: number, how: 'longer' | 'shorter'): AppError {
  return new AppError(
    'image-changed',
    `The image is ${how} than the ${bytes} bytes it had when it was checked.`,
    {
      hint: 'Something writes to the image; wait for it to end and begin again.',
      detail: { bytes },
    },
  );
}
