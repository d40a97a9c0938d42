import type { WritePhase, WriteProgress } from '../../shared/contract';
import { bytes } from '../../shared/sizes';

/** Progress of a write for people: a line for each tenth of a phase, and one when nothing moves. */
export function createWriteWords(): (progress: WriteProgress) => string | null {
  let phase: WritePhase | null = null;
  let tenth = 0;
  let stalled = false;
  return (progress) => {
    const { done, total, bytesPerSecond, etaMs, bottleneck, stall } = progress;
    if (stall !== null && !stalled) {
      stalled = true;
      return `  nothing has moved since ${stall.since.slice(11, 19)} UTC; waiting for the ${stall.stage}`;
    }
    if (stall === null) stalled = false;
    if (progress.phase !== phase) {
      phase = progress.phase;
      tenth = 0;
    }
    const now = total > 0 ? Math.floor((done / total) * 10) : 0;
    if (now <= tenth || (phase !== 'write' && phase !== 'verify')) return null;
    tenth = now;
    return [
      `  ${phase} ${now * 10} %`,
      ...(bytesPerSecond === null ? [] : [`${bytes(bytesPerSecond)}/s`]),
      ...(bottleneck === null ? [] : [`the ${bottleneck} sets the pace`]),
      ...(etaMs === null ? [] : [`${Math.ceil(etaMs / 1000)} s left`]),
    ].join(', ');
  };
}
