import type { HealthCheck, HealthFinding, HealthPolicy, HostResult } from '../../shared/contract';
import type { Prove } from './prove';
import type { Target } from './target';

const LINE = /^@health (\d+) (ok|bad|unknown) (.*)$/;

/** What resources/deploy/health.sh says, by check; a check of which it says nothing is unknown. */
export function parseHealth(output: string, checks: readonly HealthCheck[]): HealthFinding[] {
  const told = new Map<number, Pick<HealthFinding, 'state' | 'words'>>();
  for (const line of output.split('\n')) {
    const [, index, state, words = ''] = LINE.exec(line) ?? [];
    if (index === undefined) continue;
    told.set(Number(index), { state: state as HealthFinding['state'], words: words.slice(0, 200) });
  }
  return checks.map((check, index) => ({
    ...check,
    ...(told.get(index) ?? { state: 'unknown', words: 'nothing was told of it' }),
  }));
}

/** A finding as a clause: `podman.service is inactive (virtualization.podman)`. */
export function healthWords({ kind, value, feature, words }: HealthFinding): string {
  const what = kind === 'port' || kind === 'command' ? `${kind} ${value}` : value;
  return `${what} ${words}${feature === undefined ? '' : ` (${feature})`}`;
}

/** The health checks of one host in one run. */
export class Health {
  readonly #checks: readonly HealthCheck[];
  readonly #policy: HealthPolicy;
  readonly #seconds: number;
  readonly #log: (text: string) => void;
  #findings: readonly HealthFinding[] = [];

  constructor(parts: {
    readonly checks: readonly HealthCheck[];
    readonly policy: HealthPolicy;
    /** How long they may take until they hold. */
    readonly ms: number;
    readonly log: (text: string) => void;
  }) {
    this.#checks = parts.policy === 'off' ? [] : parts.checks;
    this.#policy = parts.policy;
    this.#seconds = Math.max(1, Math.ceil(parts.ms / 1_000));
    this.#log = parts.log;
  }

  get count(): number {
    return this.#checks.length;
  }

  /** Looks, until all hold or the time is over; answers what a host has to go back for. */
  prove(target: Target): Prove {
    return async (signal) => {
      const bad = await this.look(target, signal);
      return this.#policy === 'roll-back' ? bad : [];
    };
  }

  /** Answers what does not hold. */
  async look(target: Target, signal?: AbortSignal): Promise<string[]> {
    const words = this.#checks.flatMap(({ kind, value }) => [kind, value]);
    const output = await target.health([String(this.#seconds), ...words], signal);
    this.#findings = parseHealth(output, this.#checks);
    for (const finding of this.#findings) {
      if (finding.state !== 'ok') this.#log(`snowfleet: health: ${healthWords(finding)}\n`);
    }
    const bad = this.#findings.filter(({ state }) => state === 'bad');
    if (bad.length === 0) this.#log(`snowfleet: ${this.count} health checks looked at\n`);
    return bad.map((finding) => healthWords(finding));
  }

  /** The result of its host, with what was found. */
  told(result: HostResult): HostResult {
    if (this.#findings.length === 0) return result;
    const health = [...this.#findings];
    const bad = health.filter(({ state }) => state === 'bad');
    if (result.outcome !== 'switched' || bad.length === 0) return { ...result, health };
    return {
      ...result,
      health,
      outcome: 'units-failed',
      reason: `The system was switched, but health checks failed: ${bad.map((one) => healthWords(one)).join('; ')}.`,
    };
  }
}
