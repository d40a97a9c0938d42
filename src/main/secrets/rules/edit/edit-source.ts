import type { NixTree, TextEdit } from '../../../../shared/nix-syntax';
import type { SecretRules } from '../model';

/** The fleet as a wish finds it. */
export interface EditSource {
  readonly rules: SecretRules;
  /** Null for a file that is not there. Throws `unreadable-file`. */
  readonly tree: (file: string) => NixTree | null;
}

/** Edits of one file; `text` where it is made. */
export interface FileEdits {
  readonly file: string;
  readonly edits: readonly TextEdit[];
  readonly made?: string;
}
