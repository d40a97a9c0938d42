/** So long a cache that did not answer is left alone, as Nix itself does within one process. */
const LEFT_ALONE_MS = 60_000;

/**
 * Binary caches that did not answer lately. Each process of Nix waits for them anew, 5 s for each, and a deploy
 * starts several.
 */
export class AwayCaches {
  readonly #until = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes in what a run of Nix warned of. */
  note(messages: string): void {
    for (const [, url] of messages.matchAll(/unable to download '([^']+)\/nix-cache-info'/g)) {
      if (url !== undefined) this.#until.set(url, this.#now() + LEFT_ALONE_MS);
    }
  }

  get some(): boolean {
    for (const [url, until] of this.#until) if (until <= this.#now()) this.#until.delete(url);
    return this.#until.size > 0;
  }

  /** Those of these substituters that are not away. */
  present(substituters: readonly string[]): string[] {
    return this.some
      ? substituters.filter((one) => !this.#until.has(one.replace(/\?.*$/, '').replace(/\/+$/, '')))
      : [...substituters];
  }
}
