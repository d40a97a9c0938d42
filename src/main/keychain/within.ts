import type { AppError } from '../../shared/contract';

/** What the work gives, or the error once `ms` milliseconds are over; the work then goes on unheard. */
export async function within<T>(ms: number, work: Promise<T>, late: () => AppError): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  work.catch(() => undefined);
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(late()), ms);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
