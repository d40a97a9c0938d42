import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JobContext } from '../../jobs';
import type { Nix } from '../../nix';
import { keyPair } from '../../practice';
import type { Home } from '../../state';
import { type BuiltImage, type ImageEntry, type ImageRecipe, noteBuilt } from '../catalogue';
import { imagePlaces, type ImagePlaces, packageCache, practiceIdentity } from '../places';
import { archiveFleet, commitOf } from './fleet-archive';
import { makePracticeImage, replaceBuilt } from './practice';
import { buildNixImage } from './with-nix';

export interface BuildParts {
  readonly home: Home;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder `installer-images`. */
  readonly imagesDir: string;
  /** Folder of the fleet. */
  readonly dir: string;
  readonly nix: Pick<Nix, 'locate' | 'buildFlakeOutput'>;
  /** Public keys of the user, as `authorized_keys` has them. */
  readonly userKeys: () => Promise<readonly string[]>;
}

/** What a job that builds an image ends with. */
export type ImageBuilt = Pick<BuiltImage, 'path' | 'bytes' | 'sha256' | 'commit'> & { readonly name: string };

/** Builds an image and notes it; what was built before goes when the new one is there. */
export async function buildImage(
  parts: BuildParts,
  entry: ImageEntry,
  context: JobContext,
): Promise<ImageBuilt> {
  const places = imagePlaces(parts.home, parts.dir, entry.name);
  const { recipe } = entry;
  const { path, bytes, sha256, commit } =
    recipe.by === 'practice'
      ? await practice(parts, recipe, places, context)
      : await withNix(parts, recipe, places, context);
  return { name: entry.name, path, bytes, sha256, commit };
}

async function practice(
  { home, env, imagesDir, dir, userKeys }: BuildParts,
  { login }: Extract<ImageRecipe, { by: 'practice' }>,
  places: ImagePlaces,
  context: JobContext,
): Promise<BuiltImage> {
  const { signal } = context;
  const { next, built } = places;
  const hostKey = await keyPair(places.hostKey);
  const own = await keyPair(practiceIdentity(home));
  const archive = `${next}.fleet`;
  try {
    context.step('packages');
    // It holds the private key of the installer.
    await mkdir(dirname(next), { recursive: true, mode: 0o700 });
    const commit = await archiveFleet(dir, archive, { env, signal });
    const file = await makePracticeImage(
      { imagesDir, env },
      {
        login,
        keys: [own.publicKey, ...(await userKeys())],
        hostKey: places.hostKey,
        fleet: commit === null ? null : archive,
        cache: packageCache(home),
        into: next,
      },
      { signal, step: context.step, log: (line) => context.log(line, 'make.sh') },
    );
    const beside = await readFile(join(next, `${file}.sha256`), 'utf8');
    await replaceBuilt(next, built);
    const made = { path: join(built, file), sha256: beside.slice(0, 64), commit, hostKey: hostKey.publicKey };
    return await noteBuilt(built, made);
  } finally {
    await rm(archive, { force: true });
  }
}

async function withNix(
  { env, imagesDir, dir, nix, userKeys }: BuildParts,
  { host, profile }: Extract<ImageRecipe, { by: 'nix' }>,
  places: ImagePlaces,
  context: JobContext,
): Promise<BuiltImage> {
  const { signal } = context;
  context.step('evaluate');
  const [{ ref }, commit, keys] = await Promise.all([
    nix.locate({ dir, standIn: false }),
    commitOf(dir, { env, signal }),
    userKeys(),
  ]);
  const { flake, root } = places;
  const made = await buildNixImage(
    nix,
    { fleet: ref, imagesDir, host, profile, keys, commit, flake, root },
    {
      signal,
      onEvaluated: () => context.step('build'),
      progress: {
        log: context.log,
        data: context.data,
        fraction: (fraction) => context.progress(fraction),
      },
    },
  );
  return noteBuilt(places.built, { ...made, commit, hostKey: null });
}
