import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { hostNameSchema, procedure, timeSchema } from './base';

/** Names of syslog's priorities as journalctl takes them, the gravest first; their place is their number. */
export const JOURNAL_PRIORITIES = [
  'emerg',
  'alert',
  'crit',
  'err',
  'warning',
  'notice',
  'info',
  'debug',
] as const;
export const journalPrioritySchema = z.enum(JOURNAL_PRIORITIES);
export type JournalPriority = z.infer<typeof journalPrioritySchema>;

export const journalEntrySchema = z.object({
  at: timeSchema,
  /** Null where the entry has none. */
  priority: journalPrioritySchema.nullable(),
  unit: z.string(),
  /** The program's own name for itself. */
  identifier: z.string(),
  pid: z.number().int().nullable(),
  /** As it was written, control characters included: who shows it must not obey it. */
  message: z.string(),
  /** Whether there was more of the message than is told. */
  cut: z.boolean(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

export const journalEventSchema = z.discriminatedUnion('type', [
  /** Oldest first. */
  z.object({ type: z.literal('entries'), entries: z.array(journalEntrySchema) }),
  /** The host wrote faster than the reader read; so many entries were left out here. */
  z.object({ type: z.literal('skipped'), count: z.number().int().positive() }),
  /** What journalctl says beside the entries, such as that this user may not see all of them. */
  z.object({ type: z.literal('note'), text: z.string() }),
]);
export type JournalEvent = z.infer<typeof journalEventSchema>;

/** What to read. It goes to the host's journalctl one word each, so no value can become an option or a command. */
export const journalFilterSchema = z.object({
  /** A unit or a glob of units; `ssh` means `ssh.service`. */
  unit: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[A-Za-z0-9:_.\\@*?[\]!-]+$/, 'a unit has letters, digits and : - _ . \\ @, or is a glob of them')
    .optional(),
  /** This priority and graver ones. */
  priority: journalPrioritySchema.optional(),
  /** As systemd.time(7) has it, in the host's time zone: `-1h`, `today`, `2025-01-31 08:00`. */
  since: z
    .string()
    .min(1)
    .max(64)
    .regex(/^\P{Cc}+$/u, 'a time is one line')
    .optional(),
  /** The last so many entries. */
  lines: z.number().int().min(1).max(10_000).default(200),
  /** Go on with what is written from now on. */
  follow: z.boolean().default(false),
});
export type JournalFilter = z.infer<typeof journalFilterSchema>;

export const journalContract = {
  /**
   * A host's journal over the pooled connection; ends with the last entry, or when the caller stops reading where
   * it follows. Throws what reaching the host throws, and `remote-command-failed` where there is no journal.
   */
  read: procedure
    .input(journalFilterSchema.extend({ host: hostNameSchema }))
    .output(eventIterator(journalEventSchema)),
};
