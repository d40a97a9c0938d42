import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A place that an error of Nix names, relative to the fleet where it lies in it. */
export interface SourcePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

const STORE_SOURCE = /\/nix\/store\/[0-9a-z]{32}-(?:source|[^/\s:'"]+)\/([^\s:'"]+)/g;
/** Nix with lazy trees names files so; the text between the marks is the flake reference. */
const LAZY_SOURCE = /«[^»]*»\/([^\s:'"]+)/g;

/**
 * Nix evaluates a copy of the fleet in its store, so the files it names lie there. Gives them their names in the
 * fleet back. `sub` is the fleet's folder below the root of its git repository, '' when it is the root.
 */
export class FleetFiles {
  readonly #dir: string;
  readonly #prefix: string;

  constructor(dir: string, sub = '') {
    this.#dir = dir;
    this.#prefix = sub === '' ? '' : `${sub}/`;
  }

  /** `file` relative to the fleet with `/`, or null when it is not one of the fleet's. */
  relative(file: string): string | null {
    for (const pattern of [STORE_SOURCE, LAZY_SOURCE]) {
      const match = new RegExp(`^${pattern.source}$`).exec(file);
      const inner = match?.[1];
      if (inner !== undefined) return this.#own(inner);
    }
    return file.startsWith(`${this.#dir}/`) ? file.slice(this.#dir.length + 1) : null;
  }

  /** `text` with every file of the fleet under its own name. */
  rename(text: string): string {
    let out = text;
    for (const pattern of [STORE_SOURCE, LAZY_SOURCE]) {
      out = out.replaceAll(pattern, (whole, inner: string) => this.#own(inner) ?? whole);
    }
    return out;
  }

  #own(inner: string): string | null {
    const own = inner.startsWith(this.#prefix) ? inner.slice(this.#prefix.length) : null;
    // Other inputs are copied under the same kind of name; a file of ours exists here.
    return own !== null && existsSync(join(this.#dir, own)) ? own : null;
  }
}
