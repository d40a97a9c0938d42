import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { shellPattern } from './shell-pattern';

/** Configurations are small; what is larger is something else. */
const LARGEST = 1_048_576;
const MOST_MATCHES = 500;
/** What a NixOS host's configuration links to. Everybody may read it. */
const STORE = '/nix/store';

/** The files that a configuration may take in. Paths are absolute; names are what places call files. */
export interface ConfigFiles {
  readonly root: string;
  nameOf(path: string): string;
  pathOf(name: string): string;
  locate(path: string, from?: string): string;
  read(path: string): { readonly text: string } | { readonly problem: string };
  has(path: string): boolean;
  match(path: string): string[];
}

/**
 * The folder of a configuration and what lies in it: all that a preview of the configuration may read. Paths that climb
 * out, also by links, are refused; links into the Nix store are followed.
 */
export class ConfigFolder implements ConfigFiles {
  readonly #root: string;
  readonly #given: string;
  readonly #home: string | undefined;

  /** `dir` as the user gave it: places name files below it. `home` is what `~` means. Throws where there is no folder. */
  constructor(dir: string, home: string | undefined) {
    this.#given = dir;
    this.#root = realpathSync(dir);
    this.#home = home;
  }

  /** How places name a file of the folder. */
  nameOf(path: string): string {
    const inside = relative(this.#root, path);
    return this.#given === '' || this.#given === '.' ? inside : join(this.#given, inside);
  }

  /** The path of a file that `nameOf` named. */
  pathOf(name: string): string {
    return this.#given === '' || this.#given === '.'
      ? join(this.#root, name)
      : join(this.#root, relative(this.#given, name));
  }

  /**
   * Where a path means, written in a file of `from` (a folder): relative, absolute or with `~`. The folder is where
   * Hyprland looks for its configuration, wherever it really lies: `~/.config/hypr` means it too.
   */
  locate(path: string, from: string = this.#root): string {
    const config = /^(?:~\/\.config|\$HOME\/\.config|\$XDG_CONFIG_HOME)\/hypr(?:\/(.*))?$/.exec(
      this.#fromHome(path),
    );
    if (config) return join(this.#root, config[1] ?? '');
    const plain = path.replace(/^~(?=\/|$)/, this.#home ?? '~');
    return isAbsolute(plain) ? plain : resolve(from, plain);
  }

  #fromHome(path: string): string {
    return this.#home !== undefined && path.startsWith(`${this.#home}/`)
      ? `~${path.slice(this.#home.length)}`
      : path;
  }

  /** The text of a file, or a sentence why it is not read. */
  read(path: string): { readonly text: string } | { readonly problem: string } {
    const name = basename(path);
    try {
      const real = realpathSync(path);
      if (!this.#holds(real))
        return { problem: `${path} lies outside the configuration’s folder and is not read.` };
      const stat = statSync(real);
      // A pipe would be waited for without end.
      if (!stat.isFile() && !stat.isDirectory()) return { problem: `${name} is no regular file.` };
      if (stat.size > LARGEST) return { problem: `${name} is larger than 1 MB and is not read.` };
      return { text: readFileSync(real, 'utf8') };
    } catch (error) {
      return { problem: why(error, name) };
    }
  }

  /** Whether a regular file is there. */
  has(path: string): boolean {
    try {
      return statSync(path).isFile();
    } catch {
      return false;
    }
  }

  #holds(real: string): boolean {
    return [this.#root, STORE].some((dir) => real === dir || real.startsWith(dir + sep));
  }

  /** The files that a pattern with `*`, `?` and `[…]` matches, by name; the path itself where it has none of these. */
  match(path: string): string[] {
    if (!/[*?[]/.test(path)) return [path];
    let found = ['/'];
    for (const part of path.split('/').filter((each) => each !== '')) {
      found = found.flatMap((dir) => (/[*?[]/.test(part) ? this.#list(dir, part) : [join(dir, part)]));
      if (found.length > MOST_MATCHES) found.length = MOST_MATCHES;
    }
    return found.filter((file) => this.has(file));
  }

  #list(dir: string, pattern: string): string[] {
    // Only below the folder: what lies elsewhere is not even listed.
    if (!this.#holds(dir) && !`${this.#root}${sep}`.startsWith(dir === '/' ? dir : `${dir}${sep}`)) return [];
    const wanted = shellPattern(pattern);
    try {
      return readdirSync(dir)
        .filter((name) => wanted(name) && (!name.startsWith('.') || pattern.startsWith('.')))
        .toSorted()
        .map((name) => join(dir, name));
    } catch {
      return [];
    }
  }

  /** The folder's real path. */
  get root(): string {
    return this.#root;
  }
}

function why(error: unknown, name: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no file ${name} here.`;
    case 'EACCES':
    case 'EPERM':
      return `${name} may not be read.`;
    case 'ELOOP':
      return `${name} is a link that leads to itself.`;
    case 'EISDIR':
      return `${name} is a folder.`;
    default:
      return `${name} could not be read.`;
  }
}
