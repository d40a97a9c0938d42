import { z } from 'zod';
import { timeSchema } from './base';
import type { Job } from './jobs';

/**
 * The phases of a write, in order. `check`: the image is looked at, the drive untouched. `clear`: first and last
 * megabyte zeroed. `finish`: the first megabyte, held back until now, is written and read back.
 */
export const writePhaseSchema = z.enum(['check', 'open', 'clear', 'write', 'flush', 'verify', 'finish']);
export type WritePhase = z.infer<typeof writePhaseSchema>;

/**
 * Whether a write that is over had not yet begun to change its drive, by the steps of its job, which are the phases. Of one
 * whose process died nobody knows how far the helper came after the drive was asked for.
 */
export function isUntouched({ state, steps }: Pick<Job, 'state' | 'steps'>): boolean {
  const first = steps.findIndex(({ id }) => id === (state === 'interrupted' ? 'open' : 'clear'));
  return (
    first >= 0 && steps.slice(first).every((step) => step.state === 'waiting' || step.state === 'skipped')
  );
}

/** What the others wait for: reading the image file, unpacking it, hashing, or the drive. */
export const writeStageSchema = z.enum(['image', 'unpack', 'hash', 'drive']);
export type WriteStage = z.infer<typeof writeStageSchema>;

/** A stretch of the drive in bytes; `to` is the first byte behind it. */
export const byteRangeSchema = z.object({ from: z.number().int().min(0), to: z.number().int().min(0) });
export type ByteRange = z.infer<typeof byteRangeSchema>;

/** How far the write of one drive is, at most ten times a second. */
export const writeProgressSchema = z.object({
  phase: writePhaseSchema,
  /** Bytes of the phase that runs: done, and of how many. Clear, flush and finish have few or none. */
  done: z.number().int().min(0),
  total: z.number().int().min(0),
  /** Of the whole image: written, and read back and found equal. */
  written: z.number().int().min(0),
  verified: z.number().int().min(0),
  /** Bytes of the image once unpacked. */
  bytes: z.number().int().min(0),
  /** Over the last seconds; null before there is anything to measure. */
  bytesPerSecond: z.number().min(0).nullable(),
  /** Milliseconds until all phases are over; null while too little is known. */
  etaMs: z.number().min(0).nullable(),
  bottleneck: writeStageSchema.nullable(),
  /** Nothing has moved since then, and what is waited for. */
  stall: z.object({ since: timeSchema, stage: writeStageSchema }).nullable(),
});
export type WriteProgress = z.infer<typeof writeProgressSchema>;

/** What a write ended with: the answer of `write`, kept with its job. */
export const writeResultSchema = z.object({
  ok: z.boolean(),
  /** Of the image once unpacked, which is what the drive now begins with. */
  bytes: z.number().int(),
  /** Of those bytes, computed while they were written. */
  sha256: z.string(),
  /** Whether all of it was read back from the drive and found equal. */
  verified: z.boolean(),
  seconds: z.number(),
  image: z.string(),
  drive: z.string(),
  /** Empty stretches that the block map allows to leave as they are. */
  skippedBytes: z.number().int(),
  writeSeconds: z.number(),
  verifySeconds: z.number(),
});
export type WriteResult = z.infer<typeof writeResultSchema>;

/** How an image file is packed. */
export const packingSchema = z.enum(['none', 'gzip', 'xz', 'zstd']);
export type Packing = z.infer<typeof packingSchema>;

/** Whether something is so: `unknown` where it could not be looked at. */
export const bootAnswerSchema = z.enum(['yes', 'no', 'unknown']);

/** What an image file says of itself before anything is written. */
export const imageInspectionSchema = z.object({
  file: z.string(),
  packing: packingSchema,
  /** What is inside: an ISO 9660 file system, a partitioned disk, or neither. */
  content: z.enum(['iso', 'disk', 'other']),
  fileBytes: z.number().int(),
  /** Once unpacked; null where only unpacking all of it would tell. */
  bytes: z.number().int().nullable(),
  /** How the size is known: the file's own, an index in it, or counted by unpacking it. */
  bytesFrom: z.enum(['file', 'index', 'counted']).nullable(),
  /** Whether it starts from a USB drive, by the machine's kind of firmware. */
  boots: z.object({ bios: bootAnswerSchema, uefi: bootAnswerSchema, words: z.array(z.string()) }),
  /** Of the file as it is; null where no checksum was asked for. */
  sha256: z.string().nullable(),
  /** What the checksum was compared with: given, or a file beside the image. */
  checksum: z.object({ from: z.enum(['given', 'file']), file: z.string().nullable() }).nullable(),
  /** The volume's or the partition table's own name. */
  label: z.string().nullable(),
});
export type ImageInspection = z.infer<typeof imageInspectionSchema>;
