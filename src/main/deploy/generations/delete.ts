import {
  AppError,
  isAppError,
  type DeletedGenerations,
  type GenerationsSpace,
} from '../../../shared/contract';
import type { Target, TargetState } from '../target';
import { generationWith } from './choose';
import { holdOf } from './describe';
import { parseSpace, type SpaceTold } from './parse';
import { readGenerations } from './read';
import { DELETE_GENERATIONS, TELL_SPACE } from './scripts';

/** The whole store is looked through, and closures are compared. */
const SPACE_TIMEOUT_MS = 600_000;
/** A large store takes minutes to be looked through. */
const DELETE_TIMEOUT_MS = 3_600_000;

/**
 * What deleting these generations would give back; changes nothing. Those that are held are told and left out. Throws
 * `unknown-generation`, `remote-command-failed`, and what reaching the host throws.
 */
export async function spaceOf(
  target: Target,
  wanted: readonly number[],
  signal?: AbortSignal,
): Promise<GenerationsSpace> {
  const state = await target.state({ signal });
  const { numbers, held } = await judged(target, state, wanted, signal);
  const { host } = target.reach;
  if (numbers.length === 0) return { host, numbers, held, paths: 0, bytes: 0, free: state.freeBytes };
  const how = { doing: 'tell the space of generations', timeoutMs: SPACE_TIMEOUT_MS, signal };
  const told = parseSpace(await target.runScript(TELL_SPACE, numbers.map(String), how));
  return { host, numbers, held, ...told.space, free: told.free };
}

/**
 * Deletes generations, then what only they needed. Throws `generation-held` and `unknown-generation` before anything is
 * done, `busy` when an activation is under way, `remote-command-failed` with what is done already, and what reaching the
 * host and becoming root there throw.
 */
export async function deleteGenerations(
  target: Target,
  wanted: readonly number[],
  reports: { readonly signal: AbortSignal; readonly log: (text: string) => void; readonly begin: () => void },
): Promise<DeletedGenerations> {
  const { signal } = reports;
  const { host } = target.reach;
  const state = await target.state({ signal });
  const { numbers, held } = await judged(target, state, wanted, signal);
  if (held.length > 0) throw heldError(host, held);
  signal.throwIfAborted();
  reports.begin();
  const output = await run(target, numbers, reports.log);
  const told = parseSpace(output);
  if (told.busy) {
    throw new AppError('busy', `Another switch is under way on ${host}; nothing was deleted.`, {
      hint: 'Try again when that has ended.',
      detail: { host },
    });
  }
  if (told.menu !== null && told.menu !== 0) throw menuError(host, told, told.menu);
  return {
    host,
    numbers: told.deleted,
    held: told.held,
    absent: told.absent,
    ...told.space,
    free: told.free,
    freeAfter: told.freeAfter,
  };
}

/** From here on it is not cancelled: the host would go on all the same. */
async function run(target: Target, numbers: readonly number[], log: (text: string) => void): Promise<string> {
  try {
    return await target.runScript(DELETE_GENERATIONS, numbers.map(String), {
      doing: 'delete generations',
      timeoutMs: DELETE_TIMEOUT_MS,
      root: true,
      log,
    });
  } catch (error) {
    if (!isAppError(error) || !['unreachable', 'timeout'].includes(error.code)) throw error;
    const { host } = target.reach;
    throw new AppError(error.code, `The connection to ${host} was lost while generations were deleted.`, {
      hint: `The host goes on by itself. See what is left with generations ${host}, and delete again what is.`,
      detail: { ...error.detail, host },
      cause: error,
    });
  }
}

/** Splits what is wanted into what may go and what is held. */
async function judged(
  target: Target,
  state: TargetState,
  wanted: readonly number[],
  signal?: AbortSignal,
): Promise<Pick<GenerationsSpace, 'numbers' | 'held'>> {
  const generations = await readGenerations(target, signal);
  const numbers: number[] = [];
  const held: GenerationsSpace['held'] = [];
  for (const number of new Set(wanted)) {
    const because = holdOf(generationWith(generations, number, target.reach.host).path, state);
    if (because === null) numbers.push(number);
    else held.push({ number, because });
  }
  return { numbers, held };
}

const WHY = { running: 'runs', booted: 'was booted', 'boot-default': 'is the boot default' } as const;

function heldError(host: string, held: GenerationsSpace['held']): AppError {
  const words = held.map(({ number, because }) => `${number} ${WHY[because]}`).join(', ');
  return new AppError('generation-held', `Nothing was deleted on ${host}: ${words}.`, {
    hint: 'Leave these out. The system that runs, was booted or is the boot default is never deleted.',
    detail: { host, held },
  });
}

function menuError(host: string, told: SpaceTold, code: number): AppError {
  return new AppError(
    'remote-command-failed',
    `${told.deleted.length === 1 ? 'Generation' : 'Generations'} ${told.deleted.join(', ')} of ${host} went, but the boot menu could not be written anew (exit code ${code}). What they hold was left in the store, so that its old entries still boot.`,
    {
      hint: 'See the log. Once the boot loader works, a deploy writes the menu; nix-collect-garbage then frees the space.',
      detail: { host, deleted: told.deleted, code },
    },
  );
}
