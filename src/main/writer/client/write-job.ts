import { basename } from 'node:path';
import {
  AppError,
  type Drive,
  type DriveWish,
  type ImageInspection,
  type Job,
  type WritePhase,
  type WriteProgress,
  type WriteResult,
  type WriteWish,
} from '../../../shared/contract';
import type { JobContext, Jobs } from '../../jobs';
import { markOf, type HelperRequest } from '../helper';
import type { Unpackers } from '../source';
import { keepAwake } from './inhibit';
import type { WayToWrite } from './privilege';
import { runWrite, type HelperStart } from './run-write';
import { WRITE_STEPS } from './write-steps';

/** What the writer asks of other areas. */
export interface WriterParts {
  readonly jobs: Jobs;
  /** Drives as they are now, judged for an image. */
  readonly drives: (wish: DriveWish) => Promise<readonly Drive[]>;
  /** Looks at an image; with `check`, reads all of it, so that its size and checksum are known. */
  readonly inspect: (
    wish: { readonly path: string; readonly sha256?: string | undefined; readonly check: boolean },
    signal?: AbortSignal,
    onProgress?: (done: number, total: number) => void,
  ) => Promise<ImageInspection>;
  /** Which stretches of an image must be written, where it came with a list of them. */
  readonly blockMap: (image: string, bytes: number) => Promise<HelperRequest['blockMap']>;
  readonly way: () => Promise<WayToWrite>;
  /** The helper's bundle in this build. */
  readonly bundle: string;
  /** Whether polkit may ask on this process's terminal. */
  readonly terminal: boolean;
  readonly unpackers: () => Unpackers;
  readonly fleet: () => string | null;
  readonly state: string;
}

/** Progress in the journal: a line each time, so not as often as the helper tells. */
const TELL_MS = 250;

/**
 * Starts the job that writes a drive. Throws at once what can be known at once: `image-unreadable`, `unknown-drive`,
 * `drive-refused`, `drive-changed`, `confirmation-needed`, `image-too-big`, `helper-absent` and its like, `busy`.
 */
export async function startWrite(
  parts: WriterParts,
  wish: WriteWish,
): Promise<{ readonly job: Job; readonly image: ImageInspection; readonly drive: Drive }> {
  const quick = await parts.inspect({ path: wish.image, check: false });
  const drive = await chosenDrive(parts, wish, quick.bytes);
  const start = startOf(await parts.way(), parts);
  const image = quick.file;
  const job = await parts.jobs.start<WriteResult>({
    kind: 'write',
    title: `Write ${basename(image)} to ${drive.title} (${drive.path})`,
    locks: [`drive:${drive.path}`],
    steps: WRITE_STEPS,
    run: (context) => write(parts, { ...wish, image }, drive, start, context),
  });
  return { job, image: quick, drive };
}

/** The drive of a wish, as it is now. */
async function chosenDrive(parts: WriterParts, wish: WriteWish, bytes: number | null): Promise<Drive> {
  const drives = await parts.drives({ image: wish.image, ...(bytes === null ? {} : { bytes }) });
  const drive = drives.find(({ path }) => path === wish.drive);
  if (drive === undefined) {
    throw new AppError('unknown-drive', `There is no drive ${wish.drive} here.`, {
      hint: 'See which there are: snowfleet drives',
      detail: { drive: wish.drive },
    });
  }
  if (drive.verdict !== 'offered') {
    throw new AppError('drive-refused', `${drive.path} is not written: ${drive.words.join('. ')}.`, {
      hint: 'Choose another drive. Nothing was written.',
      detail: { drive: drive.path, verdict: drive.verdict, reasons: drive.reasons },
    });
  }
  const { identity } = wish;
  if (identity !== undefined && JSON.stringify(sorted(identity)) !== JSON.stringify(sorted(drive.identity))) {
    throw new AppError('drive-changed', `${drive.path} is no longer the drive that you chose.`, {
      hint: 'Look at the list of drives again and choose anew. Nothing was written.',
      detail: { drive: drive.path },
    });
  }
  if (wish.confirm !== drive.token) {
    throw new AppError(
      'confirmation-needed',
      `Everything on ${drive.title} (${drive.path}) would be erased.`,
      {
        hint: `Confirm with its ${drive.serial === null ? 'path' : 'serial'}: --confirm ${drive.token}`,
        detail: { drive: drive.path, token: drive.token },
      },
    );
  }
  return drive;
}

