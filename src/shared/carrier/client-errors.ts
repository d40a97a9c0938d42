import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { AppError, errorShapeSchema, fromErrorShape, isAppError } from '../contract/errors';

const issueSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number(), z.object({ key: z.union([z.string(), z.number()]) })])),
});
const badRequestSchema = z.object({ issues: z.array(issueSchema) });

/**
 * What a schema found wrong with an input, in a sentence: `hosts.0: a host name has letters …`.
 * `data` is the data of oRPC's BAD_REQUEST; anything else gives a general sentence.
 */
export function describeBadRequest(data: unknown): string {
  const parsed = badRequestSchema.safeParse(data);
  if (!parsed.success || parsed.data.issues.length === 0) return 'The request has the wrong form.';
  const lines = parsed.data.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'object' ? part.key : part)).join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  return lines.join('; ');
}

/**
 * The AppError that any failure of a call over a carrier stands for, so the page and the terminal never
 * see a carrier's own error type. `signal` is the caller's: when it is aborted the answer is `cancelled`.
 */
export function toAppError(error: unknown, signal?: AbortSignal): AppError {
  if (isAppError(error)) return error;
  if (error instanceof ORPCError) {
    const shape = errorShapeSchema.safeParse(error.data);
    if (error.code === 'SNOWFLEET' && shape.success) return fromErrorShape(shape.data);
    if (error.code === 'BAD_REQUEST') return new AppError('usage', describeBadRequest(error.data));
    return new AppError('internal', 'The core could not answer the call.', {
      hint: 'If Snowfleet was updated while this window was open, reload it.',
      detail: { status: error.status },
    });
  }
  if (signal?.aborted) return new AppError('cancelled', 'Cancelled.');
  if (isClosedCarrier(error)) {
    return new AppError('unreachable', 'The connection to Snowfleet was lost.', {
      hint: 'Reload the page; if that does not help, start Snowfleet again.',
      cause: error,
    });
  }
  return new AppError('internal', 'Something failed between this window and the core.', { cause: error });
}

/** oRPC rejects what waits on a closed carrier with an AbortError, and a send on one with a plain Error. */
function isClosedCarrier(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || error.message.includes('not open');
}
