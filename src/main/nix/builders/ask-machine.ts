import { z } from 'zod';
import { isAppError, type AppError, type BuilderCheck, type BuilderTest } from '../../../shared/contract';
import type { Reach, Ssh } from '../../ssh';
import { explainCopy } from '../copy';
import type { NixRun } from '../run-nix';

/**
 * Who one logs in as, Nix's version, its processors, and its settings as JSON. The settings come from Nix itself, so
 * systems it emulates (binfmt) and features somebody added are told too. POSIX sh; changes nothing.
 */
const ASK = `id -un
nproc 2>/dev/null || echo 0
nix --version 2>/dev/null || echo none
nix --extra-experimental-features nix-command show-config --json 2>/dev/null`;

const TIMEOUT_MS = 20_000;

const valueOf = <T extends z.ZodType>(value: T) => z.object({ value }).optional().catch(undefined);
const settingsSchema = z.object({
  system: valueOf(z.string()),
  'extra-platforms': valueOf(z.array(z.string())),
  'system-features': valueOf(z.array(z.string())),
  'trusted-users': valueOf(z.array(z.string())),
});

interface Machine {
  readonly user: string;
  readonly cores: number | null;
  readonly nixVersion: string | null;
  readonly systems: readonly string[];
  readonly features: readonly string[];
  /** Null where its settings could not be read. */
  readonly trustedUsers: readonly string[] | null;
}

/** What a machine answered to {@link ASK}. */
export function parseMachine(output: string): Machine {
  const [user = '', cores = '', version = '', ...rest] = output.split('\n');
  const settings = settingsSchema.safeParse(parseJson(rest.join('\n')));
  const told = settings.success ? settings.data : {};
  const system = told.system?.value;
  // Levels of one instruction set (x86_64-v3-linux) are no systems anybody builds a host for.
  const others = (told['extra-platforms']?.value ?? []).filter((one) => !/-v\d-/.test(one));
  return {
    user: user.trim(),
    cores: Number(cores) > 0 ? Number(cores) : null,
    nixVersion: /\b(\d+\.\d+(?:\.\d+)?)/.exec(version)?.[1] ?? null,
    systems: system === undefined ? [] : [...new Set([system, ...others])],
    features: (told['system-features']?.value ?? []).filter((one) => !one.startsWith('gccarch-')),
    trustedUsers: told['trusted-users']?.value ?? null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a Nix daemon takes unsigned paths from this user; null for groups, which are not looked up. */
export function isTrusted(user: string, trusted: readonly string[] | null): boolean | null {
  if (user === 'root') return true;
  if (trusted === null) return null;
  if (trusted.includes(user) || trusted.includes('*')) return true;
  return trusted.some((one) => one.startsWith('@')) ? null : false;
}

function trustCheck(machine: Machine): BuilderCheck {
  const { user } = machine;
  switch (isTrusted(user, machine.trustedUsers)) {
    case true:
      return { name: 'trust', state: 'green', words: `Takes what is built elsewhere from ${user}.` };
    case false:
      return {
        name: 'trust',
        state: 'red',
        words: `Its Nix does not trust ${user}: add it to nix.settings.trusted-users there, or log in as another user.`,
      };
    case null:
      return { name: 'trust', state: 'amber', words: `Could not tell whether its Nix trusts ${user}.` };
  }
}

/** What is needed to ask a machine. */
export interface AskPorts {
  readonly ssh: Pick<Ssh, 'exec' | 'nixSshOpts'>;
  /** Asks the store of that address; see `nix store ping`. */
  readonly ping: (store: string, sshOpts: string, signal?: AbortSignal) => Promise<NixRun>;
}

/**
 * Logs in to a machine and asks its store, as Nix will. Throws `cancelled` alone: what fails otherwise is a red check
 * with its reason.
 */
export async function askMachine(
  ports: AskPorts,
  target: { readonly address: string; readonly reach: Reach; readonly store: string },
  signal?: AbortSignal,
): Promise<BuilderTest> {
  const { address, reach, store } = target;
  const began = performance.now();
  const checks: BuilderCheck[] = [];
  const end = (machine?: Machine): BuilderTest => ({
    address,
    ok: checks.length === 4 && checks.every(({ state }) => state !== 'red'),
    checks,
    nixVersion: machine?.nixVersion ?? null,
    systems: [...(machine?.systems ?? [])],
    features: [...(machine?.features ?? [])],
    cores: machine?.cores ?? null,
    ms: Math.round(performance.now() - began),
  });

  let machine: Machine;
  try {
    const answer = await ports.ssh.exec(reach, ['sh', '-c', ASK], { timeoutMs: TIMEOUT_MS, signal });
    machine = parseMachine(answer.stdout);
  } catch (error) {
    if (!isAppError(error) || error.code === 'cancelled') throw error;
    checks.push({ name: 'login', state: 'red', words: sentence(error) });
    return end();
  }
  checks.push({ name: 'login', state: 'green', words: `Logged in as ${machine.user}.` });
  if (machine.nixVersion === null) {
    checks.push({ name: 'nix', state: 'red', words: 'It has no nix on the PATH of an ssh command.' });
    return end(machine);
  }
  const what = machine.systems.length === 0 ? '' : `, builds for ${machine.systems.join(' and ')}`;
  checks.push({ name: 'nix', state: 'green', words: `Nix ${machine.nixVersion}${what}.` });

  const answer = await ports.ping(store, await ports.ssh.nixSshOpts(reach), signal);
  checks.push(
    answer.code === 0
      ? { name: 'store', state: 'green', words: 'Nix on this machine reaches its store.' }
      : { name: 'store', state: 'red', words: explainCopy(answer.messages, address).message },
    trustCheck(machine),
  );
  return end(machine);
}

const sentence = ({ message, hint }: AppError): string => (hint === '' ? message : `${message} ${hint}`);
