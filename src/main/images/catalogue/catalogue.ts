import type { Image } from '../../../shared/contract';
import type { BuiltImage } from './built';

/** Hardware that the same image serves, whichever host it is for; `installer-images/profiles` has them. */
export const PROFILES = [
  { name: 'profile-any', title: 'Any computer', rescue: null },
  { name: 'profile-amd', title: 'Computers with AMD graphics', rescue: 'rescue-amd' },
  { name: 'profile-intel', title: 'Computers with Intel graphics', rescue: 'rescue-intel' },
  { name: 'profile-nvidia', title: 'Computers with NVIDIA graphics', rescue: 'rescue-nvidia' },
] as const;

/** How an image is made. */
export type ImageRecipe =
  /** `login`: the name that its login prints. */
  | { readonly by: 'practice'; readonly login: string }
  | { readonly by: 'nix'; readonly host: string | null; readonly profile: string };

/** An image that can be asked for. */
export interface ImageEntry {
  readonly name: string;
  readonly title: string;
  readonly kind: Image['kind'];
  readonly host: string | null;
  readonly recipe: ImageRecipe;
}

export interface FleetForImages {
  readonly hosts: readonly string[];
  /** Its systems are toys: so are its installers. */
  readonly standIn: boolean;
}

/**
 * The images of a fleet: one of each host, one of each hardware profile, and a practice image. With stand-in inputs
 * those of hosts are practice images, and profiles have none.
 */
export function imagesOfFleet({ hosts, standIn }: FleetForImages): ImageEntry[] {
  if (standIn) {
    return hosts.map((host) => ({
      name: host,
      title: `Practice installer for ${host}`,
      kind: 'practice',
      host,
      recipe: { by: 'practice', login: host },
    }));
  }
  const profiles = PROFILES.map<ImageEntry>(({ name, title }) => ({
    name,
    title,
    kind: 'profile',
    host: null,
    recipe: { by: 'nix', host: null, profile: name.slice('profile-'.length) },
  }));
  const entries: ImageEntry[] = [
    ...hosts.map<ImageEntry>((host) => ({
      name: host,
      title: `Installer for ${host}`,
      kind: 'host',
      host,
      recipe: { by: 'nix', host, profile: 'any' },
    })),
    ...profiles,
    {
      name: 'practice',
      title: 'Practice image',
      kind: 'practice',
      host: null,
      recipe: { by: 'practice', login: 'practice' },
    },
  ];
  // A host may have any name; its own image goes before.
  return entries.filter(({ name }, at) => entries.findIndex((one) => one.name === name) === at);
}

/** What is known of an image beside how it is made. */
export interface ImageKnown {
  readonly built: BuiltImage | null;
  readonly job: string | null;
  /** Why it cannot be built here; null where it can. */
  readonly missing: string | null;
}

/** An image as doors see it. */
export function imageOf(entry: ImageEntry, { built, job, missing }: ImageKnown): Image {
  const { name, title, kind, host, recipe } = entry;
  const what =
    recipe.by === 'practice'
      ? 'Boots in a virtual machine to a login. Made of Debian’s packages in a minute or two.'
      : host === null
        ? 'Starts on hardware of this kind and offers every host of the fleet. Built by Nix.'
        : `Starts with the fleet on board and offers to install ${host}. Built by Nix.`;
  return {
    name,
    title,
    kind,
    host,
    path: built?.path ?? null,
    bytes: built?.bytes ?? null,
    sha256: built?.sha256 ?? null,
    builtAt: built?.builtAt ?? null,
    commit: built?.commit ?? null,
    canBuild: missing === null,
    words: missing ?? what,
    job,
  };
}
