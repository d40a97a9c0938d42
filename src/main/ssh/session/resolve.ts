import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir, hostname as localHostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract';
import { isCommandAbsent, runProcess } from '../../process';
import type { Reach } from '../types';

/** What `ssh -G` says of a destination, as far as Snowfleet's own client follows it. */
export interface ResolvedHost {
  readonly hostname: string;
  readonly port: number;
  readonly user: string;
  /** The name under which known_hosts keeps the host. */
  readonly hostKeyAlias: string | null;
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  /** Socket of the agent to ask, null for none. */
  readonly agent: string | null;
  readonly knownHostsFiles: readonly string[];
  /** Whether ssh would write to its first known_hosts file; `/dev/null` says that nothing is to be remembered. */
  readonly remembersKeys: boolean;
  /** What is to happen with a host that nobody knows. One whose key changed is refused in any case. */
  readonly unknownKey: 'ask' | 'refuse' | 'accept';
  readonly revokedHostKeys: string | null;
  readonly connectTimeoutMs: number | null;
  readonly keepalive: { readonly intervalMs: number; readonly count: number } | null;
  readonly addressFamily: 4 | 6 | null;
  readonly bindAddress: string | null;
  /** Destinations to pass, first to last. */
  readonly jumps: readonly string[];
  readonly proxyCommand: string | null;
  readonly logins: {
    readonly publickey: boolean;
    readonly password: boolean;
    readonly keyboardInteractive: boolean;
  };
  /** Lists of algorithms that the user's configuration sets, by keyword; those left to ssh's defaults are not here. */
  readonly chosenLists: ReadonlyMap<string, readonly string[]>;
  /** Every `keyword value` of the answer, for a configuration that says the same. */
  readonly said: ReadonlyMap<string, readonly string[]>;
}

/** What the reading of `ssh -G` depends on outside its output. */
export interface ResolveSurroundings {
  readonly homeDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly exists: (path: string) => boolean;
}

function none(value: string | undefined): string | null {
  return value === undefined || value === '' || value.toLowerCase() === 'none' ? null : value;
}

/** `~`, `${VAR}` and the percent tokens of ssh_config(5) that make sense in a file name. */
function expandPath(path: string, tokens: Record<string, string>, around: ResolveSurroundings): string {
  const home = path === '~' || path.startsWith('~/') ? around.homeDir + path.slice(1) : path;
  return home
    .replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => around.env[name] ?? whole)
    .replaceAll(/%([%CLdhikLlnpru])/g, (whole, token: string) => tokens[token] ?? whole);
}

/** ssh -G prints lists of files with single blanks and no quotes, so a path with blanks is joined again where that exists. */
function splitFiles(
  value: string,
  expand: (path: string) => string,
  exists: (path: string) => boolean,
): string[] {
  const words = value.split(' ');
  const files: string[] = [];
  for (let at = 0; at < words.length;) {
    let taken = 1;
    for (let end = words.length; end > at + 1; end--) {
      if (exists(expand(words.slice(at, end).join(' ')))) {
        taken = end - at;
        break;
      }
    }
    files.push(expand(words.slice(at, at + taken).join(' ')));
    at += taken;
  }
  return files.filter((file) => file !== '' && file !== 'none' && file !== '/dev/null');
}

