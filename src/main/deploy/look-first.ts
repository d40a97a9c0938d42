import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type HostPreflight, type HostResult } from '../../shared/contract';
import type { JobContext } from '../jobs';
import type { Nix } from '../nix';
import { awayResult, isAway } from './away';
import type { KnownSoFar } from './known-so-far';
import type { Look, Preflight, PreflightOptions } from './preflight';
import type { Traveller } from './host-pass';

/** Hosts that have not answered by then keep the others waiting no longer. */
const PATIENCE_MS = 3_000;

/** The preflight of one run: a red light keeps a host from it, the others go on. */
export class LookFirst {
  readonly #preflight: Preflight;
  readonly #context: JobContext;
  readonly #known: KnownSoFar;
  readonly #nix: Pick<Nix, 'sign'>;
  readonly #looks = new Map<string, Look>();
  readonly #verdicts = new Map<string, HostResult | null>();
  readonly #patienceMs: number;
  #isLeft = false;
  /** The look that comes next. */
  #next: Promise<void> = Promise.resolve();

  constructor(parts: {
    readonly preflight: Preflight;
    readonly context: JobContext;
    readonly known: KnownSoFar;
    readonly nix: Pick<Nix, 'sign'>;
    /** {@link PATIENCE_MS} where absent. */
    readonly patienceMs?: number;
  }) {
    this.#patienceMs = parts.patienceMs ?? PATIENCE_MS;
    this.#preflight = parts.preflight;
    this.#context = parts.context;
    this.#known = parts.known;
    this.#nix = parts.nix;
  }

  /**
   * The hosts that go on; each of the others is settled as soon as its lights have come. One that is slow to answer, or
   * away, is not waited for long: it goes on with the others until its {@link verdict} has come.
   */
  async ready(
    hosts: readonly string[],
    how: Pick<PreflightOptions, 'mode'>,
    settle: (result: HostResult) => Promise<void>,
  ): Promise<readonly string[]> {
    const stopped = new Set<string>();
    const settling: Promise<void>[] = [];
    let isWaitedFor = true;
    const going = this.#lookAt(hosts, how, (result) => {
      if (!isWaitedFor) return;
      this.#context.progress(this.#verdicts.size / hosts.length);
      if (result === null) return;
      stopped.add(result.host);
      settling.push(settle(result));
    });
    const timer = new AbortController();
    const patience = sleep(this.#patienceMs, undefined, { signal: timer.signal }).catch(() => undefined);
    try {
      await Promise.race([going, patience]);
    } finally {
      isWaitedFor = false;
      timer.abort();
    }
    await Promise.all(settling);
    return hosts.filter((host) => !stopped.has(host));
  }

  /** The result of a host that goes no further, null of one that does; waits until it has been looked at. */
  async verdict(host: string): Promise<HostResult | null> {
    while (!this.#verdicts.has(host)) await this.#next;
    return this.#verdicts.get(host) ?? null;
  }

  /** The run has ended; what is looked at still is told to nobody. */
  leave(): void {
    this.#isLeft = true;
  }

  /** Resolves when all have been looked at; each is told as it comes. */
  #lookAt(
    hosts: readonly string[],
    how: Pick<PreflightOptions, 'mode'>,
    onVerdict: (result: HostResult | null) => void,
  ): Promise<void> {
    const looks = this.#preflight.looks(hosts, { ...how, signal: this.#context.signal });
    const next = async (): Promise<void> => {
      const { value: look, done } = await looks.next();
      if (done === true) {
        for (const host of hosts) if (!this.#verdicts.has(host)) this.#verdicts.set(host, null);
        return;
      }
      const { host, ok } = look.lights;
      this.#looks.set(host, look);
      if (!this.#isLeft) this.#context.data({ kind: 'preflight', lights: look.lights });
      const result = ok ? null : this.#resultOf(look);
      this.#verdicts.set(host, result);
      onVerdict(result);
    };
    const all = async (): Promise<void> => {
      while (this.#verdicts.size < hosts.length) {
        this.#next = next();
        await this.#next;
      }
    };
    const going = all();
    // Those who wait for a host hear of a failure; where nobody does it ends with the run.
    going.catch(() => undefined);
    return going;
  }

  #resultOf({ lights, failure }: Look): HostResult {
    return isAway(failure)
      ? awayResult(this.#known.failed(lights.host, failure))
      : this.#known.failed(lights.host, failure ?? notReady(lights));
  }

  /** Looks once more at what only the built system could tell. Throws `not-ready`. Asks the host nothing. */
  async again({ host, plan }: Traveller): Promise<void> {
    const lights = await this.#looks.get(host)?.again(plan);
    if (lights === undefined) return;
    this.#context.data({ kind: 'preflight', lights });
    if (!lights.ok) throw notReady(lights);
  }

  /** Signs what is to be copied, where the host takes it from us only so. Throws what the keychain and Nix throw. */
  async sign({ host, to }: Traveller): Promise<void> {
    const signWith = this.#looks.get(host)?.signWith ?? null;
    const key = await signWith?.secret();
    if (signWith === null || key === undefined || key === null) return;
    await this.#nix.sign({ paths: [to], key, signal: this.#context.signal });
    this.#context.log(`snowfleet: signed with ${signWith.name}`, host);
  }
}

function notReady({ host, checks }: HostPreflight): AppError {
  const red = checks.filter(({ state }) => state === 'red');
  return new AppError('not-ready', `${host} is not ready: ${red.map(({ words }) => words).join(' ')}`, {
    hint: red.flatMap(({ hint }) => hint ?? []).join(' '),
    detail: { host, checks: red.map(({ name }) => name) },
  });
}
