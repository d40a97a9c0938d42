import { z } from 'zod';
import {
  type Asked,
  clockOffset,
  parseFactLines,
  plainText,
  type Sizes,
  sizesOf,
  wholeNumber,
} from '../../facts';
import { isStorePath } from '../store-path';
import { type Inhibitors, parseInhibitors } from './inhibitors';

/** What sudo says to somebody who gives it no password. */
export type SudoAnswer =
  { readonly kind: 'free' | 'absent' | 'late' } | { readonly kind: 'refused'; readonly said: string };

/** Whom the Nix daemon of a host believes, as it is set up. */
export interface NixSettings {
  readonly trustedUsers: readonly string[];
  /** `NAME:BASE64`, as in `trusted-public-keys`. */
  readonly trustedKeys: readonly string[];
  readonly requiresSignatures: boolean;
}

/** Where boot loaders keep kernels. `own`: a file system for that alone. */
export interface BootSpace extends Sizes {
  readonly place: string;
  readonly own: boolean;
}

/** What resources/deploy/preflight.sh told of a host. Null where the host did not tell, or told nonsense. */
export interface HostAnswer {
  readonly uid: number | null;
  readonly user: string;
  readonly groups: readonly string[];
  /** Seconds that the host's clock is ahead of ours. */
  readonly clockOffset: number | null;
  readonly running: string | null;
  readonly booted: string | null;
  /** What the system profile names: the boot default. */
  readonly profile: string | null;
  readonly generation: number | null;
  /** Links `kernel`, `initrd`, `kernel-modules` of the system that was booted and of the one that runs. */
  readonly parts: readonly { readonly name: string; readonly booted: string; readonly now: string }[];
  /** What keeps a switch to a system that differs in one of them. */
  readonly inhibitors: Inhibitors | null;
  /** Null too where the login is root's. */
  readonly sudo: SudoAnswer | null;
  /** There is a nix-daemon for whoever copies over ssh. */
  readonly hasNix: boolean;
  readonly daemonListens: boolean | null;
  /** What the daemon itself says of this user. */
  readonly trusted: boolean | null;
  readonly settings: NixSettings | null;
  /** Names of what is activating a system at this moment. */
  readonly switching: readonly string[];
  /** Whether processes of others are shown at all. */
  readonly seesProcesses: boolean;
  readonly store: Sizes | null;
  /** The file system of Nix's database cannot be written. */
  readonly isReadOnly: boolean;
  readonly boot: BootSpace | 'none' | null;
  /** The last line was there. */
  readonly ended: boolean;
}

const HEADER = 'snowfleet-preflight 1';

/** Whether the script ran at all, so that its output means something. */
export function hasBegun(output: string): boolean {
  return parseFactLines(output, HEADER).began;
}

/** The output of the script, whole or cut off. Never throws. */
export function parseAnswer(output: string, asked: Asked): HostAnswer {
  const raw = parseFactLines(output, HEADER);
  const rows = (name: string): readonly (readonly string[])[] => raw.rows.get(name) ?? [];
  const row = (name: string): readonly string[] => rows(name)[0] ?? [];
  const path = (text: string | undefined): string | null =>
    text !== undefined && isStorePath(text) ? text : null;
  const [uid, user = '', groups = ''] = row('user');
  const seconds = wholeNumber(row('clock')[0]);
  const [link = '', profile] = row('profile');
  const [daemon] = row('daemon');
  const store = sizesOf(row('store')[0] ?? '');
  return {
    uid: wholeNumber(uid) ?? null,
    user: plainText(user) || 'this user',
    groups: plainText(groups, 2_000).split(' ').filter(Boolean),
    clockOffset: seconds === undefined ? null : clockOffset(seconds, asked),
    running: path(row('running')[0]),
    booted: path(row('booted')[0]),
    profile: path(profile),
    generation: wholeNumber(/^system-(\d+)-link$/.exec(link)?.[1]) ?? null,
    parts: rows('part').map(([name = '', booted = '', now = '']) => ({ name, booted, now })),
    inhibitors: rows('inhibitors').length === 0 ? null : parseInhibitors(row('inhibitors')[0] ?? ''),
    sudo: sudoAnswer(row('sudo')),
    hasNix: rows('nix').length > 0,
    daemonListens: daemon === undefined ? null : daemon === 'there',
    trusted: trustedBy(row('store-info')[0]),
    settings: rows('settings').length === 0 ? null : settingsOf(rows('setting')),
    switching: [...new Set(rows('switching').map(([kind = '', name = '']) => switchingName(kind, name)))],
    seesProcesses: rows('processes').length > 0,
    store,
    isReadOnly: row('mount')[1] === 'ro',
    boot: bootSpace(row('boot')),
    ended: raw.ended,
  };
}

function sudoAnswer([kind, said = '']: readonly string[]): SudoAnswer | null {
  switch (kind) {
    case 'free':
    case 'absent':
    case 'late':
      return { kind };
    case 'refused':
      return { kind, said: plainText(said) };
    default:
      return null;
  }
}

const storeInfoSchema = z.object({ trusted: z.union([z.boolean(), z.number()]).nullish() });

/** `nix store info --json` tells it from Nix 2.15 on; what is older says nothing. */
function trustedBy(text: string | undefined): boolean | null {
  if (text === undefined) return null;
  try {
    const { trusted } = storeInfoSchema.parse(JSON.parse(text));
    return trusted === undefined || trusted === null ? null : trusted === true || trusted === 1;
  } catch {
    return null;
  }
}

/** Lines of `nix config show` or of nix.conf; `extra-` adds to what stands elsewhere. */
function settingsOf(rows: readonly (readonly string[])[]): NixSettings {
  const values = (name: string, standard: readonly string[]): string[] => {
    const last = rows.filter(([key]) => key === name).at(-1)?.[1];
    const more = rows.filter(([key]) => key === `extra-${name}`).map(([, value = '']) => value);
    return [...(last === undefined ? standard : words(last)), ...more.flatMap(words)];
  };
  return {
    trustedUsers: values('trusted-users', ['root']),
    trustedKeys: values('trusted-public-keys', []),
    requiresSignatures: values('require-sigs', ['true'])[0] !== 'false',
  };
}

const words = (text: string): string[] => text.split(' ').filter(Boolean);

/** What runs, as a person may know it. */
function switchingName(kind: string, name: string): string {
  const text = plainText(name);
  if (kind === 'unit') return text;
  if (kind === 'lock') return text === 'snowfleet' ? 'a deploy of Snowfleet' : 'switch-to-configuration';
  const run = /^\/run\/snowfleet\/([^/]+)\/activate\.sh$/.exec(text)?.[1];
  return run === undefined ? 'switch-to-configuration' : 'a deploy of Snowfleet';
}

function bootSpace([place, kind, told]: readonly string[]): BootSpace | 'none' | null {
  if (place === 'none') return 'none';
  const sizes = told === undefined ? null : sizesOf(told);
  return sizes === null ? null : { ...sizes, place: plainText(place ?? ''), own: kind === 'own' };
}
