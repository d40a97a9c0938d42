import {
  type FleetSource,
  type QuestionAnswer,
  type QuestionInput,
  type QuestionName,
  questions,
} from './questions';
import { FleetFiles } from './reading/files';
import type { DiskLook } from './reading/disk-look';
import { lookAt } from './reading/last-readings';
import { readFleet } from './reading/read-fleet';
import { ViewTeller } from './source-view';

export interface ReadRequest {
  /** Folder of flake.nix. */
  readonly dir: string;
  readonly featureRoots?: readonly string[];
}

/** Answers questions from a fleet's source; the same in this thread or on the worker thread that owns the fleet. */
export interface FleetReader {
  /** Throws what reading throws (see {@link readFleet}), and what the question does. */
  ask<Name extends QuestionName>(
    name: Name,
    of: ReadRequest,
    input: QuestionInput<Name>,
  ): Promise<QuestionAnswer<Name>>;
}

/** A question as it crosses between threads. */
export interface FleetQuestion {
  readonly name: QuestionName;
  readonly of: ReadRequest;
  readonly input: QuestionInput<QuestionName>;
}

/** Answers in the thread that asks: right for a command that ends, and inside a worker. */
export const readerInThisThread: FleetReader = {
  ask: async (name, of, input) => {
    const answer = questions[name] as (
      source: FleetSource,
      given: typeof input,
    ) => QuestionAnswer<typeof name>;
    return answer(sourceOf(of), input);
  },
};

/** Who tells what is news, by fleet and the roots that were asked for. */
const tellers = new Map<string, ViewTeller>();
/** As many as there are readings kept; a teller that was dropped only means that all is told again. */
const MAX_TELLERS = 8;

function sourceOf({ dir, featureRoots }: ReadRequest): FleetSource {
  // Everything that one question reads was on disk at one time.
  let look: DiskLook | undefined;
  const read: FleetSource['read'] = (overlay) => {
    look ??= lookAt(dir, featureRoots);
    return readFleet(dir, { overlay, featureRoots, look });
  };
  return {
    dir,
    read,
    text: (file) => new FleetFiles(dir).text(file),
    change: (since) => tellerOf(JSON.stringify([dir, featureRoots])).since(since, read()),
  };
}

function tellerOf(key: string): ViewTeller {
  const teller = tellers.get(key) ?? new ViewTeller();
  tellers.delete(key);
  tellers.set(key, teller);
  const [oldest] = tellers.keys();
  if (tellers.size > MAX_TELLERS && oldest !== undefined) tellers.delete(oldest);
  return teller;
}
