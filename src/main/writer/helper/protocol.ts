import { z } from 'zod';
import {
  byteRangeSchema,
  driveIdentitySchema,
  errorShapeSchema,
  packingSchema,
  writeProgressSchema,
} from '../../../shared/contract';

/**
 * What the app and the helper say to each other: a JSON document a line, on standard input and output. The first line to
 * the helper is the request. The end of its input, which also comes when the app dies, cancels.
 */

const absolute = z
  .string()
  .max(4096)
  .regex(/^\/[^\0\n]*$/);

/** What tells a file from one that was put in its place. */
export const fileMarkSchema = z.strictObject({
  dev: z.number(),
  ino: z.number(),
  size: z.number().int().min(1),
  mtimeMs: z.number(),
});
export type FileMark = z.infer<typeof fileMarkSchema>;

export const helperRequestSchema = z.strictObject({
  type: z.literal('write'),
  drive: absolute.regex(/^\/dev\/[A-Za-z0-9_-]+$/),
  identity: driveIdentitySchema,
  image: absolute,
  imageMark: fileMarkSchema,
  packing: packingSchema,
  /** Once unpacked. */
  imageBytes: z.number().int().min(1),
  blockMap: z.array(byteRangeSchema).max(100_000).optional(),
  unpackers: z.strictObject({ xz: absolute.optional(), zstd: absolute.optional() }),
  /** Folders that must not lie on the drive: the open fleet, and Snowfleet's own state. */
  fleet: absolute.nullable(),
  state: absolute.nullable(),
  /** Milliseconds without movement after which it gives up. */
  stallLimitMs: z.number().int().min(1_000).max(3_600_000).optional(),
});
export type HelperRequest = z.infer<typeof helperRequestSchema>;

export const helperOrderSchema = z.discriminatedUnion('type', [
  helperRequestSchema,
  z.strictObject({ type: z.literal('cancel') }),
]);

export const writtenSchema = z.object({
  bytes: z.number().int(),
  sha256: z.string(),
  skippedBytes: z.number().int(),
  writeSeconds: z.number(),
  verifySeconds: z.number(),
});

export const helperReplySchema = z.discriminatedUnion('type', [
  /** The drive is held: from here on nobody else can use it. */
  z.object({ type: z.literal('opened') }),
  z.object({ type: z.literal('log'), words: z.string() }),
  z.object({ type: z.literal('progress'), progress: writeProgressSchema }),
  z.object({ type: z.literal('result'), written: writtenSchema }),
  z.object({ type: z.literal('error'), error: errorShapeSchema }),
]);
export type HelperReply = z.infer<typeof helperReplySchema>;
