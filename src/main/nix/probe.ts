import { accessSync, constants, existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { AppError, type NixInfo } from '../../shared/contract';
import { isCommandAbsent, runProcess } from '../process';
import { readablePath, type Env, type StoreWay } from './environment';

/** Oldest version whose flakes and `nix copy` do what we need. */
export const OLDEST_NIX = [2, 8] as const;

export interface ProbeOptions {
  readonly env: Env;
  /** Script that runs a command with a store of our own. */
  readonly privateStoreScript: string;
  /** Folder that stands in for /nix there. */
  readonly privateStoreDir: string;
  /** Tells the ways apart in tests; the machine's own answers where absent. */
  readonly uid?: number;
  readonly nixRoot?: string;
}

export interface Probe {
  readonly info: NixInfo;
  /** The refusal that anything which needs Nix throws, when it is not available. */
  readonly refusal: AppError | null;
}

/** The version in the output of `nix --version`: of Nix 2.26.3, Lix 2.91 or a pre-release. */
export function parseNixVersion(text: string): string | null {
  return /\b(\d+\.\d+(?:\.\d+)?)/.exec(text)?.[1] ?? null;
}

/** Whether `version` is at least `oldest`, compared number by number. */
export function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const numbers = version.split('.').map(Number);
  for (const [index, wanted] of oldest.entries()) {
    const have = numbers[index] ?? 0;
    if (have !== wanted) return have > wanted;
  }
  return true;
}

/** Finds Nix on PATH and how it can write a store. Never throws for a machine that lacks something. */
export async function probeNix(options: ProbeOptions): Promise<Probe> {
  const path = readablePath(options.env['PATH'] ?? '');
  const env = { ...options.env, PATH: path };
  let output: string;
  try {
    output = (await runProcess(['nix', '--version'], { env, timeoutMs: 10_000 })).stdout;
  } catch (error) {
    if (!isCommandAbsent(error)) throw error;
    return refuse(null, 'nix-absent', 'Nix is not installed (no nix on PATH).', {
      hint: 'Install Nix from https://nixos.org/download or your distribution. Everything that only reads or edits works without it.',
    });
  }
  const version = parseNixVersion(output);
  if (version === null || !isAtLeast(version, OLDEST_NIX)) {
    return refuse(version, 'nix-too-old', `Nix ${version ?? 'of an unknown version'} is too old.`, {
      hint: `Snowfleet needs Nix ${OLDEST_NIX.join('.')} or newer.`,
    });
  }
  const store = await storeWay(options, env);
  if (store === null) {
    return refuse(version, 'nix-absent', 'Nix is installed, but there is no store it may write to.', {
      hint: 'No Nix daemon answers, /nix belongs to another user, and this system does not let an ordinary user make namespaces. Start the Nix daemon, or allow unprivileged user namespaces.',
    });
  }
  return { info: { available: true, version, store, note: null }, refusal: null };
}

function refuse(
  version: string | null,
  code: 'nix-absent' | 'nix-too-old',
  message: string,
  { hint }: { hint: string },
): Probe {
  return {
    info: { available: false, version, store: null, note: `${message} ${hint}` },
    refusal: new AppError(code, message, { hint, ...(version !== null && { detail: { version } }) }),
  };
}

async function storeWay(options: ProbeOptions, env: Env): Promise<StoreWay | null> {
  const root = options.nixRoot ?? '/nix';
  const uid = options.uid ?? process.getuid?.() ?? -1;
  // Root writes the store itself, as Nix would choose; so does whoever installed Nix for themselves alone.
  if (uid === 0 || isWritable(join(root, 'var', 'nix', 'db'))) return 'direct';
  const socket = env['NIX_DAEMON_SOCKET_PATH'] ?? join(root, 'var/nix/daemon-socket/socket');
  if (await answers(socket)) return 'daemon';
  const { code } = await runProcess(
    ['sh', options.privateStoreScript, options.privateStoreDir, 'nix', '--version'],
    { env, timeoutMs: 10_000 },
  );
  return code === 0 ? 'private' : null;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function answers(socket: string): Promise<boolean> {
  if (!existsSync(socket)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const connection = connect(socket);
    const end = (answer: boolean): void => {
      connection.destroy();
      resolve(answer);
    };
    connection.setTimeout(2_000, () => end(false));
    connection.once('connect', () => end(true));
    connection.once('error', () => end(false));
  });
}
