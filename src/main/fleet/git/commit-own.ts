import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AppError, isAppError } from '../../../shared/contract';
import { blobText, headCommit } from './objects';
import { git } from './run';
import type { Worktree } from './worktree';

/** A file with our hunks taken out and put in; both as the working tree would hold it, null where it is not there. */
export interface OwnChange {
  /** Relative to the working tree's root with `/`. */
  readonly path: string;
  readonly without: string | null;
  readonly with: string | null;
}

/** How often the index is tried that another git holds, 200 ms apart. */
const INDEX_TRIES = 10;

/** What an index shall hold of a file: its text, or null for no entry. */
type Entry = string | null;

interface Planned {
  readonly path: string;
  readonly committed: Entry;
  readonly staged: Entry;
}

/**
 * Commits only our own hunks of `changes`, through an index of its own: what the user has staged or left
 * unstaged, in these files too, stays as it was. Files of `whole`, which may be no texts, are committed as they stand on
 * the disk; where they are not there any more they go. Hooks and signing run as in any `git commit`.
 * Returns the new commit. Throws `changed-outside` when our hunks overlap the user's, `nothing-to-commit`,
 * `git-failed`.
 */
export async function commitOwn(
  tree: Worktree,
  changes: readonly OwnChange[],
  message: string,
  whole: readonly string[] = [],
): Promise<string> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'snowfleet-commit-'));
  try {
    const head = await headCommit(tree);
    const entries: Planned[] = [];
    for (const change of changes) {
      await requireNoSubmodule(tree, change.path);
      const inHead = head === null ? null : await blobText(tree, `HEAD:${change.path}`);
      const inIndex = await blobText(tree, `:${change.path}`);
      const committed = await withOwn(scratch, change, inHead);
      if (committed === inHead) continue;
      // An empty text that no commit knows is git's way to say that a file is meant to be added.
      const isIntent = inHead === null && inIndex === '';
      const own = isIntent || inIndex === inHead;
      const staged = own ? committed : await stagedWithOwn(scratch, change, inIndex);
      entries.push({ path: change.path, committed, staged });
    }
    const files = await wholeFiles(tree, whole);
    if (entries.length === 0 && files.length === 0) {
      throw new AppError('nothing-to-commit', 'The draft holds nothing that is not committed already.', {
        hint: 'Make a change first.',
      });
    }
    const own = { GIT_INDEX_FILE: path.join(scratch, 'index') };
    await git(['read-tree', ...(head === null ? ['--empty'] : ['HEAD'])], { cwd: tree.root, env: own });
    const lines = { committed: [...files], staged: [...files] };
    for (const entry of entries) {
      const mode = await fileMode(tree, entry.path);
      for (const part of ['committed', 'staged'] as const) {
        lines[part].push(await indexLine(tree, entry.path, mode, entry[part]));
      }
    }
    await updateIndex(tree, lines.committed, own);
    await git(['commit', '--quiet', '--message', message], { cwd: tree.root, env: own });
    const commit = (await headCommit(tree)) ?? '';
    await updateIndexSoon(tree, lines.staged, commit);
    return commit;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Another repository has its own commits. Throws `git-failed` for a file in a submodule. */
async function requireNoSubmodule(tree: Worktree, file: string): Promise<void> {
  const folders = file
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  if (folders.length === 0) return;
  const { stdout } = await git(
    ['ls-files', '--stage', '-z', '--', ...folders.map((folder) => `:(top,literal)${folder}`)],
    {
      cwd: tree.root,
    },
  );
  const link = stdout.split('\0').find((line) => line.startsWith('160000 '));
  if (link === undefined) return;
  const submodule = link.slice(link.indexOf('\t') + 1);
  throw new AppError(
    'git-failed',
    `${file} lies in the submodule ${submodule}, which has commits of its own.`,
    {
      hint: `Nothing was committed. Commit it there with git, then ${submodule} here.`,
      detail: { file, submodule },
    },
  );
}

/** Lines for `git update-index --index-info` of files that HEAD has otherwise than the disk. */
async function wholeFiles(tree: Worktree, files: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const file of files) {
    await requireNoSubmodule(tree, file);
    const known = await git(['rev-parse', '--verify', '--quiet', `HEAD:${file}`], {
      cwd: tree.root,
      accept: [1, 128],
    });
    const inHead = known.code === 0 ? known.stdout.trim() : null;
    const isThere = existsSync(path.join(tree.root, file));
    const onDisk = isThere
      ? (await git(['hash-object', '-w', '--', file], { cwd: tree.root })).stdout.trim()
      : null;
    if (onDisk === inHead) continue;
    lines.push(
      onDisk === null
        ? `0 ${'0'.repeat(40)}\t${file}\0`
        : `${await fileMode(tree, file)} ${onDisk}\t${file}\0`,
    );
  }
  return lines;
}

