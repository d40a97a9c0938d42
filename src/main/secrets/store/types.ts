import type { Home } from '../../state';
import type { KeptLimits } from './kept';

/** Where the new bytes of a secret are to be written, before anything is touched. */
export interface Slot {
  readonly file: string;
  /** The present file, links followed; null where the secret is new. */
  readonly source: string | null;
  /** Does not exist yet; beside the place it goes to. */
  readonly temporary: string;
}

/** What became of a slot. */
export interface Sealed {
  readonly file: string;
  /** SHA-256 of the present bytes that the new ones were made from; null where there were none. */
  readonly before: string | null;
  /** SHA-256 of the new bytes. */
  readonly after: string;
}

/** Secrets that change together. */
export interface SecretChange {
  /** In words, for the list of what was kept. */
  readonly title: string;
  /** Files that get new bytes, made where absent. */
  readonly write: readonly string[];
  /** Files that go. */
  readonly remove?: readonly string[];
  /** Files of `write` that must not be there yet. */
  readonly fresh?: readonly string[];
  /** Writes the temporary file of each slot, to the disk (fsync), and proves that it can be read again. */
  seal(slots: readonly Slot[]): Promise<readonly Sealed[]>;
  /**
   * Texts of the fleet that are written in the same step, all or none, once every secret is sealed. They decide: when
   * they stand, the change has happened.
   */
  readonly texts?: {
    /** Whole files as they will be, relative to the fleet. */
    readonly after: ReadonlyMap<string, string>;
    write(): Promise<void>;
    /** Takes the written texts back, where a secret then could not be put in its place. */
    takeBack(): Promise<void>;
  };
}

export interface SecretStoreOptions {
  readonly home: Home;
  /** The fleet's folder. */
  readonly dir: string;
  /** Told of files that come and go, so that git and with it the flake sees them. */
  readonly follow?: (come: readonly string[], go: readonly string[]) => Promise<void>;
  /** Called after files were changed. */
  readonly onChange?: () => void;
  readonly kept?: KeptLimits;
  readonly now?: () => number;
  /** Milliseconds to wait for another process that is at work here; 5 s where absent. */
  readonly waitMs?: number;
}
