import { BACK_SLOT, ZERO_SLOT } from './blocks';
import { BLOCK, FIRST_SECTOR, padded } from './geometry';
import { differs } from './verify';
import type { Work } from './work';

/**
 * Writes what was held back, from the end to the beginning and the first sector last, each flushed before the next, and
 * reads it back. Where that fails the beginning is zeroed again; a drive that is gone stays as it is.
 */
export async function finishDrive(work: Work): Promise<void> {
  const { geometry, meter, held } = work;
  const order = [...held.keys()].toSorted((a, b) => b - a);
  meter.begin(
    'finish',
    order.reduce((sum, block) => sum + geometry.bytesOf(block), 0),
  );
  work.waitsFor = 'drive';
  try {
    for (const block of order) await place(work, block);
  } catch (error) {
    await clearBeginning(work).catch(() => undefined);
    throw error;
  }
}

async function place({ drive, blocks, geometry, meter, held, signal }: Work, block: number): Promise<void> {
  signal.throwIfAborted();
  const bytes = geometry.bytesOf(block);
  const whole = padded(bytes, drive.sectorBytes);
  const view = blocks.view(held.get(block)!, whole);
  if (block === 0 && whole > FIRST_SECTOR) {
    await drive.write(view.subarray(FIRST_SECTOR), FIRST_SECTOR);
    await drive.sync();
    await drive.write(view.subarray(0, FIRST_SECTOR), 0);
  } else await drive.write(view, block * BLOCK);
  await drive.sync();
  const back = blocks.view(BACK_SLOT, whole);
  await drive.read(back, block * BLOCK);
  if (!back.equals(view)) throw differs(block * BLOCK);
  meter.finished(bytes);
}

async function clearBeginning({ drive, blocks }: Work): Promise<void> {
  const zeros = blocks.view(ZERO_SLOT).fill(0);
  await drive.write(zeros.subarray(0, Math.min(BLOCK, drive.bytes)), 0);
  await drive.sync();
}
