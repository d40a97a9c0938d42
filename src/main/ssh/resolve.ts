import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../shared/contract';
import { isCommandAbsent, runProcess } from '../process';
import type { Reach } from './types';

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
  readonly connectTimeoutMs: number | null;
  readonly addressFamily: 4 | 6 | null;
  /** Destinations to pass, first to last. */
  readonly jumps: readonly string[];
  readonly proxyCommand: string | null;
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
    .replaceAll(/%([%dhipru])/g, (whole, token: string) => tokens[token] ?? whole);
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

/** Reads the output of `ssh -G` (one `keyword value` a line). */
export function parseSshG(output: string, around: ResolveSurroundings): ResolvedHost {
  const values = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const blank = line.indexOf(' ');
    if (blank < 0) continue;
    const keyword = line.slice(0, blank).toLowerCase();
    values.set(keyword, [...(values.get(keyword) ?? []), line.slice(blank + 1).trimEnd()]);
  }
  const one = (keyword: string): string | undefined => values.get(keyword)?.[0];
  const hostname = one('hostname') ?? '';
  const user = one('user') ?? userInfo().username;
  const port = Number(one('port') ?? 22);
  const tokens = {
    '%': '%',
    d: around.homeDir,
    h: hostname,
    i: String(process.getuid?.() ?? ''),
    p: String(port),
    r: user,
    u: userInfo().username,
  };
  const expand = (path: string): string => expandPath(path, tokens, around);
  const seconds = Number(none(one('connecttimeout')) ?? Number.NaN);
  const family = one('addressfamily');
  return {
    hostname,
    port,
    user,
    hostKeyAlias: none(one('hostkeyalias')),
    identityFiles: (values.get('identityfile') ?? []).filter((file) => none(file) !== null).map(expand),
    identitiesOnly: one('identitiesonly') === 'yes',
    agent: agentSocket(one('identityagent'), expand, around.env),
    knownHostsFiles: ['userknownhostsfile', 'globalknownhostsfile'].flatMap((keyword) =>
      splitFiles(one(keyword) ?? '', expand, around.exists),
    ),
    connectTimeoutMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
    addressFamily: family === 'inet' ? 4 : family === 'inet6' ? 6 : null,
    jumps: none(one('proxyjump'))?.split(',') ?? [],
    proxyCommand: none(one('proxycommand')),
  };
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
export async function resolveReach(reach: Reach, env: NodeJS.ProcessEnv): Promise<ResolvedHost> {
  const argv = ['ssh', '-G', ...sshArguments(reach), '--', reach.destination];
  const result = await runProcess(argv, { env, timeoutMs: 20_000 }).catch((error: unknown) => {
    if (!isCommandAbsent(error)) throw error;
    throw new AppError('unreachable', 'OpenSSH’s ssh is not installed on this machine.', {
      hint: 'Install the OpenSSH client; Snowfleet asks it how hosts are reached.',
      detail: { host: reach.host },
      cause: error,
    });
  });
  if (result.code !== 0) {
    throw new AppError('unreachable', `ssh does not accept the configuration for ${reach.host}.`, {
      hint: result.stderr.trim().split('\n').at(-1) ?? '',
      detail: { host: reach.host, stderr: result.stderr.trim() },
    });
  }
  const homeDir = env['HOME'] ?? homedir();
  return parseSshG(result.stdout, { homeDir, env, exists: (path) => existsSync(join(path)) });
}
