import type { ToldPiece, ToldValue } from '../../fleet';

type Maybe = ToldValue | null | undefined;

/** The text that a value is, where all of it is known. */
export function textIn(value: Maybe): string | undefined {
  if (value?.kind === 'path') return value.path;
  if (value?.kind !== 'text') return undefined;
  return value.pieces.every((piece) => piece.kind === 'text') ? wordsIn(value.pieces) : undefined;
}

/** Pieces as a person would read them. */
export function wordsIn(pieces: readonly ToldPiece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : `\${${piece.source}}`)).join('');
}

/** A number, also one that is written as text. */
export function numberIn(value: Maybe): number | undefined {
  if (value?.kind === 'plain' && typeof value.value === 'number') return value.value;
  const text = textIn(value);
  const number = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** True or false as Nix writes it; text is neither. */
export function flagIn(value: Maybe): boolean | undefined {
  return value?.kind === 'plain' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** What stands under a name of a set. */
export function entryOf(value: Maybe, name: string): ToldValue | undefined {
  return value?.kind === 'set' ? value.entries.find(([key]) => key === name)?.[1] : undefined;
}

/** What stands below a path of names. */
export function below(value: Maybe, ...names: readonly string[]): ToldValue | undefined {
  return names.reduce<ToldValue | undefined>((inner, name) => entryOf(inner, name), value ?? undefined);
}

/** The texts of a list, or of one value that stands for a list of itself. */
export function textsIn(value: Maybe): string[] {
  const items = value?.kind === 'list' ? value.items : value ? [value] : [];
  return items.map((item) => textIn(item)).filter((text) => text !== undefined);
}
