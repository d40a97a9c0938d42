import type { WritePhase, WriteProgress, WriteStage } from '../../../shared/contract';

/** The speed is that of the last seconds: what it was minutes ago says little of a stick whose cache is full. */
const WINDOW_MS = 4_000;
/** Nothing moved for so long is said; USB sticks pause for a second or two by themselves. */
const STALL_MS = 5_000;

interface Sample {
  readonly at: number;
  readonly bytes: number;
}

/** Follows a write: how far, how fast, how long still, what it waits for. `now` in milliseconds, of a clock that never goes back. */
export class Meter {
  #phase: WritePhase = 'clear';
  #done = 0;
  #total = 0;
  #written = 0;
  #verified = 0;
  #samples: Sample[] = [];
  #moved: number;
  #writeSpeed: number | null = null;
  #bottleneck: WriteStage | null = null;
  readonly #votes: Record<WriteStage, number> = { image: 0, unpack: 0, hash: 0, drive: 0 };

  constructor(
    readonly imageBytes: number,
    /** Told as soon as a phase begins. */
    readonly onPhase: () => void = () => undefined,
    readonly now: () => number = () => performance.now(),
  ) {
    this.#moved = now();
  }

  begin(phase: WritePhase, total: number): void {
    if (this.#phase === 'write') this.#writeSpeed = this.#speed();
    this.#phase = phase;
    this.#done = 0;
    this.#total = total;
    this.#samples = [{ at: this.now(), bytes: 0 }];
    this.#moved = this.now();
    this.#bottleneck = null;
    for (const stage of ['image', 'unpack', 'hash', 'drive'] as const) this.#votes[stage] = 0;
    this.onPhase();
  }

  /** `bytes` more of the phase are done. */
  advance(bytes: number): void {
    this.#done += bytes;
    if (this.#phase === 'write') this.#written += bytes;
    if (this.#phase === 'verify') this.#verified += bytes;
    this.moved();
  }

  /** Bytes of held blocks, which are written and verified at the end. */
  finished(bytes: number): void {
    this.#done += bytes;
    this.#verified += bytes;
    this.moved();
  }

  /** Something happened, though no byte of progress. */
  moved(): void {
    this.#moved = this.now();
  }

  /** What everything else waits for at this moment; asked a few times a second, the majority counts. */
  vote(stage: WriteStage): void {
    for (const name of ['image', 'unpack', 'hash', 'drive'] as const) this.#votes[name] *= 0.9;
    this.#votes[stage] += 1;
    const [first] = (['image', 'unpack', 'hash', 'drive'] as const).toSorted(
      (a, b) => this.#votes[b] - this.#votes[a],
    );
    this.#bottleneck = first ?? null;
  }

  get phase(): WritePhase {
    return this.#phase;
  }

  /** Milliseconds since anything moved. */
  get silentMs(): number {
    return this.now() - this.#moved;
  }

  /** Bytes a second over the last seconds; null before there is anything to measure. */
  get bytesPerSecond(): number | null {
    return this.#speed();
  }

  progress(waitsFor: WriteStage): WriteProgress {
    const silent = this.silentMs;
    return {
      phase: this.#phase,
      done: this.#done,
      total: this.#total,
      written: this.#written,
      verified: this.#verified,
      bytes: this.imageBytes,
      bytesPerSecond: this.#speed(),
      etaMs: this.#eta(),
      bottleneck: this.#bottleneck,
      stall:
        silent < STALL_MS ? null : { since: new Date(Date.now() - silent).toISOString(), stage: waitsFor },
    };
  }

  #speed(): number | null {
    const at = this.now();
    this.#samples.push({ at, bytes: this.#done });
    while (this.#samples.length > 2 && at - this.#samples[1]!.at > WINDOW_MS) this.#samples.shift();
    const first = this.#samples[0]!;
    const ms = at - first.at;
    return ms < 200 ? null : ((this.#done - first.bytes) / ms) * 1000;
  }

  #eta(): number | null {
    const speed = this.#speed();
    const left = this.#total - this.#done;
    switch (this.#phase) {
      case 'check':
      case 'open':
      case 'clear':
        return null;
      case 'write':
        // Reading back is taken for as quick as writing until it is measured: rather too long than too short.
        return speed ? ((left + this.imageBytes) / speed) * 1000 : null;
      case 'flush':
        return this.#writeSpeed ? (this.imageBytes / this.#writeSpeed) * 1000 : null;
      case 'verify':
        return speed ? (left / speed) * 1000 : null;
      case 'finish':
        return 0;
    }
  }
}
