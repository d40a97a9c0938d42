import { AppError, type ErrorCode } from '../../../shared/contract';
import type { Overlay } from '../../fleet';
import type { SourceDesktop } from '../nix/read-desktop';
import type { VirtualLine } from '../nix/virtual-text';
import type { EditedFiles, FileEdit } from './files';

/** What one wish comes to: changes of files, or of an option of the fleet's own that the value comes from. */
export type Step =
  | { readonly kind: 'files'; readonly edits: readonly FileEdit[] }
  | { readonly kind: 'option'; readonly option: string; readonly value: string };

/** What edits are worked out on. */
export interface Bench {
  readonly host: string;
  readonly desktop: SourceDesktop;
  readonly files: EditedFiles;
  readonly ownFiles: { readonly nixos: readonly string[]; readonly home: readonly string[] };
  /** In the place where the value stands, or in a file of the host's own. */
  readonly where: 'place' | 'host';
  readonly overlay: Overlay;
}

/** A step that edits texts where they stand. */
export function inFiles(...edits: readonly FileEdit[]): Step {
  return { kind: 'files', edits };
}

/** Whether a file is the host's own. */
export function isOwn({ ownFiles }: Bench, file: string): boolean {
  return ownFiles.nixos.includes(file) || ownFiles.home.includes(file);
}

/** A refusal that names the place of a line. */
export function refused(
  code: ErrorCode,
  message: string,
  hint: string,
  line?: Pick<VirtualLine, 'at'> | null,
): AppError {
  const at = line?.at ?? null;
  return new AppError(code, message, { hint, detail: at === null ? {} : { file: at.file, line: at.line } });
}
