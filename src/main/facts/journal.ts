import { AppError, type JournalEntry, type JournalEvent, type JournalFilter } from '../../shared/contract';
import { createLineSplitter } from '../process';
import type { Reach, Ssh } from '../ssh';
import { JOURNAL_FIELDS, parseJournalLine } from './journal-entry';
import { plainText } from './parse';

/** Entries that wait for a slow reader. What is older is left out, and the reader is told how much. */
const MOST_WAITING = 10_000;
/** The same in characters of their messages. */
const MOST_TEXT = 8 * 1024 * 1024;
/** Entries handed on in one event. */
const BATCH = 500;
/** A longer line is no entry of ours: journald itself cuts fields at this order of size. */
const LONGEST_LINE = 1024 * 1024;

/** The words that read a journal. Every value is a word of its own and stands behind `=`. */
export function journalArgv(filter: JournalFilter): string[] {
  return [
    'journalctl',
    '--output=json',
    `--output-fields=${JOURNAL_FIELDS.join(',')}`,
    '--no-pager',
    `--lines=${filter.lines}`,
    ...(filter.unit === undefined ? [] : [`--unit=${filter.unit}`]),
    ...(filter.priority === undefined ? [] : [`--priority=${filter.priority}`]),
    ...(filter.since === undefined ? [] : [`--since=${filter.since}`]),
    ...(filter.follow ? ['--follow'] : []),
  ];
}

/**
 * A host's journal over its pooled connection. Stopping to read ends it on the host.
 * @throws AppError what reaching the host throws, `cancelled` on abort, `remote-command-failed` where it has no journal.
 */
export async function* readJournal(
  ssh: Pick<Ssh, 'exec'>,
  reach: Reach,
  filter: JournalFilter,
  signal?: AbortSignal,
): AsyncGenerator<JournalEvent> {
  const leave = new AbortController();
  const ends = signal ? AbortSignal.any([signal, leave.signal]) : leave.signal;
  const box = createBox();
  const lines = createLineSplitter((line) => box.put(parseJournalLine(line)), LONGEST_LINE);
  const run = async (): Promise<void> => {
    try {
      const { code, stderr } = await ssh.exec(reach, journalArgv(filter), {
        signal: ends,
        maxOutputBytes: 8192,
        onStdout: (chunk) => lines.push(Buffer.from(chunk)),
      });
      lines.end();
      box.end(code === 0 ? { note: plainText(stderr, 1000) } : { error: failed(reach.host, code, stderr) });
    } catch (error) {
      box.end({ error });
    }
  };
  const running = run();
  try {
    yield* box.events();
  } finally {
    leave.abort();
    await running;
  }
}

const sizeOf = (entries: readonly JournalEntry[]): number =>
  entries.reduce((sum, { message }) => sum + message.length, 0);

type End = { readonly note: string } | { readonly error: unknown };

/** Between the host that writes and the reader that takes. */
function createBox(): {
  put(entry: JournalEntry | null): void;
  end(how: End): void;
  events(): AsyncGenerator<JournalEvent>;
} {
  const waiting: JournalEntry[] = [];
  let size = 0;
  let skipped = 0;
  let ended: End | null = null;
  let wake = (): void => undefined;

  async function* events(): AsyncGenerator<JournalEvent> {
    for (;;) {
      if (skipped > 0) {
        const count = skipped;
        skipped = 0;
        yield { type: 'skipped', count };
      }
      if (waiting.length > 0) {
        const entries = waiting.splice(0, BATCH);
        size -= sizeOf(entries);
        yield { type: 'entries', entries };
        continue;
      }
      if (ended !== null) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if ('error' in ended) throw ended.error;
    if (ended.note !== '') yield { type: 'note', text: ended.note };
  }

  return {
    put(entry) {
      if (entry === null) return;
      waiting.push(entry);
      size += sizeOf([entry]);
      if (waiting.length > MOST_WAITING || size > MOST_TEXT) {
        // Half at once: one by one would move the whole list each time.
        const dropped = waiting.splice(0, Math.ceil(waiting.length / 2));
        size -= sizeOf(dropped);
        skipped += dropped.length;
      }
      wake();
    },
    end(how) {
      ended = how;
      wake();
    },
    events,
  };
}

function failed(host: string, code: number | null, stderr: string): AppError {
  const said = plainText(stderr.trim().split('\n').at(-1) ?? '');
  if (code === 127) {
    return new AppError('remote-command-failed', `${host} has no journalctl, so no journal can be read.`, {
      hint: 'Hosts that run no systemd write their logs elsewhere; open a terminal there.',
      detail: { host, code },
    });
  }
  return new AppError(
    'remote-command-failed',
    `The journal of ${host} could not be read${said === '' ? '' : `: ${said}`}`,
    {
      hint: 'Without root, its user must be in the group systemd-journal or wheel; check unit and time too.',
      detail: { host, code },
    },
  );
}
