import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { AppError } from '../../shared/contract';
import { isCommandAbsent, runProcess } from '../process';
import type { Env } from './environment';

/** Where a fleet's flake lies, as Nix must be told so that it reads the working tree. */
export interface FlakeLocation {
  /** Flake reference without a fragment. */
  readonly ref: string;
  /** Absolute folder that holds flake.nix. */
  readonly dir: string;
  /** That folder below the root of its git repository, '' outside git or at the root. */
  readonly sub: string;
  readonly git: boolean;
}

export interface LocateOptions {
  readonly env: Env;
  /** For links with plain names, see {@link locateFlake}. */
  readonly linkDir: string;
  /** Whether this Nix decodes `%20` in a flake reference (2.20 and later do). */
  readonly decodes: boolean;
}

/** What every version of Nix takes in a path unencoded. */
const PLAIN = /^[A-Za-z0-9_.+/-]+$/;

/**
 * The flake reference of the fleet in `dir`.
 *
 * In a git checkout it is `git+file://ROOT?dir=SUB`: Nix then reads the working tree, uncommitted changes and
 * files added with `git add -N` included, and leaves out what git ignores. A folder outside git is `path:DIR`, and
 * so is one in a repository without a commit, which Nix 2.8 cannot read as git. `path:` for a subfolder of a
 * repository would evaluate too, but copies untracked files and cannot follow relative inputs above it; both
 * forms were tried on 2.8, 2.26 and 2.34.
 *
 * Old Nix decodes neither form right: with `%20` in it, 2.8 does not find a `path:` and, for `git+file:`, silently
 * reads the last commit instead of the working tree. There a path with unusual characters goes through a symbolic
 * link with a plain name, which new Nix in turn refuses to follow.
 */
export async function locateFlake(dir: string, options: LocateOptions): Promise<FlakeLocation> {
  if (!existsSync(join(dir, 'flake.nix'))) {
    throw new AppError('not-a-flake', `${dir} has no flake.nix.`, {
      hint: 'Open the folder that holds the flake of your fleet.',
      detail: { dir },
    });
  }
  const real = await realpath(dir);
  const repository = await gitRoot(real, options.env);
  const part = options.decodes ? encode : needPlain;
  const plain = async (path: string): Promise<string> => {
    if (options.decodes) return encode(path);
    if (PLAIN.test(path)) return path;
    // Nix copies a link as a link, so a link must stand above the folder.
    return `${await plainLink(dirname(path), options.linkDir)}/${needPlain(basename(path))}`;
  };
  if (repository === null) return { ref: `path:${await plain(real)}`, dir: real, sub: '', git: false };
  const sub = relative(repository.root, real);
  const query = [
    ...(sub === '' ? [] : [`dir=${part(sub)}`]),
    ...(repository.shallow ? ['shallow=1'] : []),
  ].join('&');
  const root = await plain(repository.root);
  return {
    ref: `git+file://${root}${query === '' ? '' : `?${query}`}`,
    dir: real,
    sub,
    git: true,
  };
}

function encode(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function needPlain(name: string): string {
  if (PLAIN.test(name)) return name;
  throw new AppError('unreadable-file', `Nix cannot read a flake in a folder named ${name}.`, {
    hint: 'Give the folder a name of letters, digits, _ . + and - only.',
    detail: { name },
  });
}

async function plainLink(target: string, linkDir: string): Promise<string> {
  const name = createHash('sha256').update(target).digest('hex').slice(0, 16);
  const link = join(linkDir, name);
  if (!PLAIN.test(link)) needPlain(link);
  await mkdir(linkDir, { recursive: true });
  if ((await readlink(link).catch(() => null)) === target) return link;
  await rm(link, { force: true });
  await symlink(target, link);
  return link;
}

async function gitRoot(dir: string, env: Env): Promise<{ root: string; shallow: boolean } | null> {
  const git = (args: readonly string[]): ReturnType<typeof runProcess> =>
    runProcess(['git', '-C', dir, ...args], {
      // A caller inside a git hook would otherwise point git at another repository.
      env: { ...env, LC_ALL: 'C', GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
      timeoutMs: 10_000,
    });
  try {
    const answer = await git(['rev-parse', '--show-toplevel', '--is-shallow-repository']);
    if (answer.code !== 0) return null;
    const [root = '', shallow = 'false'] = answer.stdout.trimEnd().split('\n');
    const head = await git(['rev-parse', '--verify', '--quiet', 'HEAD']);
    if (head.code !== 0) return null;
    // A copy of a fleet inside somebody else's checkout that git knows nothing about is no part of it.
    const tracked = await git(['ls-files', '--error-unmatch', '--', 'flake.nix']);
    return tracked.code === 0 ? { root: await realpath(root), shallow: shallow === 'true' } : null;
  } catch (error) {
    if (isCommandAbsent(error)) return null;
    throw error;
  }
}
