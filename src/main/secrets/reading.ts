import path from 'node:path';
import type { ChangeResult, HostSecrets, RuleWish, Secrets } from '../../shared/contract';
import { FleetFiles, type PlannedGesture } from '../fleet';
import type { Nix } from '../nix';
import { filesNamed } from './files';
import type { LeakScan } from './leaks/scan';
import { type SecretFile, lookAtSecrets } from './matrix/headers';
import { matrixOf } from './matrix/matrix';
import type { HostKey } from './matrix/recipients';
import type { EvaluatedUses, HostDeclares } from './matrix/uses';
import { type PlannedRules, planRules } from './rules/edit/plan';
import { evaluateRules } from './rules/evaluate';
import type { SecretRules } from './rules/model';
import { type ReadRulesOptions, type RulesReading, readRules } from './rules/read';

/** What is read of the secrets of a fleet; cloned between threads. */
export interface SecretsRequest extends ReadRulesOptions {
  /** Folder of the fleet. */
  readonly dir: string;
  /** Files that hosts declare, beside those that rules name and those that end in `.age`. */
  readonly declared: readonly string[];
}

export interface SecretsRead extends RulesReading {
  readonly files: readonly SecretFile[];
}

/** Reads rules and headers, in the thread that asks. */
export async function readSecretsInThisThread(request: SecretsRequest): Promise<SecretsRead> {
  const { dir, declared, ...options } = request;
  const reading = readRules(dir, options);
  const there = filesNamed(new FleetFiles(dir), (name) => name.endsWith('.age'));
  const named = reading.rules.secrets.map(({ file }) => file);
  const inside = declared.filter((file) => !path.posix.isAbsolute(file) && !file.startsWith('../'));
  const files = await lookAtSecrets(dir, [...new Set([...named, ...there, ...inside])]);
  return { ...reading, files };
}

export interface SecretsReaderOptions {
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly nix: Pick<Nix, 'command'>;
  /** Reads rules and headers, in this thread or another. */
  readonly read: (request: SecretsRequest) => Promise<SecretsRead>;
  /** Looks through the fleet's texts for credentials, in this thread or another. */
  readonly scan: (dir: string) => Promise<LeakScan>;
  /** What the source of hosts declares. */
  readonly declares: () => Promise<readonly HostDeclares[]>;
  /** What Nix said of the source as it stands, empty where it was not asked; with `ask` it is asked. */
  readonly evaluated: (ask: boolean, signal?: AbortSignal) => Promise<EvaluatedUses>;
  /** Keys that hosts of the fleet are known to have. */
  readonly hostKeys: () => Promise<readonly HostKey[]>;
  /** Makes a gesture of the draft; with `dryRun` it is only told. */
  readonly take: (plan: () => Promise<PlannedGesture>, dryRun: boolean) => Promise<ChangeResult>;
}

export interface ListOptions {
  /** Ask Nix which secrets hosts declare, where it was not asked since the source changed. */
  readonly evaluate?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** The secrets of one fleet as they stand, read anew each time they are asked for; no private key is needed. */
export class SecretsReader {
  constructor(private readonly options: SecretsReaderOptions) {}

  /** All rules; those that source does not tell by asking Nix. Throws `cancelled`. */
  async rules(signal?: AbortSignal): Promise<SecretRules> {
    return (await this.read([], signal)).rules;
  }

  /**
   * Everything about the secrets: rules, recipients, files, hosts. With `evaluate` Nix is asked what hosts declare. Throws
   * `cancelled`, what reading the fleet throws, and what evaluating it does.
   */
  async list({ evaluate = false, signal }: ListOptions = {}): Promise<Secrets> {
    const [declares, evaluated, hostKeys] = await Promise.all([
      this.options.declares(),
      this.options.evaluated(evaluate, signal),
      this.options.hostKeys(),
    ]);
    const bySource = declares.flatMap(({ secrets }) => secrets.flatMap(({ file }) => file ?? []));
    const byNix = [...evaluated.values()].flatMap((files) => Object.values(files));
    const { rules, files } = await this.read([...new Set([...bySource, ...byNix])], signal);
    const readAt = new Date().toISOString();
    return { ...matrixOf({ rules, files, declares, evaluated, hostKeys }), readAt };
  }

  /** Whether a host will decrypt what it declares; null for a host that the fleet has not. */
  async secretsFor(host: string, signal?: AbortSignal): Promise<HostSecrets | null> {
    const { hosts } = await this.list(signal ? { signal } : {});
    return hosts.find((one) => one.host === host) ?? null;
  }

  /** What wishes would make of the rules; see {@link planRules} for what it refuses. Nothing is written. */
  planRules(wishes: readonly RuleWish[]): PlannedRules {
    return planRules(this.options.dir, wishes, this.named());
  }

  /** Changes rules as one gesture. The secrets in `rekey` are still encrypted for the keys of before. */
  async changeRules(
    wishes: readonly RuleWish[],
    dryRun: boolean,
  ): Promise<ChangeResult & { rekey: string[] }> {
    let rekey: readonly string[] = [];
    const result = await this.options.take(async () => {
      const planned = this.planRules(wishes);
      ({ rekey } = planned);
      return { title: planned.title, texts: planned.texts, hosts: [], brings: [], needs: [] };
    }, dryRun);
    return { ...result, rekey: [...rekey] };
  }

  /** Credentials in clear in the fleet's source. */
  leaks(): Promise<LeakScan> {
    return this.options.scan(this.options.dir);
  }

  private async read(declared: readonly string[], signal: AbortSignal | undefined): Promise<SecretsRead> {
    const { dir, nix, read } = this.options;
    const request = { dir, declared, named: this.named() };
    const first = await read(request);
    if (first.needsNix.length === 0) return first;
    const { needsNix: files, stamp } = first;
    const told = await evaluateRules({ dir, files, stamp, nix, ...(signal ? { signal } : {}) });
    return read({ ...request, told });
  }

  /** Rules that agenix would take (`$RULES`), where they lie in the fleet. */
  private named(): string[] {
    const given = this.options.env['RULES'];
    if (given === undefined || given === '') return [];
    const inside = path.relative(this.options.dir, path.resolve(this.options.dir, given));
    return inside.startsWith('..') || path.isAbsolute(inside) ? [] : [inside];
  }
}
