import { AppError, type HostPreflight, type HostResult } from '../../shared/contract';
import type { JobContext } from '../jobs';
import type { Nix } from '../nix';
import { awayResult, isAway } from './away';
import type { KnownSoFar } from './known-so-far';
import type { Look, Preflight, PreflightOptions } from './preflight';
import type { Traveller } from './host-pass';

/** The preflight of one run: a red light keeps a host from it, the others go on. */
export class LookFirst {
  readonly #preflight: Preflight;
  readonly #context: JobContext;
  readonly #known: KnownSoFar;
  readonly #nix: Pick<Nix, 'sign'>;
  readonly #looks = new Map<string, Look>();

  constructor(parts: {
    readonly preflight: Preflight;
    readonly context: JobContext;
    readonly known: KnownSoFar;
    readonly nix: Pick<Nix, 'sign'>;
  }) {
    this.#preflight = parts.preflight;
    this.#context = parts.context;
    this.#known = parts.known;
    this.#nix = parts.nix;
  }

  /** The hosts that go on; each of the others is settled as soon as its lights have come. */
  async ready(
    hosts: readonly string[],
    how: Pick<PreflightOptions, 'mode'>,
    settle: (result: HostResult) => Promise<void>,
  ): Promise<readonly string[]> {
    const stopped = new Set<string>();
    for await (const result of this.#stopped(hosts, how)) {
      stopped.add(result.host);
      await settle(result);
    }
    return hosts.filter((host) => !stopped.has(host));
  }

  async *#stopped(hosts: readonly string[], how: Pick<PreflightOptions, 'mode'>): AsyncGenerator<HostResult> {
    let seen = 0;
    for await (const look of this.#preflight.looks(hosts, { ...how, signal: this.#context.signal })) {
      const { host } = look.lights;
      this.#looks.set(host, look);
      this.#context.data({ kind: 'preflight', lights: look.lights });
      seen += 1;
      this.#context.progress(seen / hosts.length);
      if (look.lights.ok) continue;
      yield isAway(look.failure)
        ? awayResult(this.#known.failed(host, look.failure))
        : this.#known.failed(host, look.failure ?? notReady(look.lights));
    }
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
