import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AppError, isAppError, type ErrorCode, type WriteProgress } from '../../../shared/contract';
import { Blocks } from './blocks';
import { BLOCK } from './geometry';
import type { ImageHasher, ImageSource, OpenDrive, WriteDriveOptions } from './types';
import { writeCancelled, writeDrive } from './write-drive';

const IMAGE = 5 * BLOCK + 1536;
const DRIVE = 8 * BLOCK + 512;

const image = Buffer.alloc(IMAGE);
for (let at = 0; at < IMAGE; at += 4) image.writeUInt32LE(Math.imul(at, 2654435761) >>> 0, at);

/** What a drive in memory was asked for, in order. */
interface Asked {
  readonly kind: 'write' | 'read' | 'sync';
  readonly at: number;
  readonly bytes: number;
}

class MemoryDrive implements OpenDrive {
  readonly bytes = DRIVE;
  readonly sectorBytes = 512;
  readonly content = Buffer.alloc(DRIVE, 0xee);
  readonly asked: Asked[] = [];
  /** Says what the next call shall fail with, or holds it for ever. */
  fault: (asked: Asked) => Promise<void> = async () => undefined;

  async write(from: Uint8Array, at: number): Promise<void> {
    await this.#ask({ kind: 'write', at, bytes: from.length });
    this.content.set(from, at);
  }
  async read(into: Uint8Array, at: number): Promise<void> {
    await this.#ask({ kind: 'read', at, bytes: into.length });
    into.set(this.content.subarray(at, at + into.length));
  }
  sync(): Promise<void> {
    return this.#ask({ kind: 'sync', at: 0, bytes: 0 });
  }
  async #ask(asked: Asked): Promise<void> {
    expect(asked.at % 512).toBe(0);
    expect(asked.bytes % 512).toBe(0);
    this.asked.push(asked);
    await this.fault(asked);
  }
}

function sourceOf(blocks: Blocks, content: Buffer): ImageSource {
  let at = 0;
  return {
    unpacks: false,
    async fill(slot) {
      const piece = content.subarray(at, at + BLOCK);
      at += piece.length;
      blocks.view(slot).set(piece);
      return piece.length;
    },
  };
}

function hasherOf(blocks: Blocks): ImageHasher {
  const learnt: string[] = [];
  const [learning, comparing] = [createHash('sha256'), createHash('sha256')];
  let compared = 0;
  return {
    async learn(slot, bytes) {
      learnt.push(learning.update(blocks.view(slot, bytes)).copy().digest('hex'));
    },
    async compare(slot, bytes) {
      return comparing.update(blocks.view(slot, bytes)).copy().digest('hex') === learnt[compared++];
    },
    digest: async () => learnt.at(-1) ?? '',
  };
}

function work(drive: OpenDrive, more: Partial<WriteDriveOptions> = {}) {
  const blocks = new Blocks();
  const options = {
    source: sourceOf(blocks, image),
    hasher: hasherOf(blocks),
    drive,
    imageBytes: IMAGE,
    signal: new AbortController().signal,
    report: () => undefined,
    ...more,
  };
  return writeDrive(options, blocks);
}

