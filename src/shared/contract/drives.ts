import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { CAUTION_CODES, REASON_CODES, VERDICTS } from '../drives';
import { procedure, timeSchema } from './base';
import { errorShapeSchema } from './errors';

/** What tells a drive from any other that gets the same path later. Looked at again right before it is opened. */
export const driveIdentitySchema = z.object({
  /** `8:32`. */
  majMin: z.string(),
  /** The kernel's count of drives that came (Linux 5.15 and later); null where it does not tell. */
  diskSeq: z.number().int().nullable(),
  serial: z.string().nullable(),
  model: z.string(),
  bytes: z.number().int(),
});
export type DriveIdentity = z.infer<typeof driveIdentitySchema>;

/** A file system or table on a drive that would be erased. */
export const driveContentSchema = z.object({
  path: z.string(),
  /** Empty where it has none. */
  label: z.string(),
  /** `vfat`, `iso9660` …; empty where none was recognised. */
  fsType: z.string(),
  bytes: z.number().int(),
  mounts: z.array(z.string()),
});
export type DriveContent = z.infer<typeof driveContentSchema>;

export const driveSchema = z.object({
  /** `/dev/sdc`. */
  path: z.string(),
  /** As the drive calls itself, without its vendor; empty where it does not. */
  model: z.string(),
  vendor: z.string(),
  /** What people call it: vendor and model, else its kind. */
  title: z.string(),
  serial: z.string().nullable(),
  /** 0 for a reader without a medium. */
  bytes: z.number().int(),
  /** As lsblk tells it (`usb`, `nvme`, `sata` …); null where it does not. */
  bus: z.string().nullable(),
  /** The same in words: `USB 3`, `SD card`, `Internal SATA disk`. */
  kind: z.string(),
  removable: z.boolean(),
  /** Of the drive and of all that lies on it. */
  mounts: z.array(z.string()),
  contents: z.array(driveContentSchema),
  verdict: z.enum(VERDICTS),
  /** Empty for an offered drive. */
  reasons: z.array(z.enum(REASON_CODES)),
  /** A sentence for each reason, in the same order. */
  words: z.array(z.string()),
  /** What to look at twice on an offered drive. */
  cautions: z.array(z.object({ code: z.enum(CAUTION_CODES), words: z.string() })),
  identity: driveIdentitySchema,
  /** What `write` wants as confirmation: the serial, or the path where there is none. */
  token: z.string(),
  /** What a person types to confirm: the model, else the token. */
  phrase: z.string(),
});
export type Drive = z.infer<typeof driveSchema>;

/** For which image the drives are judged. */
export const driveWishSchema = z.object({
  /** The file; the drive that holds it is refused. */
  image: z.string().max(4096).optional(),
  /** How much the drive must hold. */
  bytes: z.number().int().min(0).optional(),
});
export type DriveWish = z.infer<typeof driveWishSchema>;

export const drivesSchema = z.object({
  /** Offered ones first, then by path. */
  drives: z.array(driveSchema),
  /** kernel: told when drives come and go · asking: looked at every few seconds · once: nobody follows. */
  live: z.enum(['kernel', 'asking', 'once']),
  /** Why they could not be read just now; `drives` is then the last answer. */
  problem: errorShapeSchema.nullable(),
  readAt: timeSchema,
});
export type Drives = z.infer<typeof drivesSchema>;

/** Whether this process may write drives, and how. */
export const privilegeSchema = z.object({
  /** root: by itself · helper: through polkit, which asks · none: `words` says what is missing. */
  way: z.enum(['root', 'helper', 'none']),
  words: z.string(),
  hint: z.string(),
});
export type Privilege = z.infer<typeof privilegeSchema>;

export const drivesContract = {
  /** Every drive of the machine of the core with its verdict. Throws `lsblk-absent`, `drives-unreadable`, `timeout`. */
  list: procedure.input(driveWishSchema.optional()).output(drivesSchema),
  /** The same, again whenever something has changed; the first at once. Throws nothing: see `problem`. */
  watch: procedure.input(driveWishSchema.optional()).output(eventIterator(drivesSchema)),
  privilege: procedure.output(privilegeSchema),
  /** Makes an offered drive safe to pull out. Throws `unknown-drive`, `drive-refused`, `eject-failed`, `busy`. */
  eject: procedure.input(z.object({ path: z.string() })).output(z.object({ words: z.string() })),
};
