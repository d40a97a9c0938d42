import { AppError } from '../../../shared/contract';
import { ZERO_SLOT, type Blocks } from './blocks';
import { finishDrive } from './finish';
import { geometryOf, padded } from './geometry';
import { Meter } from './meter';
import { skipsOf } from './skips';
import type { Written, WriteDriveOptions } from './types';
import { verifyBody } from './verify';
import type { Work } from './work';
import { writeBody } from './write-body';

const REPORT_MS = 100;
const STALL_LIMIT_MS = 180_000;

/**
 * Writes an image and proves it: both ends of the drive zeroed, everything but the ends written, flushed, read back from
 * the drive and compared, the ends last. Until the very last write the drive cannot be taken for one that starts a machine.
 *
 * Throws the reason of `signal`, `image-changed` (other than `imageBytes` said), `verify-failed`, `drive-stalled`, and what source
 * and drive throw. However it fails, the first megabyte is then zeros, where the drive still takes them. What the drive
 * was asked for may still be under way after an abort and `drive-stalled`: the caller ends the process.
 */
export async function writeDrive(options: WriteDriveOptions, blocks: Blocks): Promise<Written> {
  const geometry = geometryOf(options.imageBytes, options.drive.bytes);
  const work: Work = {
    ...options,
    blocks,
    geometry,
    meter: new Meter(options.imageBytes, () => options.report(work.meter.progress('drive'))),
    held: new Map(),
    skipped: new Set(),
    maySkip: skipsOf(options.blockMap, options.imageBytes),
    waitsFor: 'drive',
  };
  return watched(work, async () => {
    await clear(work);
    const began = performance.now();
    work.meter.begin('write', options.imageBytes);
    await writeBody(work);
    const sha256 = await options.hasher.digest();
    work.meter.begin('flush', 0);
    await options.drive.sync();
    const flushed = performance.now();
    const held = [...work.held.keys()].reduce((sum, block) => sum + geometry.bytesOf(block), 0);
    work.meter.begin('verify', options.imageBytes - held);
    await verifyBody(work);
    const verified = performance.now();
    await finishDrive(work);
    const skippedBytes = [...work.skipped].reduce((sum, block) => sum + geometry.bytesOf(block), 0);
    return {
      bytes: options.imageBytes,
      sha256,
      skippedBytes,
      writeSeconds: (flushed - began) / 1000,
      verifySeconds: (verified - flushed) / 1000,
    };
  });
}

/** Zeroes both ends, the first sector before all else. */
async function clear(work: Work): Promise<void> {
  const { drive, geometry, meter, blocks, signal } = work;
  meter.begin(
    'clear',
    geometry.ends.reduce((sum, end) => sum + end.bytes, 0),
  );
  const zeros = blocks.view(ZERO_SLOT).fill(0);
  const first = padded(1, drive.sectorBytes);
  await drive.write(zeros.subarray(0, first), 0);
  await drive.sync();
  for (const { at, bytes } of geometry.ends) {
    signal.throwIfAborted();
    await drive.write(zeros.subarray(0, bytes), at);
    meter.advance(bytes);
  }
  await drive.sync();
}

/** Runs the work with reports, under the watch that gives up when nothing moves any more, and until somebody cancels. */
async function watched<T>(work: Work, body: () => Promise<T>): Promise<T> {
  const { meter, signal, stallLimitMs = STALL_LIMIT_MS } = work;
  let give: (reason: unknown) => void = () => undefined;
  const givenUp = new Promise<never>((_resolve, reject) => {
    give = reject;
  });
  givenUp.catch(() => undefined);
  const tick = setInterval(() => {
    work.report(meter.progress(work.waitsFor));
    if (meter.silentMs > stallLimitMs) give(stalled(work, meter.silentMs));
  }, REPORT_MS);
  // The finish looks for itself: nothing may go on writing the beginning behind the back of whoever has cancelled.
  const onAbort = (): void => (meter.phase === 'finish' ? undefined : give(signal.reason));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    const result = await Promise.race([body(), givenUp]);
    work.report(meter.progress(work.waitsFor));
    return result;
  } finally {
    clearInterval(tick);
    signal.removeEventListener('abort', onAbort);
  }
}

/** The reason to abort with when a person cancels. */
export function writeCancelled(): AppError {
  return new AppError(
    'cancelled',
    'The write was cancelled; the drive holds nothing that starts a machine.',
    {
      hint: 'Write it again, or format the drive to use it for files.',
    },
  );
}

function stalled(work: Work, silentMs: number): AppError {
  const seconds = Math.round(silentMs / 1000);
  const what = work.waitsFor === 'drive' ? 'The drive' : 'The image';
  return new AppError(
    'drive-stalled',
    `${what} has not answered for ${seconds} s, so the write was given up.`,
    {
      hint: 'Pull the drive out, try another port without a hub, or another drive.',
      detail: { stage: work.waitsFor, seconds },
    },
  );
}
