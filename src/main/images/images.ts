import { AppError, hostNameSchema, type Image, type Job } from '../../shared/contract';
import type { Jobs } from '../jobs';
import type { Nix } from '../nix';
import type { Home } from '../state';
import { buildImage, type ImageBuilt, NIX_STEPS, practiceMissing, PRACTICE_STEPS } from './build';
import { imageOf, imagesOfFleet, readBuilt, type ImageEntry, type ImageRecipe } from './catalogue';
import { imagePlaces } from './places';

/** The open fleet, as images ask for it. */
export interface FleetOfImages {
  readonly dir: string;
  readonly standIn: boolean;
  readonly nix: Pick<Nix, 'locate' | 'buildFlakeOutput' | 'probe'>;
  readonly hostNames: () => Promise<readonly string[]>;
}

export interface ImagesParts {
  readonly home: Home;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly jobs: Pick<Jobs, 'start' | 'list'>;
  /** Folder `installer-images`. */
  readonly imagesDir: string;
  /** Throws where no fleet is open. */
  readonly fleet: () => FleetOfImages;
  /** Public keys of the user, as `authorized_keys` has them. */
  readonly userKeys: () => Promise<readonly string[]>;
}

/** The images of the open fleet. */
export interface Images {
  list(): Promise<Image[]>;
  /**
   * Builds an image as a job, whose result is the image. Throws `unknown-image`, `practice-unavailable`, `no-identity`
   * where the user has no key to log in with, `busy` while it is built already.
   */
  build(name: string): Promise<Job>;
}

const titleOf = (name: string): string => `Build image ${name}`;

export function createImages(parts: ImagesParts): Images {
  const { home, env, jobs, imagesDir } = parts;
  let practice: Promise<string | null> | null = null;

  const missingFor = async (recipe: ImageRecipe, nix: FleetOfImages['nix']): Promise<string | null> => {
    if (recipe.by === 'practice') return (practice ??= practiceMissing({ imagesDir, env }));
    const { available, note } = await nix.probe();
    return available ? null : (note ?? 'Nix cannot be used here.');
  };

  const entries = async (): Promise<ImageEntry[]> => {
    const { standIn, hostNames } = parts.fleet();
    // The name becomes that of a folder, and a flake may call a host anything.
    const hosts = (await hostNames()).filter((name) => hostNameSchema.safeParse(name).success);
    return imagesOfFleet({ hosts, standIn });
  };

  const find = async (name: string): Promise<ImageEntry> => {
    const entry = (await entries()).find((one) => one.name === name);
    if (entry) return entry;
    throw new AppError('unknown-image', `The fleet has no image ${name}.`, {
      hint: 'List them with `snowfleet images list`.',
      detail: { image: name },
    });
  };

  return {
    async list() {
      const { dir, nix } = parts.fleet();
      const [all, running] = await Promise.all([entries(), jobs.list()]);
      return Promise.all(
        all.map(async (entry) => {
          const job = running.find(
            (one) =>
              one.kind === 'build-image' &&
              one.title === titleOf(entry.name) &&
              (one.state === 'running' || one.state === 'cancelling'),
          );
          return imageOf(entry, {
            built: await readBuilt(imagePlaces(home, dir, entry.name).built),
            job: job?.id ?? null,
            missing: await missingFor(entry.recipe, nix),
          });
        }),
      );
    },

    async build(name) {
      const entry = await find(name);
      const { dir, nix } = parts.fleet();
      const missing = await missingFor(entry.recipe, nix);
      if (missing !== null) throw cannotBuild(entry, missing);
      if (entry.recipe.by === 'nix' && (await parts.userKeys()).length === 0) throw noKey(name);
      return jobs.start<ImageBuilt>({
        kind: 'build-image',
        title: titleOf(name),
        hosts: entry.host === null ? [] : [entry.host],
        locks: [`image:${dir}/${name}`],
        steps: entry.recipe.by === 'practice' ? PRACTICE_STEPS : NIX_STEPS,
        run: (context) => buildImage({ ...parts, dir, nix }, entry, context),
      });
    },
  };
}

function cannotBuild(entry: ImageEntry, missing: string): AppError {
  const isPractice = entry.recipe.by === 'practice';
  return new AppError(isPractice ? 'practice-unavailable' : 'nix-absent', missing, {
    hint: isPractice
      ? 'An image of any kind can be written that was made elsewhere.'
      : 'Install Nix from your distribution, and look again.',
    detail: { image: entry.name },
  });
}

function noKey(name: string): AppError {
  return new AppError('no-identity', 'Nobody could log in to the installer: you have no SSH key.', {
    hint: 'Make one with `ssh-keygen -t ed25519`, or start an agent that has one, and build it again.',
    detail: { image: name },
  });
}

/** Public key (`TYPE BASE64`) that the image of a host was made with; null where it was made without one, or not at all. */
export async function keyOfImage(home: Home, fleetDir: string, host: string): Promise<string | null> {
  return (await readBuilt(imagePlaces(home, fleetDir, host).built))?.hostKey ?? null;
}
