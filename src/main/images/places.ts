import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Home } from '../state';

/** Where everything of one image of one fleet lies. */
export interface ImagePlaces {
  /** Holds the built image and its record; replaced as a whole. */
  readonly built: string;
  /** The next one while it is made. */
  readonly next: string;
  /** What Nix built, kept from its garbage collection. */
  readonly root: string;
  /** The flake that names fleet and host. */
  readonly flake: string;
  /** Private key that the installer proves itself with, where we made it. */
  readonly hostKey: string;
  /** How the machine that was started from the image is reached. */
  readonly sshConfig: string;
  readonly knownHosts: string;
}

/** The key that practice images let in. */
export const practiceIdentity = (home: Home): string => join(home.state, 'images', 'id_ed25519');
/** Packages of practice images. */
export const packageCache = (home: Home): string => join(home.cache, 'practice-packages');

/** Where everything of an image lies; `name` must be a host’s name or an image’s, since folders are called so. */
export function imagePlaces(home: Home, fleetDir: string, name: string): ImagePlaces {
  const data = join(home.data, 'images', fleetKey(fleetDir), name);
  const state = join(home.state, 'images', fleetKey(fleetDir), name);
  return {
    built: join(data, 'built'),
    next: join(data, 'next'),
    root: join(data, 'result'),
    flake: join(state, 'flake'),
    hostKey: join(state, 'host_key'),
    sshConfig: join(state, 'ssh_config'),
    knownHosts: join(state, 'known_hosts'),
  };
}

/** Short and stable for one fleet folder, also behind a link. */
function fleetKey(dir: string): string {
  let real: string;
  try {
    real = realpathSync(dir);
  } catch {
    real = resolve(dir);
  }
  return createHash('sha256').update(real).digest('hex').slice(0, 12);
}
