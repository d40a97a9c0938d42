import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { NixInfo } from '../../shared/contract';

export type Env = Readonly<Record<string, string | undefined>>;
export type StoreWay = NonNullable<NixInfo['store']>;

export interface NixEnvironmentOptions {
  readonly store: StoreWay;
  /** Inputs come from the stand-in, so nothing may wait for a network. */
  readonly standIn: boolean;
}

/**
 * PATH without the folders this user may not read: Nix 2.26 looks every one of them through for ssh and dies
 * with a filesystem error at the first it may not enter. Folders that do not exist do no harm.
 */
export function readablePath(path: string): string {
  return path
    .split(delimiter)
    .filter((folder) => {
      if (folder === '') return false;
      if (!existsSync(folder)) return parentIsOpen(folder);
      return mayRead(folder);
    })
    .join(delimiter);
}

function mayRead(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A folder below one we may not enter seems absent to us, and kills Nix all the same. */
function parentIsOpen(folder: string): boolean {
  try {
    accessSync(folder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

/**
 * Settings for every Nix we start, given through NIX_CONFIG so that no file of the user's is needed or changed.
 * The user's own NIX_CONFIG follows and wins. A daemon gets nothing it would refuse from an untrusted user.
 */
export function nixConfig(env: Env, options: NixEnvironmentOptions): string {
  const lines = [
    'extra-experimental-features = nix-command flakes',
    'warn-dirty = false',
    // The default of five attempts with growing pauses turns "no network" into 9 s of silence.
    `connect-timeout = ${options.standIn ? 1 : 5}`,
    'download-attempts = 1',
  ];
  if (options.standIn) lines.push('flake-registry =', 'substitute = false');
  if (options.store === 'private') {
    // There is nobody else to build as in our namespace, and no second sandbox inside it.
    lines.push('build-users-group =', 'sandbox = false');
  } else if (options.store === 'direct') {
    if (!hasGroup('nixbld')) lines.push('build-users-group =');
    // The stand-in builds with the shell and tools of this machine, which a sandbox hides; a daemon gets a copy of
    // it whose tools are store paths.
    if (options.standIn) lines.push('sandbox = false');
  }
  const own = env['NIX_CONFIG'];
  if (own !== undefined && own !== '') lines.push(own);
  return lines.join('\n');
}

function hasGroup(name: string): boolean {
  try {
    return readFileSync('/etc/group', 'utf8')
      .split('\n')
      .some((line) => line.startsWith(`${name}:`));
  } catch {
    return false;
  }
}

/** The environment of every Nix we start. */
export function nixEnvironment(env: Env, options: NixEnvironmentOptions): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) out[name] = value;
  out['PATH'] = readablePath(env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin');
  out['NIX_CONFIG'] = nixConfig(env, options);
  // Messages are read by us: English, but UTF-8 kept.
  out['LC_ALL'] = 'C.UTF-8';
  out['GIT_TERMINAL_PROMPT'] = '0';
  if (options.store === 'private') {
    delete out['NIX_REMOTE'];
    delete out['NIX_STATE_DIR'];
    delete out['NIX_STORE_DIR'];
  }
  return out;
}
