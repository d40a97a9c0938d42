import { AppError, type Fact, isAppError, type LiveFactName } from '../../shared/contract';
import type { Reach, Ssh } from '../ssh';
import { parseFactLines, plainText } from './parse';
import type { HostFacts, ReadOptions } from './types';
import { readFactValues } from './values';

/** Login and answer together. */
const TIMEOUT_MS = 15_000;
/** A whole answer has a few kB; a host that says more than this is stopped. */
const MOST_BYTES = 256 * 1024;

export interface ReadHostParts {
  readonly ssh: Pick<Ssh, 'exec'>;
  /** The text of resources/facts/host-facts.sh. */
  readonly script: string;
  readonly timeoutMs?: number;
}

/**
 * What one host says of itself. A host that does not answer is no error but unknown, and so is each fact that does not
 * come. @throws AppError `cancelled`, and what is a defect of ours.
 */
export async function readHost(
  { ssh, script, timeoutMs = TIMEOUT_MS }: ReadHostParts,
  host: string,
  reach: () => Promise<Reach>,
  { signal, unattended = false }: ReadOptions = {},
): Promise<HostFacts> {
  // Of the question, not of the answer: what was asked earlier and gave up later is the older news.
  const sentAt = Date.now();
  const at = new Date(sentAt).toISOString();
  const enough = new AbortController();
  let heardAt = 0;
  let output = '';
  const listen = (chunk: string): void => {
    if (output.length > MOST_BYTES) return;
    heardAt ||= Date.now();
    output += chunk;
    if (output.length > MOST_BYTES) enough.abort();
  };
  let failure: AppError | null = null;
  let complaint = '';
  try {
    const result = await ssh.exec(
      { ...(await reach()), unattended },
      ['sh', '-c', script, 'snowfleet-facts'],
      {
        timeoutMs,
        signal: signal ? AbortSignal.any([signal, enough.signal]) : enough.signal,
        maxOutputBytes: 4096,
        onStdout: listen,
      },
    );
    complaint = plainText(result.stderr.trim().split('\n').at(-1) ?? '');
  } catch (error) {
    if (!isAppError(error) || error.code === 'internal' || signal?.aborted) throw error;
    failure = error;
  }
  const raw = parseFactLines(output);
  if (raw.began) {
    const { facts, unread } = readFactValues(raw, { sentAt, heardAt });
    return answered(host, at, facts, partOf(raw.ended, enough.signal.aborted, unread));
  }
  if (enough.signal.aborted || failure === null) {
    return answered(host, at, {}, [], noScript(host, complaint, enough.signal.aborted));
  }
  return failure.detail['begun'] === true
    ? answered(host, at, {}, [], failure)
    : {
        host,
        at,
        reachable: false,
        facts: {
          reachable: fact(false, at),
          reason: fact(failure.message, at),
          reasonCode: fact(failure.code, at),
        },
      };
}

/** Facts that come from Tailscale's own account of itself, not from looking at the host. */
const FROM_TAILSCALE: ReadonlySet<string> = new Set(['tailscale'] satisfies LiveFactName[]);

function fact(value: unknown, at: string, from: Fact['from'] = 'host'): Fact {
  return { value, from, at };
}

function answered(
  host: string,
  at: string,
  values: Readonly<Record<string, unknown>>,
  partial: readonly string[],
  trouble?: AppError,
): HostFacts {
  const told = Object.entries({
    reachable: true,
    ...values,
    ...(partial.length > 0 ? { partial } : {}),
    ...(trouble ? { reason: trouble.message, reasonCode: trouble.code } : {}),
  });
  return {
    host,
    at,
    reachable: true,
    facts: Object.fromEntries(
      told.map(([name, value]) => [name, fact(value, at, FROM_TAILSCALE.has(name) ? 'tailscale' : 'host')]),
    ),
  };
}

/** What of an answer is missing, in words. */
function partOf(ended: boolean, tooMuch: boolean, unread: readonly string[]): string[] {
  return [
    ...(tooMuch ? ['it said more than an answer can be, and was stopped'] : []),
    ...(!ended && !tooMuch ? ['the answer was cut off'] : []),
    ...unread.map((name) => `${name} makes no sense`),
  ];
}

function noScript(host: string, complaint: string, tooMuch: boolean): AppError {
  const said = tooMuch ? 'it said something else without end' : complaint;
  return new AppError(
    'remote-command-failed',
    `${host} let us in but did not run the script that reads its facts${said === '' ? '' : `: ${said}`}`,
    {
      hint: 'Its user needs a POSIX shell (sh) and may not be limited to one command.',
      detail: { host },
    },
  );
}