async function codeOf(failing: Promise<unknown>): Promise<ErrorCode> {
  const error: unknown = await failing.then(
    () => new Error('it was expected to fail'),
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw error;
  return error.code;
}

const never = (): Promise<void> => new Promise(() => undefined);
const isZero = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

describe('writing a drive', () => {
  it('zeroes both ends first, writes the first sector last, and each is flushed before the next', async () => {
    const drive = new MemoryDrive();
    const written = await work(drive);
    expect(drive.content.subarray(0, IMAGE).equals(image)).toBe(true);
    expect(isZero(drive.content.subarray(DRIVE - BLOCK))).toBe(true);
    expect(written.sha256).toBe(createHash('sha256').update(image).digest('hex'));

    const order = drive.asked.map(({ kind, at }) => (kind === 'sync' ? 'sync' : `${kind} ${at}`));
    expect(order.slice(0, 2)).toEqual(['write 0', 'sync']);
    expect(order.slice(-6)).toEqual(
      ['read 0', 'sync', 'write 0', 'sync', 'write 4096', `read ${5 * BLOCK}`].toReversed(),
    );
    // Between the clearing and the finish nothing touches the first megabyte.
    const body = order.slice(order.lastIndexOf(`write ${BLOCK}`), -6);
    expect(body.filter((step) => step === 'write 0' || step === 'write 4096')).toEqual([]);
  });

  it('holds back what reaches into the last megabyte, where the copy of a partition table lies', async () => {
    const drive = new MemoryDrive();
    const whole = Buffer.alloc(DRIVE, 0x5a);
    const blocks = new Blocks();
    let lastVerified = -1;
    drive.fault = async ({ kind, at }) => {
      if (kind === 'read' && at < 7 * BLOCK) lastVerified = drive.asked.length;
      if (kind === 'write' && at >= 7 * BLOCK && drive.content[BLOCK] === 0x5a) {
        expect(lastVerified).toBeGreaterThan(0);
      }
    };
    await writeDrive(
      {
        source: sourceOf(blocks, whole),
        hasher: hasherOf(blocks),
        drive,
        imageBytes: DRIVE,
        signal: new AbortController().signal,
        report: () => undefined,
      },
      blocks,
    );
    expect(drive.content.equals(whole)).toBe(true);
  });

  it('finds a drive that gives back something else, names the place, and leaves it without a beginning', async () => {
    const drive = new MemoryDrive();
    drive.fault = async ({ kind, at }) => {
      if (kind === 'read' && at === 3 * BLOCK) drive.content[3 * BLOCK + 77]! ^= 1;
    };
    await expect(work(drive)).rejects.toMatchObject({ code: 'verify-failed', detail: { at: 3 * BLOCK } });
    expect(isZero(drive.content.subarray(0, BLOCK))).toBe(true);
  });

  it('takes the beginning back when that cannot be read back', async () => {
    const drive = new MemoryDrive();
    drive.fault = async ({ kind, at }) => {
      if (kind === 'read' && at === 0) drive.content[1000]! ^= 1;
    };
    expect(await codeOf(work(drive))).toBe('verify-failed');
    expect(isZero(drive.content.subarray(0, BLOCK))).toBe(true);
  });

  it('refuses an image that is longer or shorter than it was when it was checked', async () => {
    for (const imageBytes of [IMAGE - 512, IMAGE + 512]) {
      const drive = new MemoryDrive();
      expect(await codeOf(work(drive, { imageBytes }))).toBe('image-changed');
      expect(isZero(drive.content.subarray(0, BLOCK))).toBe(true);
    }
  });

  it('hands on what the drive fails with, wherever it does', async () => {
    for (const [kind, nth] of [
      ['write', 0],
      ['write', 4],
      ['sync', 1],
      ['read', 2],
      ['write', 8],
    ] as const) {
      const drive = new MemoryDrive();
      let seen = 0;
      drive.fault = async (asked) => {
        if (asked.kind === kind && seen++ === nth) throw new AppError('drive-gone', 'It is gone.');
      };
      expect(await codeOf(work(drive)), `${kind} ${nth}`).toBe('drive-gone');
    }
  });

  it('says since when nothing moves, and gives up after a while', async () => {
    const drive = new MemoryDrive();
    drive.fault = ({ kind, at }) => (kind === 'write' && at === 2 * BLOCK ? never() : Promise.resolve());
    const told: WriteProgress[] = [];
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const ending = codeOf(work(drive, { report: (progress) => void told.push(progress) }));
    await vi.advanceTimersByTimeAsync(190_000);
    expect(await ending).toBe('drive-stalled');
    const stall = told.findLast((progress) => progress.stall !== null)?.stall;
    expect(stall?.stage).toBe('drive');
    expect(Date.parse(stall?.since ?? '')).toBeLessThan(Date.now() - 150_000);
    expect(isZero(drive.content.subarray(0, BLOCK))).toBe(true);
  });

  it('a cancel waits for nothing that the drive holds', async () => {
    const drive = new MemoryDrive();
    const abort = new AbortController();
    drive.fault = ({ kind, at }) => {
      if (kind !== 'write' || at !== 2 * BLOCK) return Promise.resolve();
      abort.abort(writeCancelled());
      return never();
    };
    expect(await codeOf(work(drive, { signal: abort.signal }))).toBe('cancelled');
    expect(isZero(drive.content.subarray(0, BLOCK))).toBe(true);
  });
});
