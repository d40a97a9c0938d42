import type { DraftEvaluation } from '../../shared/contract';

/** `1 change`, `2 changes`. */
export function changesWords(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}

/** `1 file`, `2 files`. */
export function filesWords(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

/** The end of a path, which tells files apart: `…/p510/default.nix`. */
export function fileEnd(file: string): string {
  const parts = file.split('/');
  return parts.length > 2 ? `…/${parts.slice(-2).join('/')}` : file;
}

/** How many blanks all lines with words begin with. */
export function sharedIndent(texts: readonly (string | null)[]): number {
  const lines = texts.flatMap((text) => text?.split('\n') ?? []).filter((line) => line.trim() !== '');
  return lines.length === 0 ? 0 : Math.min(...lines.map((line) => line.length - line.trimStart().length));
}

/** The text with so many blanks less before each line: three texts side by side have little room. */
export function outdented(text: string | null, indent: number): string | null {
  if (text === null) return null;
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length)))
    .join('\n');
}

/** What an evaluation says of a host beside what it was without the draft. */
export function systemWords(system: DraftEvaluation['hosts'][number]['system']): string {
  switch (system) {
    case 'same':
      return 'same system as before';
    case 'differs':
      return 'another system than before';
    case 'fails':
      return 'does not evaluate';
    case 'unknown':
      return 'evaluates; not compared with before';
  }
}
