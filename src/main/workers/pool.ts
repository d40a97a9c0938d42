import { availableParallelism } from 'node:os';
import { AppError } from '../../shared/contract';
import { createSeat, type Seat } from './seat';
import type { TaskInput, TaskName, TaskOutput } from './tasks';
import { findWorkerFile } from './worker-file';

export interface WorkerPool {
  /** `in-process` where no worker was built: tasks then run in this thread, one after the other. */
  readonly mode: 'threads' | 'in-process';
  /**
   * Runs a task on the next free thread, or on its owner's. Abort ends its thread at once and throws `cancelled`; a
   * task that runs in this thread cannot be stopped, only its result is no longer waited for.
   */
  run<Name extends TaskName>(task: Name, input: TaskInput<Name>, how?: RunOptions): Promise<TaskOutput<Name>>;
  /** Ends all threads; what runs or waits throws `cancelled`. */
  close(): Promise<void>;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Tasks of one owner run on one thread, one after the other: what the thread keeps of one is there for the next. */
  readonly owner?: string;
}

export interface WorkerPoolOptions {
  /** Threads at most; where absent one less than the machine has processors, between 1 and 4. */
  readonly size?: number;
  /** The built worker entry; looked for beside this bundle where absent, null for `in-process`. */
  readonly workerFile?: string | null;
}

interface Ticket {
  readonly task: TaskName;
  readonly owner: string | undefined;
  readonly work: (seat: Seat) => Promise<unknown>;
  readonly settle: (finish: () => void) => void;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  seat: Seat | null;
}

/** The one pool of a process for work that would keep the main thread busy for over 30 ms. */
export function createWorkerPool(options: WorkerPoolOptions = {}): WorkerPool {
  const file = options.workerFile === undefined ? findWorkerFile() : options.workerFile;
  const size = file === null ? 1 : Math.max(1, options.size ?? Math.min(4, availableParallelism() - 1));
  const free: Seat[] = Array.from({ length: size }, () => (file === null ? ownThread() : createSeat(file)));
  const waiting: Ticket[] = [];
  const busy = new Set<Ticket>();
  let closed = false;

  const homes = new Map<string, Seat>();

  /** The free seat where a ticket may run: its owner's, else one that is no owner's where there is one. */
  const seatFor = ({ owner }: Ticket): Seat | undefined => {
    const home = owner === undefined ? undefined : homes.get(owner);
    if (home) return free.find((seat) => seat === home);
    const taken = new Set(homes.values());
    return free.findLast((seat) => !taken.has(seat)) ?? free.at(-1);
  };

  const pump = (): void => {
    for (let next = 0; next < waiting.length && free.length > 0;) {
      const ticket = waiting[next]!;
      const seat = seatFor(ticket);
      if (!seat) {
        next += 1;
        continue;
      }
      waiting.splice(next, 1);
      free.splice(free.indexOf(seat), 1);
      if (ticket.owner !== undefined) homes.set(ticket.owner, seat);
      ticket.seat = seat;
      busy.add(ticket);
      ticket
        .work(seat)
        .then(
          (output) => ticket.settle(() => ticket.resolve(output)),
          (error: unknown) => ticket.settle(() => ticket.reject(error)),
        )
        .finally(() => {
          busy.delete(ticket);
          free.push(seat);
          pump();
        });
    }
  };

  const drop = (ticket: Ticket): void => {
    const place = waiting.indexOf(ticket);
    if (place !== -1) waiting.splice(place, 1);
    // Rejected first: that the thread then dies is no error of the task.
    ticket.settle(() => ticket.reject(cancelled(ticket.task)));
    void ticket.seat?.end();
  };

  return {
    mode: file === null ? 'in-process' : 'threads',
    run: <Name extends TaskName>(task: Name, input: TaskInput<Name>, { signal, owner }: RunOptions = {}) =>
      new Promise<TaskOutput<Name>>((resolve, reject) => {
        if (closed || signal?.aborted) return reject(cancelled(task));
        const onAbort = (): void => drop(ticket);
        let settled = false;
        const ticket: Ticket = {
          task,
          owner,
          seat: null,
          work: (seat) => seat.run({ task, input }),
          resolve: (output) => resolve(output as TaskOutput<Name>),
          reject,
          settle: (finish) => {
            if (settled) return;
            settled = true;
            signal?.removeEventListener('abort', onAbort);
            finish();
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(ticket);
        pump();
      }),
    close: async () => {
      closed = true;
      for (const ticket of [...waiting, ...busy]) drop(ticket);
      await Promise.all([...free, ...[...busy].map((ticket) => ticket.seat)].map((seat) => seat?.end()));
    },
  };
}

/** Runs tasks in this thread, each in a turn of its own so that what waits for the loop comes between. */
function ownThread(): Seat {
  return {
    run: async ({ task, input }) => {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      const { runTask } = await import('./tasks');
      // Cloned as between threads, so that a task that would fail there fails here too.
      return structuredClone(await runTask(task, structuredClone(input)));
    },
    end: () => Promise.resolve(),
  };
}

function cancelled(task: TaskName): AppError {
  return new AppError('cancelled', `The work “${task}” was cancelled.`, { detail: { task } });
}
