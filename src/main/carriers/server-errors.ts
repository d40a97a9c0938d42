import { mapEventIterator, ORPCError } from '@orpc/client';
import { AppError, type ErrorShape, isAppError } from '../../shared/contract';
import { badRequestError } from '../../shared/carrier';

/** Told of every failure that is nobody's fault but ours, with its stack. */
export type Report = (error: unknown) => void;

interface CallOptions {
  readonly path: readonly string[];
  readonly signal?: AbortSignal | undefined;
  next(): Promise<unknown>;
}

/**
 * The interceptor all carriers share: whatever a procedure or its feed throws leaves as the one declared
 * error SNOWFLEET. Unknown errors become `internal` without their words, which may hold paths or stacks;
 * `report` is told the whole.
 */
export function translateErrors(report: Report): (options: CallOptions) => Promise<unknown> {
  return async ({ next, signal }) => {
    try {
      const output = await next();
      if (!isIterator(output)) return output;
      return mapEventIterator(output, {
        value: async (value) => value,
        error: async (error) => toWireError(error, signal, report),
      });
    } catch (error) {
      throw toWireError(error, signal, report);
    }
  };
}

function toWireError(
  error: unknown,
  signal: AbortSignal | undefined,
  report: Report,
): ORPCError<string, ErrorShape> {
  const shape = shapeOf(error, signal, report);
  return new ORPCError('SNOWFLEET', {
    defined: true,
    status: 500,
    message: shape.message,
    data: shape,
    cause: error,
  });
}

function shapeOf(error: unknown, signal: AbortSignal | undefined, report: Report): ErrorShape {
  if (isAppError(error)) return error.toShape();
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return badRequestError(error.data).toShape();
  }
  if (signal?.aborted) return new AppError('cancelled', 'Cancelled.').toShape();
  report(error);
  return new AppError('internal', 'Something failed inside Snowfleet.', {
    hint: 'This is a defect in Snowfleet; please report it with what you did.',
  }).toShape();
}

function isIterator(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