/** Reads the output of `ssh -G` (one `keyword value` a line) for a destination as it was given. */
export function parseSshG(
  output: string,
  around: ResolveSurroundings,
  destination = '',
  defaults: ReadonlyMap<string, readonly string[]> | null = null,
): ResolvedHost {
  const values = readValues(output);
  const one = (keyword: string): string | undefined => values.get(keyword)?.[0];
  const hostname = one('hostname') ?? '';
  const user = one('user') ?? userInfo().username;
  const port = Number(one('port') ?? 22);
  const alias = none(one('hostkeyalias'));
  const here = localHostname();
  const tokens = {
    '%': '%',
    C: createHash('sha1')
      .update(`${here}${hostname}${port}${user}${none(one('proxyjump')) ?? ''}`)
      .digest('hex'),
    L: here.split('.')[0] ?? here,
    d: around.homeDir,
    h: hostname,
    i: String(process.getuid?.() ?? ''),
    k: alias ?? destination,
    l: here,
    n: destination,
    p: String(port),
    r: user,
    u: userInfo().username,
  };
  const expand = (path: string): string => expandPath(path, tokens, around);
  const revoked = none(one('revokedhostkeys'));
  const seconds = Number(none(one('connecttimeout')) ?? Number.NaN);
  const family = one('addressfamily');
  const preferred = none(one('preferredauthentications'))?.split(',');
  const may = (keyword: string, method: string): boolean =>
    !isNo(one(keyword)) && (preferred === undefined || preferred.includes(method));
  return {
    hostname,
    port,
    user,
    hostKeyAlias: alias,
    identityFiles: (values.get('identityfile') ?? []).filter((file) => none(file) !== null).map(expand),
    identitiesOnly: one('identitiesonly') === 'yes',
    agent: agentSocket(one('identityagent'), expand, around.env),
    knownHostsFiles: ['userknownhostsfile', 'globalknownhostsfile'].flatMap((keyword) =>
      splitFiles(one(keyword) ?? '', expand, around.exists),
    ),
    remembersKeys: !/^(none|\/dev\/null)$/i.test(one('userknownhostsfile')?.trim() ?? ''),
    unknownKey: unknownKeyRule(one('stricthostkeychecking')),
    revokedHostKeys: revoked === null ? null : expand(revoked),
    connectTimeoutMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
    keepalive: keepaliveOf(one('serveraliveinterval'), one('serveralivecountmax')),
    bindAddress: none(one('bindaddress')),
    addressFamily: family === 'inet' ? 4 : family === 'inet6' ? 6 : null,
    jumps: none(one('proxyjump'))?.split(',') ?? [],
    proxyCommand: none(one('proxycommand')),
    logins: {
      publickey: may('pubkeyauthentication', 'publickey'),
      password: may('passwordauthentication', 'password') && !isYes(one('batchmode')),
      keyboardInteractive:
        may('kbdinteractiveauthentication', 'keyboard-interactive') && !isYes(one('batchmode')),
    },
    chosenLists: chosenLists(values, defaults),
    said: values,
  };
}

function readValues(output: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const blank = line.indexOf(' ');
    if (blank < 0) continue;
    const keyword = line.slice(0, blank).toLowerCase();
    values.set(keyword, [...(values.get(keyword) ?? []), line.slice(blank + 1).trimEnd()]);
  }
  return values;
}

const LISTS = ['ciphers', 'kexalgorithms', 'macs', 'hostkeyalgorithms'];

function chosenLists(
  values: ReadonlyMap<string, readonly string[]>,
  defaults: ReadonlyMap<string, readonly string[]> | null,
): Map<string, string[]> {
  const chosen = new Map<string, string[]>();
  if (defaults === null) return chosen;
  for (const keyword of LISTS) {
    const list = values.get(keyword)?.[0];
    if (list !== undefined && list !== defaults.get(keyword)?.[0]) chosen.set(keyword, list.split(','));
  }
  return chosen;
}

/** What ssh says without any configuration; asked once for each ssh that PATH leads to. */
const defaultsByPath = new Map<string, Promise<ReadonlyMap<string, readonly string[]> | null>>();

function sshDefaults(env: NodeJS.ProcessEnv): Promise<ReadonlyMap<string, readonly string[]> | null> {
  const path = env['PATH'] ?? '';
  const known = defaultsByPath.get(path);
  if (known) return known;
  const asked = runProcess(['ssh', '-F', 'none', '-G', '--', 'localhost'], { env, timeoutMs: 20_000 }).then(
    ({ code, stdout }) => (code === 0 ? readValues(stdout) : null),
    () => null,
  );
  defaultsByPath.set(path, asked);
  return asked;
}

