/** Whether `error` says that the program itself could not be found on PATH (or at its path). */
export function isCommandAbsent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' && syscall !== undefined && syscall.startsWith('spawn');
}
