import { AppError, type ErrorCode } from '../../../../shared/contract';
import type { RulePlace } from '../model';

/** The refusal to change rules; nothing was written. */
export function refusal(
  code: Extract<ErrorCode, 'not-literal' | 'conflict' | 'no-effect' | 'secret-unknown'>,
  message: string,
  hint: string,
  place?: Pick<RulePlace, 'file' | 'line'> | null,
): AppError {
  return new AppError(code, message, { hint, detail: place ? { file: place.file, line: place.line } : {} });
}
