import path from 'node:path';
import { literally, type Occurrence } from './words';

/** Folders in which fleets keep what belongs to one host or person each. */
const SHELVES = /(?:^|\/)(?:hosts?|machines?|systems?|nodes?|servers?|users?|home|nixos)\//i;

/** Files and folders of a fleet that bear a host's name because they are its own. */
export interface OwnPlaces {
  /** Every file in them, relative to the fleet. */
  readonly files: readonly string[];
  has(file: string): boolean;
  /** Where a file would be if the host had another name. */
  renamed(file: string, name: string): string;
  /** Whether a path written in `file` leads into them. */
  leadsIn(written: string, file: string): boolean;
  /** Whether the name at `occurrence` is part of one of their paths, written out in a text. */
  isNamedAt(text: string, occurrence: Occurrence): boolean;
}

/** What finding a host's own places goes by. */
export interface Shelves {
  /** All files of the fleet. */
  readonly files: readonly string[];
  readonly name: string;
  /** All hosts, this one among them. */
  readonly hosts: ReadonlySet<string>;
  /** Modules that no other host uses. */
  readonly modules: readonly string[];
  /** Whether a file can be moved with a gesture. */
  readonly isText: (file: string) => boolean;
}

/**
 * A folder or file is the host's own where its name has the host's in it and either another host has its twin there
 * (`hosts/p620` and `hosts/p510`, `p620_home.nix` and `p510_home.nix`), or it holds a module of this host alone on a
 * shelf for hosts or users.
 */
export function ownPlaces({ files, name, hosts, modules, isText }: Shelves): OwnPlaces {
  const others = [...hosts].filter((host) => host !== name);
  // A fleet may have a hundred thousand files, and few bear the name of a host.
  const known = new Set(
    files.filter((file) => others.some((host) => file.includes(host))).flatMap(prefixesOf),
  );
  const isOwn = (place: string): boolean => {
    if (replaceToken(place, name, '') === place) return false;
    if (!hasToken(path.posix.basename(place), name)) return false;
    if (others.some((other) => known.has(replaceToken(place, name, other)))) return true;
    return (
      SHELVES.test(place) && modules.some((module) => module === place || module.startsWith(`${place}/`))
    );
  };
  const judged = new Map<string, boolean>();
  const named = files.filter((file) => file.includes(name));
  const roots = named.flatMap((file) => {
    const own = prefixesOf(file).filter((place) => {
      const verdict = judged.get(place) ?? isOwn(place);
      judged.set(place, verdict);
      return verdict;
    });
    return own.length > 0 ? [{ file, root: own.at(-1) ?? file }] : [];
  });
  const rootOf = new Map(roots.map(({ file, root }) => [file, root]));
  // A file that has to be moved by hand keeps its name, and what leads to it too.
  const places = [
    ...new Set(roots.flatMap(({ file, root }) => (root === file && !isText(file) ? [] : [root]))),
  ];
  return {
    files: [...rootOf.keys()],
    has: (file) => rootOf.has(file),
    renamed(file, to) {
      const root = rootOf.get(file);
      return root === undefined ? file : replaceToken(root, name, to) + file.slice(root.length);
    },
    leadsIn(written, file) {
      const target = path.posix.join(path.posix.dirname(file), written);
      return places.some(
        (place) => target === place || target.startsWith(`${place}/`) || `${target}.nix` === place,
      );
    },
    isNamedAt: (text, { start }) =>
      places.some((place) => {
        const at = place.lastIndexOf(name);
        if (at === 0) return false;
        return text.slice(start - at, start - at + place.length) === place;
      }),
  };
}

/** `a/b/c` as `a`, `a/b`, `a/b/c`. */
function prefixesOf(file: string): string[] {
  const parts = file.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

function token(name: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${literally(name)}(?![A-Za-z0-9])`, 'g');
}

function hasToken(text: string, name: string): boolean {
  return token(name).test(text);
}

function replaceToken(text: string, name: string, by: string): string {
  return text.replaceAll(token(name), () => by);
}
