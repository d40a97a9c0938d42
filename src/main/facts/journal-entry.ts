import { z } from 'zod';
import { JOURNAL_PRIORITIES, type JournalEntry } from '../../shared/contract';

/** Characters of a message that are kept. */
const LONGEST_MESSAGE = 16_384;

/** A field is text, bytes where it is not UTF-8, several of either, or null where it is too large (systemd's JOURNAL_EXPORT_FORMATS). */
const bytesSchema = z.array(z.number().int().min(0).max(255));
const fieldSchema = z.union([
  z.string(),
  z.null(),
  bytesSchema,
  z.array(z.union([z.string(), bytesSchema, z.null()])),
]);

const entrySchema = z.object({
  __REALTIME_TIMESTAMP: z.string().regex(/^\d{1,17}$/),
  MESSAGE: fieldSchema.optional(),
  PRIORITY: fieldSchema.optional(),
  _SYSTEMD_UNIT: fieldSchema.optional(),
  UNIT: fieldSchema.optional(),
  SYSLOG_IDENTIFIER: fieldSchema.optional(),
  _COMM: fieldSchema.optional(),
  _PID: fieldSchema.optional(),
});

/** Fields asked for; the rest of an entry stays on the host. */
export const JOURNAL_FIELDS = Object.keys(entrySchema.shape).filter((name) => !name.startsWith('__'));

/** A line of `journalctl --output=json`; null for what is none. */
export function parseJournalLine(line: string): JournalEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const entry = entrySchema.safeParse(value).data;
  if (!entry) return null;
  // Microseconds since 1970.
  const at = new Date(Math.floor(Number(entry['__REALTIME_TIMESTAMP']) / 1000));
  if (Number.isNaN(at.getTime())) return null;
  const message = entry.MESSAGE === null ? null : text(entry.MESSAGE);
  const pid = text(entry['_PID']);
  return {
    at: at.toISOString(),
    priority:
      JOURNAL_PRIORITIES[/^[0-7]$/.test(text(entry.PRIORITY)) ? Number(text(entry.PRIORITY)) : -1] ?? null,
    // What systemd itself says of a unit stands under UNIT.
    unit: (text(entry.UNIT) || text(entry['_SYSTEMD_UNIT'])).slice(0, 256),
    identifier: (text(entry.SYSLOG_IDENTIFIER) || text(entry['_COMM'])).slice(0, 256),
    pid: /^\d{1,9}$/.test(pid) ? Number(pid) : null,
    message: (message ?? '').slice(0, LONGEST_MESSAGE),
    cut: message === null || message.length > LONGEST_MESSAGE,
  };
}

function text(field: z.infer<typeof fieldSchema> | undefined): string {
  if (field === undefined || field === null) return '';
  if (typeof field === 'string') return field;
  const bytes = bytesSchema.safeParse(field).data;
  if (bytes) return Buffer.from(bytes).toString('utf8');
  return text(field[0] as z.infer<typeof fieldSchema>);
}
