import { AppError, isAppError, type Job, type NixAnswer } from '../../shared/contract';
import type { Jobs } from '../jobs';
import type { EvaluatedOption, Nix } from '../nix';

/** Milliseconds. One option of a real host takes some seconds; what takes longer hangs on something else. */
const LIMIT_MS = 180_000;

/** What asking Nix for one option needs. */
export interface AskNix {
  readonly jobs: Pick<Jobs, 'start'>;
  readonly nix: Pick<Nix, 'option'>;
  readonly dir: string;
  readonly host: string;
  /** Whole. */
  readonly path: string;
}

/** Has Nix evaluate one option of a host, as a job; cancel ends Nix, and so does the time limit. */
export function askNix({ jobs, nix, dir, host, path }: AskNix): Promise<Job> {
  return jobs.start({
    kind: 'explain',
    title: `Ask Nix: ${path} on ${host}`,
    hosts: [host],
    steps: [{ id: 'evaluate', title: 'Evaluate', weight: 1 }],
    run: async (context): Promise<NixAnswer> => {
      context.step('evaluate');
      const limit = AbortSignal.timeout(LIMIT_MS);
      try {
        const option = await nix.option({
          fleet: { dir },
          host,
          path,
          signal: AbortSignal.any([context.signal, limit]),
          progress: { log: (text, source) => context.log(text, source) },
        });
        return answerOf(host, path, option);
      } catch (error) {
        if (!limit.aborted || context.signal.aborted || !isAppError(error, 'cancelled')) throw error;
        throw new AppError('timeout', `Nix did not answer within ${LIMIT_MS / 60_000} minutes.`, {
          hint: 'Evaluate the fleet once, so that inputs are fetched, and ask again.',
          detail: { host, path },
        });
      }
    },
  });
}

function answerOf(host: string, path: string, option: EvaluatedOption | null): NixAnswer {
  const base = { host, path, at: new Date().toISOString() };
  if (option === null)
    return {
      ...base,
      declared: false,
      type: null,
      value: null,
      priority: null,
      definitions: [],
      declarations: [],
    };
  return {
    ...base,
    declared: true,
    type: option.type.description ?? option.type.name,
    ...(option.valueError ? {} : { value: option.value }),
    priority: priorityOf(option.priority),
    definitions: option.definitions.flatMap(({ file, value }) =>
      file === undefined ? [] : [{ file, isOwn: isOwn(file), value }],
    ),
    declarations: option.declarations.map(({ file, line }) => ({
      file,
      isOwn: isOwn(file),
      ...(typeof line === 'number' ? { line } : {}),
    })),
  };
}

/** Files of the fleet are named relative to it, all others by where they lie. */
function isOwn(file: string): boolean {
  return !file.startsWith('/') && !file.startsWith('<');
}

function priorityOf(priority: number | null): NixAnswer['priority'] {
  switch (priority) {
    case 50:
      return 'force';
    case 100:
      return 'plain';
    case 1000:
      return 'default';
    default:
      return priority;
  }
}
