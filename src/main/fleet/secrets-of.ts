import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Feature, FeatureValues } from '../../shared/contract';

/** Where `mkFeature` takes a secret from (`fleet/lib/mk-feature.nix`). */
function fileOf(secret: string): string {
  return `secrets/${secret}.age`;
}

/** The secrets a feature reads, by the files they are declared from, and whether those are there. */
export async function secretsOf(
  dir: string,
  catalogue: readonly Feature[],
  feature: string,
): Promise<FeatureValues['secrets']> {
  const names = catalogue.find((candidate) => candidate.path === feature)?.secrets ?? [];
  return Promise.all(
    names.map(async (name) => {
      const file = fileOf(name);
      // A name that climbs out of the folder names no file of the fleet.
      const isInside = path.posix.normalize(file).startsWith('secrets/');
      return { name, file, present: isInside && (await isThere(path.join(dir, file))) };
    }),
  );
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
