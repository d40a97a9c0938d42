import { z } from 'zod';
import { procedure, timeSchema } from './base';
import { driveIdentitySchema } from './drives';
import { errorShapeSchema } from './errors';
import { jobIdSchema } from './jobs';
import { imageInspectionSchema, writeResultSchema } from './writing';

/** An absolute path on the machine of the core. */
const pathSchema = z.string().min(1).max(4096);
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits');

/** An image the fleet can build, or has built. */
export const imageSchema = z.object({
  /** Unique; what `build` takes. */
  name: z.string(),
  title: z.string(),
  /** host: installs that host · profile: for hardware of one kind · practice: small, boots in an emulator. */
  kind: z.enum(['host', 'profile', 'practice']),
  host: z.string().nullable(),
  /** The built file; null while there is none. */
  path: z.string().nullable(),
  bytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
  builtAt: timeSchema.nullable(),
  /** Of the fleet, when it was built. */
  commit: z.string().nullable(),
  canBuild: z.boolean(),
  /** What it is, or why it cannot be built and what is missing. */
  words: z.string(),
  /** The job that builds it just now. */
  job: z.string().nullable(),
});
export type Image = z.infer<typeof imageSchema>;

/** A drive, as a record of the past names it. */
export const writtenDriveSchema = z.object({
  path: z.string(),
  title: z.string(),
  serial: z.string().nullable(),
  bytes: z.number().int(),
});

/** One write, kept for good. */
export const writeRecordSchema = z.object({
  /** That of its job. */
  id: z.string(),
  /** image: to start machines from · files: emptied, so that it takes files again. */
  purpose: z.enum(['image', 'files']).default('image'),
  image: z.object({
    path: z.string(),
    name: z.string(),
    title: z.string(),
    host: z.string().nullable(),
    bytes: z.number().int().nullable(),
  }),
  drive: writtenDriveSchema,
  startedAt: timeSchema,
  endedAt: timeSchema.nullable(),
  /** interrupted: Snowfleet or the machine ended while it wrote. Only `written` can be started from. */
  outcome: z.enum(['running', 'written', 'failed', 'cancelled', 'interrupted']),
  result: writeResultSchema.nullable(),
  error: errorShapeSchema.nullable(),
  /** It ended before anything of the drive was changed. */
  untouched: z.boolean().default(false),
});
export type WriteRecord = z.infer<typeof writeRecordSchema>;

export const writeWishSchema = z.object({
  image: pathSchema,
  /** `/dev/sdc`. */
  drive: pathSchema,
  /** The drive's serial, or its path where it has none. */
  confirm: z.string(),
  /** What the caller looked at; another drive at the same path is then refused. */
  identity: driveIdentitySchema.optional(),
  /** Of the file as it lies there; where absent, what lies beside it counts. */
  sha256: sha256Schema.optional(),
});
export type WriteWish = z.infer<typeof writeWishSchema>;

/** A file or folder that a path begins with. */
export const pathProposalSchema = z.object({
  path: z.string(),
  name: z.string(),
  isFolder: z.boolean(),
  bytes: z.number().int(),
  changedAt: timeSchema,
});
export type PathProposal = z.infer<typeof pathProposalSchema>;

export const imagesContract = {
  /** Images of the open fleet, built or not. */
  list: procedure.output(z.object({ images: z.array(imageSchema) })),
  /** Builds one as a job. Throws `unknown-image`, `busy`, `nix-absent`, and what is missing for it. */
  build: procedure.input(z.object({ name: z.string().min(1).max(200) })).output(jobIdSchema),
  /**
   * Looks at any file as an image; with `check` also reads all of it for its checksum. Throws `image-unreadable`,
   * `cancelled`.
   */
  inspect: procedure
    .input(z.object({ path: pathSchema, sha256: sha256Schema.optional(), check: z.boolean().default(false) }))
    .output(imageInspectionSchema),
  /** Folders and images whose path begins so, for a field to complete. `~` is the home of who runs the core. */
  complete: procedure
    .input(z.object({ path: z.string().max(4096) }))
    .output(z.object({ proposals: z.array(pathProposalSchema), truncated: z.boolean() })),
  /**
   * Writes one drive as a job (several at once: one job each). Throws `unknown-drive`, `drive-refused`, `drive-changed`,
   * `confirmation-needed`, `image-unreadable`, `image-damaged`, `helper-absent`, `agent-absent`, `busy`.
   */
  write: procedure.input(writeWishSchema).output(jobIdSchema),
  /**
   * Leaves nothing but one empty FAT32 partition on a drive, as a write like any other. Throws what `write` throws, and
   * `drive-refused` for a drive that FAT32 is not for.
   */
  restore: procedure.input(writeWishSchema.omit({ image: true, sha256: true })).output(jobIdSchema),
  /** All writes, newest first. */
  history: procedure.output(z.object({ writes: z.array(writeRecordSchema) })),
};
