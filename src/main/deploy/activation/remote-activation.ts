import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError, type DeployMode, type FailedUnits } from '../../../shared/contract';
import type { ExecResult, Reach, Ssh } from '../../ssh';
import type { Rights } from './root';
import { parseHolder, parseStateLine, type ActivationEnd, type Holder, type StateLine } from './state-lines';

/** The texts of resources/deploy. */
export interface ActivationScripts {
  readonly activate: string;
  readonly door: string;
  readonly health: string;
}

/** How the system profile is set. */
export type ProfileChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'generation'; readonly number: number };

/** What an activation does; `back` puts a host on a system without asking for an acknowledgement. */
export type ActivationMode = Exclude<DeployMode, 'dry-activate' | 'build'> | 'back';

export interface ActivationOrder {
  readonly mode: ActivationMode;
  readonly system: string;
  readonly set: ProfileChange;
  /** Seconds that one program of it may take on the host. */
  readonly seconds: number;
  /** Seconds the host waits for the acknowledgement. */
  readonly window: number;
  readonly units: FailedUnits;
  /** Who wants it; told to whoever comes meanwhile. Characters that mean something elsewhere are left out. */
  readonly who: string;
}

export type Started =
  | { readonly kind: 'started' }
  | { readonly kind: 'busy'; readonly holder: Holder | null }
  | { readonly kind: 'not-started'; readonly reason: string }
  /** The connection was lost meanwhile, so whether it was started is for `follow` to find out. */
  | { readonly kind: 'unknown' };

export type Followed =
  | { readonly kind: 'ended'; readonly end: ActivationEnd }
  /** It runs no more and told no end: the host was restarted, or somebody killed it. */
  | { readonly kind: 'gone' }
  /** There was none, and there will be none of this name. */
  | { readonly kind: 'never' }
  /** It goes on; told to those who only look. */
  | { readonly kind: 'going-on' }
  | { readonly kind: 'lost'; readonly reason: string };

export interface FollowOptions {
  readonly onLine: (line: StateLine, at: string) => void;
  readonly onLog?: (text: string) => void;
  /** How long nothing may be heard, connections tried again and again, until it is given up. */
  readonly patienceMs: number;
  /** The moment (as Date.now() tells it) until when the host decides by itself; it is not given up before. */
  readonly decidesUntil?: () => number;
  /** Ends with `going-on` once everything there is was told. */
  readonly once?: boolean;
}

/** How an acknowledgement went; `reason` why there is none yet. */
export type Acknowledged =
  | { readonly kind: 'taken' }
  | { readonly kind: 'not-yet'; readonly reason: string }
  /** There is nothing to acknowledge any more, or another system runs. */
  | { readonly kind: 'pointless'; readonly reason: string };

/** Exit codes of resources/deploy/activation-door.sh. */
const EXIT = { gone: 70, claimed: 71, absent: 72, busy: 75, otherSystem: 76, tooLate: 78 } as const;
/**
 * The follower on the host says something each second; a connection that is silent for so long is made anew. The
 * next ones have more time: a host or a machine under load is slow, and not gone.
 */
const SILENCE_MS = 8_000;
const START_TIMEOUT_MS = 20_000;
/** Of the first try; each one after it has twice the time, for a slow host must not be asked in vain again and again. */
const ACKNOWLEDGE_TIMEOUT_MS = 10_000;
const WAITS_MS = [300, 500, 1_000, 2_000, 4_000];

/** One activation on one host, reached over whatever connection there is: it needs none to go on. */
export class RemoteActivation {
  readonly #ssh: Ssh;
  readonly #reach: Reach;
  readonly #rights: Rights;
  readonly #scripts: ActivationScripts;
  readonly #dir: string;
  #token: string | null = null;
  #tries = 0;

  constructor(
    parts: {
      readonly ssh: Ssh;
      readonly reach: Reach;
      readonly rights: Rights;
      readonly scripts: ActivationScripts;
    },
    /** Unique on the host; letters, digits, dots and dashes. */
    id: string,
  ) {
    this.#ssh = parts.ssh;
    this.#reach = parts.reach;
    this.#rights = parts.rights;
    this.#scripts = parts.scripts;
    this.#dir = `/run/snowfleet/${id}`;
  }

