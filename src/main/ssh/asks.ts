import { randomUUID } from 'node:crypto';

import type { Answer, Ask, Question } from '../../shared/contract';

/** Puts questions to whoever sits at a door. */
export interface Asker {
  /**
   * Null when nobody is there to answer, and when the question is taken back by the signal. A question that is
   * open already is not put twice: both get its answer.
   */
  ask(question: Question, signal?: AbortSignal): Promise<Answer | null>;
}

/** Questions and the doors that can answer them. */
export interface Asks extends Asker {
  open(): readonly Ask[];
  /** False when the question is gone. */
  answer(id: string, answer: Answer): boolean;
  /** Called at each change, for as long as somebody can answer. When the last one leaves, open questions lapse. */
  attend(listener: () => void): () => void;
  close(): void;
}

interface Open extends Ask {
  readonly key: string;
  waiting: number;
  readonly settle: (answer: Answer | null) => void;
  readonly settled: Promise<Answer | null>;
}

/** A person far from a keyboard must not hold a login open for ever; as ssh's LoginGraceTime. */
const PATIENCE_MS = 110_000;

export function createAsks(patienceMs = PATIENCE_MS): Asks {
  const open = new Map<string, Open>();
  const attendants = new Set<() => void>();

  const changed = (): void => {
    for (const listener of attendants) listener();
  };
  const put = (key: string, question: Question): Open => {
    const { promise, resolve } = withResolvers<Answer | null>();
    const id = randomUUID();
    const settle = (answer: Answer | null): void => {
      clearTimeout(timer);
      if (!open.delete(id)) return;
      resolve(answer);
      changed();
    };
    const timer = setTimeout(() => settle(null), patienceMs);
    timer.unref();
    const ask: Open = {
      id,
      at: new Date().toISOString(),
      question,
      key,
      waiting: 0,
      settle,
      settled: promise,
    };
    open.set(id, ask);
    changed();
    return ask;
  };

  return {
    async ask(question, signal) {
      if (attendants.size === 0 || signal?.aborted) return null;
      const key = JSON.stringify(question);
      const ask = [...open.values()].find((one) => one.key === key) ?? put(key, question);
      ask.waiting += 1;
      const { promise: takenBack, resolve } = withResolvers<null>();
      const onAbort = (): void => resolve(null);
      signal?.addEventListener('abort', onAbort, { once: true });
      const answer = await Promise.race([ask.settled, takenBack]);
      signal?.removeEventListener('abort', onAbort);
      ask.waiting -= 1;
      if (ask.waiting === 0) ask.settle(null);
      return answer;
    },
    open: () => [...open.values()].map(({ id, at, question }) => ({ id, at, question })),
    answer(id, answer) {
      const ask = open.get(id);
      ask?.settle(answer);
      return ask !== undefined;
    },
    attend(listener) {
      const own = (): void => listener();
      attendants.add(own);
      return () => {
        attendants.delete(own);
        if (attendants.size === 0) for (const ask of open.values()) ask.settle(null);
      };
    },
    close() {
      attendants.clear();
      for (const ask of open.values()) ask.settle(null);
    },
  };
}

/** Nobody to ask: for programs without a person in front of them. */
export const nobody: Asker = { ask: async () => null };

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
