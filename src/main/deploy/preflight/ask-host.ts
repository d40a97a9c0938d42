import { type AppError, isAppError } from '../../../shared/contract';
import { plainText } from '../../facts';
import type { ExecOptions, Reach, Ssh } from '../../ssh';
import { hasBegun, parseAnswer } from './answer';
import type { Asking } from './types';

/** From the start of the script; the login has the limit of the ssh configuration. */
const TIMEOUT_MS = 15_000;
/** A whole answer has a few kB; a host that says more than this is stopped. */
const MOST_BYTES = 256 * 1024;

/**
 * Runs the preflight script on a host, in one round trip. That it does not answer is no error.
 * @throws AppError `cancelled`, and what is a defect of ours.
 */
export async function askHost(
  parts: { readonly ssh: Pick<Ssh, 'exec'>; readonly script: string },
  reach: () => Promise<Reach>,
  signal?: AbortSignal,
): Promise<Asking> {
  const enough = new AbortController();
  const sentAt = Date.now();
  let heardAt = 0;
  let output = '';
  const options: ExecOptions = {
    timeoutMs: TIMEOUT_MS,
    signal: signal ? AbortSignal.any([signal, enough.signal]) : enough.signal,
    maxOutputBytes: 4096,
    onStdout: (chunk) => {
      if (output.length > MOST_BYTES) return;
      heardAt ||= Date.now();
      output += chunk;
      if (output.length > MOST_BYTES) enough.abort();
    },
  };
  let trouble: AppError | undefined;
  let said = '';
  try {
    const argv = ['sh', '-c', parts.script, 'snowfleet-preflight'];
    const result = await parts.ssh.exec(await reach(), argv, options);
    said = plainText(result.stderr.trim().split('\n').at(-1) ?? '');
  } catch (error) {
    if (!isAppError(error) || error.code === 'internal' || signal?.aborted) throw error;
    trouble = error;
  }
  if (hasBegun(output)) {
    const answer = parseAnswer(output, { sentAt, heardAt });
    const whole = answer.ended ? {} : trouble === undefined ? {} : { trouble };
    return { kind: 'answered', answer, ms: heardAt - sentAt, ...whole };
  }
  if (enough.signal.aborted) return { kind: 'mute', said: 'it said something else without end' };
  if (trouble === undefined) return { kind: 'mute', said };
  return trouble.detail['begun'] === true
    ? { kind: 'mute', said: trouble.message }
    : { kind: 'failed', error: trouble };
}