  /** Starts it; it then goes on without us. Throws only what is no failure of the connection. */
  async start(order: ActivationOrder): Promise<Started> {
    const { set } = order;
    this.#token = randomBytes(16).toString('hex');
    const value = set.kind === 'path' ? set.path : set.kind === 'generation' ? String(set.number) : '-';
    const words = [
      order.mode,
      order.system,
      set.kind,
      value,
      `${order.seconds}`,
      `${order.window}`,
      order.units,
      order.who.replaceAll(/[^\w.@-]/g, '').slice(0, 100) || '-',
    ];
    let result: ExecResult;
    try {
      result = await this.#ssh.exec(this.#reach, this.#door('start', this.#scripts.activate, ...words), {
        timeoutMs: START_TIMEOUT_MS,
        input: this.#input(),
      });
    } catch (error) {
      if (!isAppError(error) || error.code === 'internal') throw error;
      return error.detail['begun'] === true
        ? { kind: 'unknown' }
        : { kind: 'not-started', reason: error.message };
    }
    if (result.code === null) return { kind: 'unknown' };
    if (result.code === 0) return { kind: 'started' };
    if (result.code === EXIT.busy) {
      const [, who = '', since = ''] = /^@holder (\S+) (\S+)$/m.exec(result.stdout) ?? [];
      return { kind: 'busy', holder: parseHolder(who, since) };
    }
    return { kind: 'not-started', reason: lastLine(result.stderr) || `exit code ${result.code}` };
  }

  /** Hears all that it says, from the beginning, until it ends. Connections are made again where they break. */
  async follow(options: FollowOptions): Promise<Followed> {
    const heard = { lines: 0, bytes: 0, at: Date.now() };
    const result: { end: ActivationEnd | null; reason: string } = { end: null, reason: '' };
    for (let attempt = 0; ; attempt += 1) {
      const began = heard.at;
      const silenceMs = SILENCE_MS * 2 ** Math.min(attempt, 2);
      const answer = await this.#listen(
        heard,
        options,
        { fresh: attempt > 0, silenceMs },
        (end) => (result.end = end),
      );
      if (result.end !== null) return { kind: 'ended', end: result.end };
      if ('reason' in answer) {
        if (answer.reason === GOING_ON) return { kind: 'going-on' };
        result.reason = answer.reason;
      } else {
        if (answer.code === EXIT.gone) return { kind: 'gone' };
        if (answer.code === EXIT.claimed || answer.code === EXIT.absent) return { kind: 'never' };
        result.reason = lastLine(answer.stderr) || 'the connection ended';
      }
      if (heard.at > began) attempt = 0;
      const patience = Math.max(heard.at + options.patienceMs, options.decidesUntil?.() ?? 0);
      if (Date.now() >= patience) return { kind: 'lost', reason: result.reason };
      await sleep(Math.min(WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)] as number, options.patienceMs));
    }
  }

  /** Logs in anew and tells the host that it can be reached on `system`. */
  async acknowledge(system: string, signal?: AbortSignal): Promise<Acknowledged> {
    const result = await this.#attempt(() =>
      this.#ssh.execFresh(this.#reach, this.#door('ack', system), {
        timeoutMs: ACKNOWLEDGE_TIMEOUT_MS * 2 ** Math.min(this.#tries++, 3),
        input: this.#input(),
        ...(signal ? { signal } : {}),
      }),
    );
    if ('reason' in result) return { kind: 'not-yet', reason: result.reason };
    switch (result.code) {
      case 0:
        return { kind: 'taken' };
      case EXIT.otherSystem:
        return { kind: 'pointless', reason: 'the host does not run the new system' };
      case EXIT.absent:
      case EXIT.tooLate:
        return { kind: 'pointless', reason: 'the host does not wait for it any more' };
      default:
        return { kind: 'not-yet', reason: lastLine(result.stderr) || `exit code ${result.code}` };
    }
  }

  /** Tells the host to go back: the new system is not healthy. What does not get through, its own deadline does. */
  async refuse(): Promise<void> {
    await this.#attempt(() =>
      this.#ssh.execFresh(this.#reach, this.#door('refuse'), {
        timeoutMs: ACKNOWLEDGE_TIMEOUT_MS,
        input: this.#rights.input,
      }),
    );
  }

  async #listen(
    heard: { lines: number; bytes: number; at: number },
    { onLine, onLog, once = false }: FollowOptions,
    { fresh, silenceMs }: { readonly fresh: boolean; readonly silenceMs: number },
    onEnd: (end: ActivationEnd) => void,
  ): Promise<ExecResult | { readonly reason: string }> {
    const quiet = new AbortController();
    let why = 'nothing is heard of the host any more';
    let timer = setTimeout(() => quiet.abort(), silenceMs);
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => quiet.abort(), silenceMs);
    };
    const onStdout = lineReader((text) => {
      if (!text.startsWith('@')) return;
      alive();
      heard.at = Date.now();
      const [word, ...rest] = text.split(' ');
      if (word === '@state') {
        heard.lines += 1;
        const parsed = parseStateLine(rest.join(' '));
        if (parsed?.line.word === 'end') onEnd(parsed.line.end);
        if (parsed) onLine(parsed.line, parsed.at);
      } else if (word === '@log') {
        heard.bytes = Number(rest[0]) || heard.bytes;
      } else if (word === '@tick' && once) {
        why = GOING_ON;
        quiet.abort();
      }
    });
    const argv = this.#door('follow', `${heard.lines}`, `${heard.bytes}`, 'claim');
    const run = fresh ? this.#ssh.execFresh : this.#ssh.exec;
    try {
      return await this.#attempt(
        () =>
          run(this.#reach, argv, {
            signal: quiet.signal,
            input: this.#rights.input,
            onStdout,
            ...(onLog ? { onStderr: onLog } : {}),
          }),
        () => why,
      );
    } finally {
      clearTimeout(timer);
    }
  }

  #door(verb: 'start' | 'follow' | 'ack' | 'refuse', ...words: string[]): string[] {
    return [...this.#rights.words, 'sh', '-c', this.#scripts.door, 'snowfleet', verb, this.#dir, ...words];
  }

  /** `-` has the host take the token that it has: whoever is root there may acknowledge for one that is dead. */
  #input(): string {
    return `${this.#rights.input}token ${this.#token ?? '-'}\n`;
  }

  async #attempt(
    work: () => Promise<ExecResult>,
    whyCancelled?: () => string,
  ): Promise<ExecResult | { readonly reason: string }> {
    try {
      return await work();
    } catch (error) {
      if (!isAppError(error) || error.code === 'internal') throw error;
      return { reason: error.code === 'cancelled' && whyCancelled ? whyCancelled() : error.message };
    }
  }
}

const GOING_ON = 'it goes on';

/** Calls back for each whole line of what comes in pieces. A line without end is not kept. */
function lineReader(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(-LONGEST_LINE);
    for (const line of lines) onLine(line);
  };
}
const LONGEST_LINE = 10_000;

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
