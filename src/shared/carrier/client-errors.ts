import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { AppError, errorShapeSchema, fromErrorShape, isAppError } from '../contract/errors';

const issueSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number(), z.object({ key: z.union([z.string(), z.number()]) })])),
});
const badRequestSchema = z.object({ issues: z.array(issueSchema) });

/**
 * The error for an input that a schema refused, in a sentence: `changes.0.value: …`. `data` is the data of oRPC's
 * BAD_REQUEST; anything else gives a general sentence. A host's name that is none gives `bad-host-name`.
 */
export function badRequestError(data: unknown): AppError {
  const parsed = badRequestSchema.safeParse(data);
  const [first] = parsed.success ? parsed.data.issues : [];
  if (!parsed.success || !first) return new AppError('usage', 'The request has the wrong form.');
  if (parsed.data.issues.every(isAboutHost)) {
    return new AppError('bad-host-name', `${first.message.replace(/^a /, 'A ')}.`, {
      hint: 'See `snowfleet inventory` for the names of the hosts.',
    });
  }
  const lines = parsed.data.issues.map((issue) => {
    const path = pathOf(issue).join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  return new AppError('usage', lines.join('; '));
}

type Issue = z.infer<typeof issueSchema>;

function pathOf(issue: Issue): (string | number)[] {
  return issue.path.map((part) => (typeof part === 'object' ? part.key : part));
}

/** `host`, `changes.0.host`, `hosts.2` */
function isAboutHost(issue: Issue): boolean {
  const path = pathOf(issue);
  return path.at(-1) === 'host' || path.at(-2) === 'hosts';
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
    if (error.code === 'BAD_REQUEST') return badRequestError(error.data);
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