/** A line for `git update-index --index-info`. */
async function indexLine(tree: Worktree, file: string, mode: string, text: Entry): Promise<string> {
  if (text === null) return `0 ${'0'.repeat(40)}\t${file}\0`;
  return `${mode} ${await writeBlob(tree, file, text)}\t${file}\0`;
}

async function updateIndex(tree: Worktree, lines: readonly string[], env?: NodeJS.ProcessEnv): Promise<void> {
  await git(['update-index', '-z', '--index-info'], { cwd: tree.root, env, input: lines.join('') });
}

/** The commit is made; another git that has the index for a moment shall not leave it behind. */
async function updateIndexSoon(tree: Worktree, lines: readonly string[], commit: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await updateIndex(tree, lines);
      return;
    } catch (error) {
      if (!isAppError(error, 'git-busy')) throw error;
      if (tries === INDEX_TRIES) {
        throw new AppError(
          'git-busy',
          `Committed as ${commit}, but the index could not be brought up to it.`,
          {
            hint: `${error.hint} Then run git reset: it touches no file.`,
            detail: { ...error.detail, commit },
            cause: error,
          },
        );
      }
      await setTimeout(200);
    }
  }
}

async function fileMode(tree: Worktree, file: string): Promise<string> {
  const { stdout } = await git(['ls-files', '--stage', '--', file], { cwd: tree.root });
  return stdout.slice(0, 6) || '100644';
}

async function writeBlob(tree: Worktree, file: string, text: string): Promise<string> {
  const { stdout } = await git(['hash-object', '-w', '--stdin', `--path=${file}`], {
    cwd: tree.root,
    input: text,
  });
  return stdout.trim();
}

/** As {@link withOwn} for what the user has staged, which stays where we took the file away. */
function stagedWithOwn(scratch: string, change: OwnChange, staged: Entry): Promise<Entry> {
  return change.with === null ? Promise.resolve(staged) : withOwn(scratch, change, staged);
}

/** `target` with our hunks in it. Throws `changed-outside` where they meet somebody else's. */
async function withOwn(scratch: string, change: OwnChange, target: Entry): Promise<Entry> {
  if (target === change.without || target === change.with) return change.with;
  // What is gone from the working tree goes, whatever the last commit holds of it.
  if (change.with === null) return null;
  if (target === null) return change.with;
  const name = (part: string): string => path.join(scratch, part);
  await Promise.all([
    writeFile(name('target'), target),
    writeFile(name('without'), change.without ?? ''),
    writeFile(name('with'), change.with),
  ]);
  const { code, stdout } = await git(['merge-file', '-p', name('target'), name('without'), name('with')], {
    cwd: scratch,
    accept: Array.from({ length: 127 }, (_, index) => index + 1),
  });
  if (code !== 0) {
    throw new AppError(
      'changed-outside',
      `${change.path}: lines of the draft stand beside changes of your own that are not committed.`,
      {
        hint: 'Commit this file with git yourself, or commit your own change first.',
        detail: { file: change.path },
      },
    );
  }
  return stdout;
}
