import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../shared/contract';
import type { HostKeys } from './host-keys/host-keys';
import type { Ring } from './keys/ring';
import { keyTypeOf } from './keys/signature';
import type { RuntimeFolder } from './runtime-folder';
import { jumpReach } from './session/jumps';
import { resolveReach, sshArguments, type ResolvedHost } from './session/resolve';
import type { Reach } from './types';
import { writeForSsh } from './write-for-ssh';

/** ssh alone would wait for a host that fell silent until TCP gives up, many minutes. Seconds, as our own client. */
const PATIENCE: Readonly<Record<string, string>> = {
  serveraliveinterval: '15',
  serveralivecountmax: '3',
  connecttimeout: '15',
};

const words = (text: string): string[] => text.trim().split(/\s+/);

/** What `ssh -G` said and a configuration of ours repeats: how the host is reached and spoken to. */
const KEPT = words(`
  hostname port user hostkeyalias proxyjump proxycommand proxyusefdpass addressfamily bindaddress
  bindinterface connectionattempts tcpkeepalive ipqos compression ciphers macs kexalgorithms
  hostkeyalgorithms pubkeyacceptedalgorithms casignaturealgorithms preferredauthentications
  passwordauthentication kbdinteractiveauthentication pubkeyauthentication gssapiauthentication
  gssapidelegatecredentials revokedhostkeys knownhostscommand checkhostip verifyhostkeydns
  nohostauthenticationforlocalhost requiredrsasize certificatefile pkcs11provider
  securitykeyprovider loglevel
`);
/** Also repeated, for a person at a terminal. */
const KEPT_FOR_PEOPLE = words(`
  forwardagent forwardx11 forwardx11trusted sendenv setenv requesttty remotecommand localforward
  remoteforward dynamicforward exitonforwardfailure escapechar visualhostkey permitlocalcommand
  localcommand stricthostkeychecking updatehostkeys hashknownhosts controlmaster controlpath
  controlpersist addkeystoagent numberofpasswordprompts batchmode
`);
/** For programs: nobody is asked, and no connection of the user's own is shared. */
const FOR_PROGRAMS = [
  'BatchMode yes',
  'StrictHostKeyChecking yes',
  'UpdateHostKeys no',
  'ControlMaster no',
  'ControlPath none',
];
/** Values with blanks that are one word all the same. */
const ONE_WORD = new Set(['setenv', 'revokedhostkeys', 'certificatefile', 'controlpath', 'pkcs11provider']);
const MAX_HOPS = 8;
/** ssh takes no more IdentityFile lines. */
const MAX_IDENTITIES = 100;
const ALIAS = /^[A-Za-z0-9_.:%@-]+$/;

export interface OpenSshOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly folder: RuntimeFolder;
  readonly hostKeys: HostKeys;
  /** The keys for a host, as our own client would offer them, and the socket of the agent that serves them. */
  readonly keysFor: (host: ResolvedHost) => Promise<{ ring: Ring; agent: string }>;
}

/**
 * Configurations for the user's own ssh, run by us or by Nix, that give the answers our own client gives: for each
 * hop what `ssh -G` says of it, with our list of host keys behind the user's, and with keys from our agent, named by
 * their public halves so that ssh opens no private key file.
 */
export interface OpenSsh {
  /** Words that stand before the destination, which may be any of these. */
  words(reaches: readonly Reach[], use: 'program' | 'person'): Promise<string[]>;
}

