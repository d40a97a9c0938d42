import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, sha256Schema } from '../../../shared/contract';
import { parseJson } from '../../../shared/json';
import type { JobStepSpec } from '../../jobs';
import type { Nix, NixRequest } from '../../nix';
import { writeFileAtomic } from '../../state';

export const NIX_STEPS: readonly JobStepSpec[] = [
  { id: 'evaluate', title: 'Evaluate the image', weight: 10 },
  { id: 'build', title: 'Build the image', weight: 90 },
];

/** What `mkImage` leaves beside the image. */
const madeSchema = z.object({
  file: z.string().regex(/^[A-Za-z0-9._-]+$/),
  sha256: sha256Schema,
});

export interface NixImageWish {
  /** Flake reference of the fleet. */
  readonly fleet: string;
  /** Folder `installer-images`. */
  readonly imagesDir: string;
  /** Null offers every host. */
  readonly host: string | null;
  readonly profile: string;
  /** Public keys that may log in as root. */
  readonly keys: readonly string[];
  readonly commit: string | null;
  /** Folder of the flake that is written for it. */
  readonly flake: string;
  /** Link that keeps what is built. */
  readonly root: string;
}

/** A string as Nix reads it. */
const nixString = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll('${', '\\${')}"`;

/** A flake that puts the fleet into `mkImage`: whoever builds it by hand gets the same image. */
export function imageFlake({ fleet, imagesDir, host, profile, keys, commit }: NixImageWish): string {
  const list = keys.map((key) => `\n        ${nixString(key)}`).join('');
  return `{
  description = "An installer image, written by Snowfleet";
  inputs.fleet.url = ${nixString(fleet)};
  inputs.images.url = ${nixString(`path:${imagesDir}`)};
  outputs = { fleet, images, ... }: {
    image = images.lib.mkImage {
      inherit fleet;
      host = ${host === null ? 'null' : nixString(host)};
      options.profile = ${nixString(profile)};
      options.commit = ${commit === null ? 'null' : nixString(commit)};
      options.keys = [${list}
      ];
    };
  };
}
`;
}

/** Builds an image with the fleet's own inputs. Throws what {@link Nix.buildFlakeOutput} does. */
export async function buildNixImage(
  nix: Pick<Nix, 'buildFlakeOutput'>,
  wish: NixImageWish,
  how: NixRequest & { readonly onEvaluated: () => void },
): Promise<{ path: string; sha256: string }> {
  await mkdir(wish.flake, { recursive: true, mode: 0o700 });
  await writeFileAtomic(join(wish.flake, 'flake.nix'), imageFlake(wish));
  const out = await nix.buildFlakeOutput({
    ...how,
    ref: `path:${wish.flake}`,
    attribute: 'image',
    root: wish.root,
  });
  const made = madeSchema.safeParse(
    parseJson(await readFile(join(out, 'image.json'), 'utf8').catch(() => '')),
  );
  if (made.success) return { path: join(out, made.data.file), sha256: made.data.sha256 };
  throw new AppError('build-failed', `What Nix built in ${out} is no image.`, {
    hint: 'The files of Snowfleet and the image do not fit each other; install Snowfleet again.',
    detail: { path: out },
  });
}
