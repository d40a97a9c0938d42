import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract';

/** The name of the helper where a package installed it; a build in a checkout is called otherwise. */
export const INSTALLED_NAME = 'snowfleet-writer';
/** A root-owned file of this name beside an installed helper lets it write loop devices; tests put it there. */
const LOOP_PERMIT = 'allow-loop';

/** As what the helper runs. */
export interface Standing {
  /** Takes loop devices; and, from a checkout, nothing else. */
  readonly loops: 'refused' | 'allowed' | 'only';
  /** The user who asked through polkit, whose rights are taken on once the drive is open; null for root itself. */
  readonly user: number | null;
}

/** What of the machine {@link standingOf} looks at; tests give their own. */
export interface StandingInput {
  /** The helper's own file. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly effectiveUser: number;
}

/**
 * Decides whether this file may run with these rights. Throws `helper-unsafe` when pkexec started a file that another
 * user than root could have changed, or one of a checkout, and `not-authorised` without root's rights.
 */
export function standingOf(input: StandingInput): Standing {
  const { env, effectiveUser } = input;
  if (effectiveUser !== 0) {
    throw new AppError('not-authorised', 'The helper that writes drives was started without root’s rights.', {
      hint: 'Snowfleet starts it by itself; it is of no use by hand.',
    });
  }
  const file = realpathSync(input.file);
  const installed = basename(file) === INSTALLED_NAME;
  const asked = env['PKEXEC_UID'];
  if (asked === undefined) {
    if (!installed) return { loops: 'only', user: null };
    return { loops: permitsLoops(file) ? 'allowed' : 'refused', user: null };
  }
  const user = /^\d{1,10}$/.test(asked) ? Number(asked) : Number.NaN;
  if (!Number.isInteger(user)) throw unsafe(`pkexec names no user but “${asked}”`);
  if (!installed) throw unsafe('a build in a checkout is never run through pkexec');
  const culprit = changeableByOthers(file);
  if (culprit !== null) throw unsafe(`${culprit} can be changed by another user than root`);
  return { loops: permitsLoops(file) ? 'allowed' : 'refused', user: user === 0 ? null : user };
}

/** The file or the folder above it that another user than root may change; null where there is none. */
export function changeableByOthers(file: string): string | null {
  for (let path = file; ; path = dirname(path)) {
    if (isChangeable(path, lstatSync(path))) return path;
    if (path === dirname(path)) return null;
  }
}

/** Whether another user than root may change what lies at a path, by its owner and mode. */
export function isChangeable(
  path: string,
  { uid, mode }: { readonly uid: number; readonly mode: number },
): boolean {
  if (uid !== 0) return true;
  // Nix's build users may add to the store, which is sticky: what is there and root's they can neither change nor replace.
  const isStore = path === '/nix/store' && (mode & 0o1002) === 0o1000;
  return (mode & 0o022) !== 0 && !isStore;
}

function permitsLoops(file: string): boolean {
  const permit = join(dirname(file), LOOP_PERMIT);
  const stat = lstatSync(permit, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.uid === 0 && (stat.mode & 0o022) === 0;
}

function unsafe(why: string): AppError {
  return new AppError('helper-unsafe', `The helper that writes drives refuses to run: ${why}.`, {
    hint: 'Install Snowfleet as a package, which puts the helper where only root can change it.',
    detail: { why },
  });
}
