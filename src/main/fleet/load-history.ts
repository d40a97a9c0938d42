import { type LoadSample, liveFacts } from '../../shared/contract';
import type { HostAnswer } from './memory';

/** How many answers of each host are kept. */
const KEPT = 60;

/**
 * The load hosts told of in their latest answers. Kept by the process that asked and not on disk: it shows where a
 * load is going, and after a restart that is not known until hosts have been asked again.
 */
export class LoadHistory {
  private readonly samples = new Map<string, LoadSample[]>();

  /** Takes what these answers say; an answer without a load, or one already known, adds nothing. */
  note(answers: ReadonlyMap<string, HostAnswer>): void {
    for (const [host, answer] of answers) {
      const load = liveFacts.load.safeParse(answer.facts['load']?.value).data;
      const known = this.samples.get(host) ?? [];
      if (!answer.reachable || load === undefined || (known.at(-1)?.at ?? '') >= answer.at) continue;
      this.samples.set(host, [...known, { at: answer.at, one: load.one }].slice(-KEPT));
    }
  }

  /** By host, oldest first. */
  read(): Record<string, LoadSample[]> {
    return Object.fromEntries(this.samples);
  }
}
