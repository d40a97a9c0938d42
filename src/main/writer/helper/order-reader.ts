import type { Readable } from 'node:stream';
import { AppError } from '../../../shared/contract';
import { parseJson } from '../../../shared/json';
import { createLineSplitter } from '../../process';
import { helperOrderSchema, type HelperRequest } from './protocol';

/** Of a request: a block map of a large image is long, everything else is not. */
const LONGEST = 8 * 1024 * 1024;

/** What the app wants: one request, and later perhaps that it ends. */
export interface Orders {
  /** Throws `usage` for anything that is not exactly a request. */
  readonly request: Promise<HelperRequest>;
  /** Resolves when somebody cancels, or the app is gone. */
  readonly cancelled: Promise<void>;
}

/** Reads orders line by line; what makes no sense cancels. */
export function readOrders(input: Readable): Orders {
  let give: (request: HelperRequest) => void;
  let refuse: (error: AppError) => void;
  let cancel: () => void;
  const request = new Promise<HelperRequest>((resolve, reject) => {
    give = resolve;
    refuse = reject;
  });
  const cancelled = new Promise<void>((resolve) => (cancel = resolve));
  request.catch(() => undefined);
  let first = true;

  const take = (line: string): void => {
    const order = helperOrderSchema.safeParse(parseJson(line));
    if (order.success && order.data.type === 'write' && first) give(order.data);
    else if (first) refuse(senseless(order.success ? 'no request' : order.error.message));
    else cancel();
    first = false;
  };
  const lines = createLineSplitter(take, LONGEST);
  input.on('data', (chunk: Buffer) => lines.push(chunk));
  const end = (): void => {
    if (first) refuse(senseless('nothing'));
    cancel();
  };
  input.on('end', end);
  input.on('error', end);
  return { request, cancelled };
}

function senseless(why: string): AppError {
  return new AppError('usage', 'The helper that writes drives was given no request that it understands.', {
    hint: 'Snowfleet starts it by itself; app and helper must be of the same version.',
    detail: { why: why.slice(0, 2_000) },
  });
}