export function createOpenSsh({ env, folder, hostKeys, keysFor }: OpenSshOptions): OpenSsh {
  const write = async (name: string, text: string): Promise<string> => {
    const file = join(await folder.path(), name);
    // Named by what it holds, so a ssh that is running never sees it change. ssh wants keys for itself alone.
    await writeForSsh(file, text);
    return file;
  };

  const identities = async (host: ResolvedHost): Promise<string[]> => {
    const { ring, agent } = await keysFor(host);
    const files = await Promise.all(
      ring.keys.slice(0, MAX_IDENTITIES).map(({ blob }) => {
        const line = `${keyTypeOf(blob)} ${blob.toString('base64')}`;
        return write(`${digest(line)}.pub`, `${line}\n`);
      }),
    );
    // What we cannot read (security keys, old formats) is left to ssh itself.
    const all = [...files, ...ring.unreadable];
    return [
      `IdentityAgent ${literal(agent)}`,
      'IdentitiesOnly yes',
      ...(all.length === 0 ? ['IdentityFile none'] : all.map((file) => `IdentityFile ${literal(file)}`)),
    ];
  };

  const block = async (reach: Reach, host: ResolvedHost, use: 'program' | 'person'): Promise<string> => {
    const kept = use === 'program' ? KEPT : KEPT.concat(KEPT_FOR_PEOPLE);
    const repeated = kept.flatMap((keyword) =>
      (host.said.get(keyword) ?? []).map((value) =>
        ONE_WORD.has(keyword) ? `${keyword} ${quoted(value)}` : `${keyword} ${value}`,
      ),
    );
    const files = [
      ...(host.remembersKeys ? [] : ['/dev/null']),
      ...host.knownHostsFiles,
      ...(await hostKeys.filesForOpenSsh(await folder.path())),
    ];
    const lines = [
      ...(use === 'program' ? FOR_PROGRAMS : []),
      ...repeated,
      ...patience(host),
      `UserKnownHostsFile ${files.map(literal).join(' ')}`,
      'GlobalKnownHostsFile none',
      ...(await identities(host)),
    ];
    return [`Host ${reach.destination}`, ...lines.map((line) => `  ${line}`), ''].join('\n');
  };

  return {
    async words(reaches, use) {
      const hops = await resolveHops(reaches, env);
      const blocks = await Promise.all(hops.map(([hop, host]) => block(hop, host, use)));
      const text = blocks.join('\n');
      return ['-F', await write(`config-${digest(text)}`, text)];
    },
  };
}

/** The hosts and every hop before them, each resolved; the first that stands under a name counts. */
async function resolveHops(
  reaches: readonly Reach[],
  env: NodeJS.ProcessEnv,
): Promise<[Reach, ResolvedHost][]> {
  const found = new Map<string, [Reach, ResolvedHost]>();
  const visit = async (hop: Reach, given: readonly string[], left: number): Promise<void> => {
    sshArguments(hop);
    if (found.has(hop.destination)) return;
    if (!ALIAS.test(hop.destination) || left === 0) {
      throw new AppError('bad-host-name', `“${hop.destination}” cannot be given to ssh as a host.`, {
        hint: 'Name it by letters, digits and . _ - and keep to a few jump hosts.',
        detail: { host: hop.host },
      });
    }
    const host = await resolveReach(hop, env);
    found.set(hop.destination, [hop, host]);
    const jumps = given.length > 0 ? given : host.jumps;
    const last = jumps.at(-1);
    if (last !== undefined) await visit(jumpReach(hop, last), jumps.slice(0, -1), left - 1);
  };
  for (const reach of reaches) await visit(reach, [], MAX_HOPS);
  return [...found.values()];
}

/** The options that make ssh give up on a silent host, less those the user's configuration sets. */
function patience(host: ResolvedHost): string[] {
  return Object.entries(PATIENCE).map(([keyword, value]) => {
    const set = host.said.get(keyword)?.[0];
    return `${keyword} ${set === undefined || set === '0' || set === 'none' ? value : set}`;
  });
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

/** A path as it is: ssh would fill in what stands behind a percent sign. */
const literal = (path: string): string => quoted(path.replaceAll('%', '%%'));

/** A word of ssh_config; a double quote cannot stand in one. @throws AppError `usage` for such a path. */
function quoted(word: string): string {
  if (!/["\n]/.test(word)) return /[\s#]/.test(word) || word === '' ? `"${word}"` : word;
  throw new AppError('usage', `ssh cannot be given the path ${word}.`, {
    hint: 'Rename it without double quotes.',
    detail: { path: word },
  });
}
