import { AppError } from '../../shared/contract';

/** Which part of an age file makes no sense. */
export type AgePart = 'armor' | 'header' | 'mac' | 'payload';

/**
 * That a file is not the whole work of an age program. `at`: bytes from its beginning, in the form without armor;
 * absent where no one place is at fault.
 */
export function damaged(part: AgePart, why: string, at?: number): AppError {
  return new AppError('age-damaged', `This is no whole age file: ${why}.`, {
    hint: 'Nothing was changed. Bring it back from git, or encrypt it anew.',
    detail: { part, ...(at === undefined ? {} : { offset: at }) },
  });
}

/** That a file may be whole and is refused: another version, or it would cost more than any real one does. */
export function unsupported(why: string, detail: Record<string, unknown> = {}): AppError {
  return new AppError('age-unsupported', `This age file is not read: ${why}.`, {
    hint: 'Nothing was changed. If you trust where it comes from, open it with the age program.',
    detail,
  });
}
