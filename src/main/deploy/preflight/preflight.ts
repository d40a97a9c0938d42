import {
  type AppError,
  type DeployMode,
  type HostPlan,
  type HostPreflight,
  type HostSecrets,
  isAppError,
} from '../../../shared/contract';
import type { Nix } from '../../nix';
import type { Reach, Ssh } from '../../ssh';
import { wantsPassword } from '../activation/root';
import { askHost } from './ask-host';
import { nextSystem } from './next-system';
import { judgeHost, needsSignature } from './rules';
import { type SigningKey, SigningKeys, type StoredKeys } from './signing-keys';
import { PasswordTrial, type StoredPasswords } from './stored-password';
import type { Asking, Known } from './types';

/** What a preflight needs of the rest. */
export interface PreflightParts {
  readonly ssh: Pick<Ssh, 'exec'>;
  readonly nix: Pick<Nix, 'physicalPath'>;
  /** How a host is reached; throws when nothing says. */
  readonly reach: (host: string) => Promise<Reach>;
  /** The text of resources/deploy/preflight.sh. */
  readonly script: () => Promise<string>;
  /** Stored sudo passwords; none where absent. */
  readonly passwords?: StoredPasswords;
  /** Whether hosts will decrypt their secrets; not looked at where absent. */
  readonly secrets?: () => Promise<readonly HostSecrets[]>;
  /** Stored keys that sign store paths; none where absent. */
  readonly keys?: StoredKeys;
  /** What the last runs from here left on hosts. */
  readonly lastRuns: () => Promise<ReadonlyMap<string, NonNullable<Known['last']>>>;
}

export interface PreflightOptions {
  readonly mode?: DeployMode;
  /** Nobody is in front of it: no question is put to a person on the way. */
  readonly unattended?: boolean;
  readonly signal?: AbortSignal;
}

/** What a look at one host has shown. */
export interface Look {
  readonly lights: HostPreflight;
  /** Why it was not reached, or not let in; null where it answered. */
  readonly failure: AppError | null;
  /** The key of ours with which paths have to be signed for this host; null where none has to, or none would help. */
  readonly signWith: { readonly name: string; secret(): Promise<string | null> } | null;
  /** The lights once the new system is built, by what the host has answered already. */
  again(plan: HostPlan): Promise<HostPreflight>;
}

/** Looks at hosts before anything is built for them. */
export interface Preflight {
  /** Looks as they come. @throws AppError `cancelled`; a host that does not answer has a red light. */
  looks(hosts: readonly string[], options?: PreflightOptions): AsyncGenerator<Look>;
  /** What a plan has told of a host, for the next look at its space. */
  note(plan: HostPlan): void;
}

/** What is found out once for all hosts of a look. */
interface Common {
  readonly runs: ReturnType<PreflightParts['lastRuns']>;
  readonly secrets: Promise<readonly HostSecrets[]>;
}

/** What keeps secrets from being looked at is no reason to look at nothing else. */
async function secretsOf({ secrets }: PreflightParts): Promise<readonly HostSecrets[]> {
  try {
    return (await secrets?.()) ?? [];
  } catch (error) {
    if (isAppError(error)) return [];
    throw error;
  }
}

/** Hosts spoken to at once. */
const AT_ONCE = 16;

/** See {@link Preflight}. */
export function createPreflight(parts: PreflightParts): Preflight {
  const trial = new PasswordTrial(parts.ssh, parts.passwords ?? null);
  const keys = parts.keys === undefined ? null : new SigningKeys(parts.keys);
  const plans = new Map<string, HostPlan>();
  let script: Promise<string> | null = null;

  const nextFor = async (plan: HostPlan | undefined, asking: Asking): Promise<Known['next']> => {
    if (plan === undefined || asking.kind !== 'answered') return null;
    const next = await nextSystem(parts.nix, plan);
    // What is to be copied was counted against what ran then.
    return next !== null && plan.from !== asking.answer.running ? { ...next, copyBytes: null } : next;
  };

  const look = async (
    host: string,
    { runs, secrets }: Common,
    { mode = 'switch', unattended = false, signal }: PreflightOptions,
  ): Promise<Look> => {
    const at = new Date().toISOString();
    const text = await (script ??= parts.script());
    const way = async (): Promise<Reach> => ({ ...(await parts.reach(host)), unattended });
    const asking = await askHost({ ssh: parts.ssh, script: text }, way, signal);
    const answer = asking.kind === 'answered' ? asking.answer : null;
    const sudo = answer?.sudo;
    const asksPassword = sudo?.kind === 'refused' && wantsPassword(sudo.said);
    const password = asksPassword ? await trial.of(await way(), signal) : null;
    const ours: readonly SigningKey[] =
      keys !== null && answer !== null && needsSignature(answer) ? await keys.all(unattended) : [];
    const key = ours.find(({ publicKey }) => answer?.settings?.trustedKeys.includes(publicKey));
    const signingKeys = ours.map(({ publicKey }) => publicKey);
    const last = (await runs).get(host) ?? null;
    const mine = (await secrets).find((one) => one.host === host);
    const judge = async (plan: HostPlan | undefined): Promise<HostPreflight> => {
      const next = await nextFor(plan, asking);
      const known = { unattended, mode, last, next, password, signingKeys, secrets: mine };
      const checks = judgeHost(host, asking, known);
      return { host, at, ok: checks.every(({ state }) => state !== 'red'), checks };
    };
    return {
      lights: await judge(plans.get(host)),
      failure: asking.kind === 'failed' ? asking.error : null,
      signWith:
        keys === null || key === undefined
          ? null
          : { name: key.subject, secret: () => keys.secret(key.subject) },
      again: judge,
    };
  };

  return {
    async *looks(hosts, { signal, ...options } = {}) {
      const leave = new AbortController();
      const how = { ...options, signal: signal ? AbortSignal.any([signal, leave.signal]) : leave.signal };
      const common = { runs: parts.lastRuns(), secrets: secretsOf(parts) };
      // Whoever looks at a host hears of a failure; before that nobody listens yet.
      for (const early of [common.runs, common.secrets]) early.catch(() => undefined);
      const waiting = [...new Set(hosts)];
      const running = new Map<string, Promise<Look>>();
      try {
        while (waiting.length > 0 || running.size > 0) {
          for (const host of waiting.splice(0, AT_ONCE - running.size))
            running.set(host, look(host, common, how));
          const done = await Promise.race(running.values());
          running.delete(done.lights.host);
          yield done;
        }
      } finally {
        leave.abort();
      }
    },
    note: (plan) => void plans.set(plan.host, plan),
  };
}