/** Versions of ssh print yes and no, true and false. */
const isNo = (value: string | undefined): boolean => /^(no|false|off)$/i.test(value ?? '');
const isYes = (value: string | undefined): boolean => /^(yes|true)$/i.test(value ?? '');

function unknownKeyRule(value: string | undefined): ResolvedHost['unknownKey'] {
  if (isYes(value)) return 'refuse';
  return isNo(value) || value === 'accept-new' ? 'accept' : 'ask';
}

/** Null where the user's configuration says nothing of it. */
function keepaliveOf(interval: string | undefined, count: string | undefined): ResolvedHost['keepalive'] {
  const seconds = Number(interval);
  if (!Number.isFinite(seconds) || seconds <= 0) return null;
  return { intervalMs: seconds * 1000, count: Math.max(1, Number(count) || 3) };
}

function agentSocket(
  value: string | undefined,
  expand: (path: string) => string,
  env: NodeJS.ProcessEnv,
): string | null {
  if (value === undefined || value === 'SSH_AUTH_SOCK') return env['SSH_AUTH_SOCK'] || null;
  if (value.toLowerCase() === 'none') return null;
  if (value.startsWith('$') && !value.startsWith('${')) return env[value.slice(1)] || null;
  return expand(value);
}

/**
 * The arguments that make ssh itself mean the same host as Snowfleet does; the destination stands apart.
 * @throws AppError `bad-host-name` for a destination ssh would read as an option.
 */
export function sshArguments(reach: Reach): string[] {
  for (const word of [reach.destination, reach.user ?? 'x']) {
    if (word === '' || word.startsWith('-') || /[\s\0]/.test(word)) {
      throw new AppError('bad-host-name', `“${word}” cannot be given to ssh as a destination.`, {
        hint: 'A destination has no blanks and does not begin with “-”.',
        detail: { host: reach.host },
      });
    }
  }
  return [
    ...(reach.configFile === undefined ? [] : ['-F', reach.configFile]),
    ...(reach.port === undefined ? [] : ['-p', String(reach.port)]),
    ...(reach.user === undefined ? [] : ['-l', reach.user]),
  ];
}

/**
 * Asks OpenSSH's own `ssh -G` how it would reach the destination, so Host, Match and Include mean what the user expects.
 * @throws AppError `unreachable` when ssh is not installed or refuses its configuration.
 */
export async function resolveReach(
  reach: Reach,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<ResolvedHost> {
  const argv = ['ssh', '-G', ...sshArguments(reach), '--', reach.destination];
  const result = await runProcess(argv, { env, timeoutMs: 20_000, ...(signal ? { signal } : {}) }).catch(
    (error: unknown) => {
      if (!isCommandAbsent(error)) throw error;
      throw new AppError('unreachable', 'OpenSSH’s ssh is not installed on this machine.', {
        hint: 'Install the OpenSSH client; Snowfleet asks it how hosts are reached.',
        detail: { host: reach.host },
        cause: error,
      });
    },
  );
  if (result.code !== 0) {
    throw new AppError('unreachable', `ssh does not accept the configuration for ${reach.host}.`, {
      hint: result.stderr.trim().split('\n').at(-1) ?? '',
      detail: { host: reach.host, stderr: result.stderr.trim() },
    });
  }
  const homeDir = env['HOME'] ?? homedir();
  const around = { homeDir, env, exists: (path: string) => existsSync(join(path)) };
  return parseSshG(result.stdout, around, reach.destination, await sshDefaults(env));
}

/** The name and port under which known_hosts has a host: an alias stands for both. */
export function knownAs(host: ResolvedHost): { readonly name: string; readonly port: number } {
  return host.hostKeyAlias === null
    ? { name: host.hostname, port: host.port }
    : { name: host.hostKeyAlias, port: 22 };
}
