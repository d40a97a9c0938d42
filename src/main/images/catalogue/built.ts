import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256Schema } from '../../../shared/contract';
import { writeFileAtomic } from '../../state';

const builtSchema = z.object({
  path: z.string(),
  bytes: z.number().int(),
  /** Modification time in milliseconds, by which another file at the same path is told. */
  changed: z.number(),
  sha256: sha256Schema,
  builtAt: z.string(),
  commit: z.string().nullable(),
  /** `ssh-ed25519 AAAA…` of the installer, where it was made together with the image. */
  hostKey: z.string().nullable(),
});
/** What is noted of an image when it was built. */
export type BuiltImage = z.infer<typeof builtSchema>;

const recordOf = (folder: string): string => join(folder, 'image.json');

/** Notes in the folder of an image what was built. Throws `disk-full`. */
export async function noteBuilt(
  folder: string,
  image: Omit<BuiltImage, 'bytes' | 'changed' | 'builtAt'>,
): Promise<BuiltImage> {
  const { size, mtimeMs } = await stat(image.path);
  const built = { ...image, bytes: size, changed: mtimeMs, builtAt: new Date().toISOString() };
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(recordOf(folder), `${JSON.stringify(built, null, 2)}\n`);
  return built;
}

/** The image that was built there; null where there is none, or what lies there is not what was noted. */
export async function readBuilt(folder: string): Promise<BuiltImage | null> {
  try {
    const built = builtSchema.parse(JSON.parse(await readFile(recordOf(folder), 'utf8')));
    const { size, mtimeMs } = await stat(built.path);
    return size === built.bytes && mtimeMs === built.changed ? built : null;
  } catch {
    return null;
  }
}