function sorted(record: object): unknown {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function startOf(way: WayToWrite, parts: WriterParts): HelperStart {
  if (way.way === 'root') return { way: 'root', bundle: way.file ?? parts.bundle };
  if (way.file !== null) return { way: 'pkexec', file: way.file, terminal: parts.terminal };
  throw new AppError(way.lacks ?? 'helper-absent', `${way.words} Nothing was written.`, { hint: way.hint });
}

async function write(
  parts: WriterParts,
  wish: WriteWish,
  drive: Drive,
  start: HelperStart,
  context: JobContext,
): Promise<WriteResult> {
  const { signal } = context;
  const awake = keepAwake(`A drive is being written: ${drive.title}`);
  try {
    context.step('check');
    const mark = markOf(wish.image);
    const image = await parts.inspect(
      { path: wish.image, sha256: wish.sha256, check: true },
      signal,
      (done, total) => context.progress(total > 0 ? done / total : null),
    );
    const bytes = fitting(image, drive);
    context.step('open');
    const blockMap = await parts.blockMap(wish.image, bytes);
    if (blockMap !== undefined) {
      context.data({ kind: 'write-map', drive: drive.path, empty: gapsOf(blockMap, bytes) });
    }
    const began = performance.now();
    const tell = progressTeller(context, drive.path);
    const written = await runWrite({
      start,
      signal,
      request: {
        type: 'write',
        drive: drive.path,
        identity: drive.identity,
        image: wish.image,
        imageMark: mark,
        packing: image.packing,
        imageBytes: bytes,
        ...(blockMap === undefined ? {} : { blockMap }),
        unpackers: parts.unpackers(),
        fleet: parts.fleet(),
        state: parts.state,
      },
      onReply(reply) {
        if (reply.type === 'progress') tell(reply.progress);
        if (reply.type === 'log') context.log(reply.words, 'helper');
      },
    });
    return {
      ok: true,
      bytes,
      sha256: written.sha256,
      verified: true,
      seconds: (performance.now() - began) / 1000,
      image: wish.image,
      drive: drive.path,
      skippedBytes: written.skippedBytes,
      writeSeconds: written.writeSeconds,
      verifySeconds: written.verifySeconds,
    };
  } finally {
    awake();
  }
}

/** The size of the image, which fits. Throws `image-too-big`. */
function fitting(image: ImageInspection, drive: Drive): number {
  const bytes = image.bytes ?? 0;
  if (bytes > 0 && bytes <= drive.bytes) return bytes;
  throw new AppError(
    'image-too-big',
    `The image needs ${bytes} bytes and ${drive.path} has ${drive.bytes}. Nothing was written.`,
    { hint: 'Use a larger drive.', detail: { bytes, drive: drive.path, driveBytes: drive.bytes } },
  );
}

/** What lies between the stretches of a block map. */
function gapsOf(
  blockMap: readonly { from: number; to: number }[],
  bytes: number,
): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let at = 0;
  for (const { from, to } of blockMap.toSorted((a, b) => a.from - b.from)) {
    if (from > at) gaps.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  if (at < bytes) gaps.push({ from: at, to: bytes });
  return gaps;
}

/** Tells steps at once, and progress a few times a second. */
function progressTeller(context: JobContext, drive: string): (progress: WriteProgress) => void {
  let phase: WritePhase = 'open';
  let told = -Infinity;
  return (progress) => {
    if (progress.phase !== phase) {
      phase = progress.phase;
      told = -Infinity;
      context.step(phase);
    }
    const { done, total, stall } = progress;
    const words = stall === null ? undefined : `waiting for the ${stall.stage} since ${stall.since}`;
    context.progress(total > 0 ? Math.min(1, done / total) : null, words);
    if (performance.now() - told < TELL_MS) return;
    told = performance.now();
    context.data({ kind: 'write', drive, progress });
  };
}
