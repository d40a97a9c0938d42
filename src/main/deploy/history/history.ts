import { AppError, type Run, type RunDetails, type RunQuery } from '../../../shared/contract';
import type { Jobs } from '../../jobs';
import { markdownHead, runAsJson, runAsMarkdown } from './export';
import type { RunJournal } from './run-journal';
import { readRunLog } from './run-log';
import { matching, wordsMissing, wordsOf } from './search';

/** What a reader wants of the history. */
export interface HistoryQuery extends RunQuery {
  readonly skip?: number | undefined;
  readonly limit?: number | undefined;
}

/** Questions about the runs that happened. */
export class History {
  readonly #jobs: Jobs;
  readonly #journal: RunJournal;

  constructor(jobs: Jobs, journal: RunJournal) {
    this.#jobs = jobs;
    this.#journal = journal;
  }

  async find(query: HistoryQuery): Promise<{ runs: Run[]; total: number }> {
    const all = await this.#search(query);
    const { skip = 0, limit = all.length } = query;
    return { runs: all.slice(skip, skip + limit), total: all.length };
  }

  /** Throws `unknown-run`. */
  async details(id: string): Promise<RunDetails> {
    const run = (await this.#journal.list(await this.#jobs.list())).find((one) => one.id === id);
    if (!run) {
      throw new AppError('unknown-run', `There is no run ${id}.`, {
        hint: 'See the runs with `snowfleet runs`.',
        detail: { run: id },
      });
    }
    return { run, ...(await readRunLog(this.#jobs, run)) };
  }

  /** A piece of text for each run, newest first; Markdown has a head before. */
  async *export(
    query: RunQuery,
    how: { readonly format: 'jsonl' | 'markdown'; readonly logs: boolean },
  ): AsyncGenerator<string> {
    const runs = await this.#search(query);
    if (how.format === 'markdown') yield markdownHead(runs.length, new Date());
    for (const run of runs) {
      const details = { run, ...(await readRunLog(this.#jobs, run)) };
      yield how.format === 'markdown' ? runAsMarkdown(details, how.logs) : runAsJson(details, how.logs);
    }
  }

  async #search(query: RunQuery): Promise<Run[]> {
    const words = wordsOf(query.text);
    const found: Run[] = [];
    for (const run of matching(await this.#journal.list(await this.#jobs.list()), query)) {
      const missing = wordsMissing(run, words);
      const inLog = missing.length === 0 ? [] : await this.#jobs.says(run.id, missing);
      if (inLog.length === missing.length) found.push(run);
    }
    return found;
  }
}
