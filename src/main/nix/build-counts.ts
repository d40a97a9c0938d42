import type { NixEvent } from './internal-json';

interface Count {
  readonly type: 'builds' | 'copy-paths';
  readonly done: number;
  readonly expected: number;
  readonly failed: number;
  /** Until its activity has ended. */
  readonly open: boolean;
}

/** What the activities that only count have said, by their ids. */
export class BuildCounts {
  readonly #counts = new Map<string, Count>();
  #changed = false;

  /** Whether anything has changed since this was asked last. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  has(id: string): boolean {
    return this.#counts.has(id);
  }

  start({ id, type, text }: Extract<NixEvent, { kind: 'start' }>): void {
    if (type !== 'builds' && type !== 'copy-paths') return;
    // A builder tells of its own count too; what it builds is counted here already.
    if (type === 'builds' && [...this.#counts.values()].some((one) => one.type === 'builds' && one.open)) {
      return;
    }
    const announced = /^copying (\d+) paths/.exec(text)?.[1];
    this.#counts.set(id, { type, done: 0, expected: Number(announced ?? 0), failed: 0, open: true });
    this.#changed ||= announced !== undefined;
  }

  progress(event: Extract<NixEvent, { kind: 'progress' }>): void {
    const before = this.#counts.get(event.id);
    if (before === undefined) return;
    // Nix corrects what it expected, also downwards, while goals start and end.
    const expected = Math.max(event.expected, event.done);
    if (before.done === event.done && before.expected === expected && before.failed === event.failed) return;
    this.#counts.set(event.id, { ...before, done: event.done, expected, failed: event.failed });
    this.#changed = true;
  }

  stop(id: string): void {
    const counts = this.#counts.get(id);
    if (counts === undefined) return;
    // Nix 2.34 ends a complete run still expecting more.
    const expected = counts.failed === 0 ? counts.done : counts.expected;
    this.#changed ||= expected !== counts.expected;
    this.#counts.set(id, { ...counts, expected, open: false });
  }

  sum(type: Count['type']): { done: number; expected: number; failed: number } {
    const sum = { done: 0, expected: 0, failed: 0 };
    for (const counts of this.#counts.values()) {
      if (counts.type !== type) continue;
      sum.done += counts.done;
      sum.expected += counts.expected;
      sum.failed += counts.failed;
    }
    return sum;
  }
}
