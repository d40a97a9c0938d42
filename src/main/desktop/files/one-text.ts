import type { ConfigFiles } from './folder';

/** A configuration that is a text and nothing else: no file lies beside it. */
export class OneText implements ConfigFiles {
  readonly root = '/';
  readonly #name: string;
  readonly #text: string;

  constructor(name: string, text: string) {
    this.#name = name;
    this.#text = text;
  }

  nameOf(): string {
    return this.#name;
  }

  pathOf(): string {
    return `/${this.#name}`;
  }

  locate(path: string): string {
    return path.startsWith('/') ? path : `/${path}`;
  }

  read(path: string): { readonly text: string } | { readonly problem: string } {
    return path === this.pathOf() ? { text: this.#text } : { problem: 'No other file is read here.' };
  }

  has(): boolean {
    return false;
  }

  match(): string[] {
    return [];
  }
}
