import { AppError } from '../../../shared/contract';

const BY_HAND =
  'Nothing was written. By hand: snowfleet secrets create NAME, declare age.secrets.NAME.file beside the option, and have the service read config.age.secrets.NAME.path.';

/** Why a credential is not moved, and how to do it by hand. */
export function notMoved(
  words: string,
  place: { readonly file: string; readonly line: number },
  hint = BY_HAND,
): AppError {
  return new AppError('not-literal', words, { hint, detail: { file: place.file, line: place.line } });
}
