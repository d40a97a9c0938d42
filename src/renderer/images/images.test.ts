import { describe, expect, it } from 'vitest';
import type { JobState, JobStep, WriteProgress } from '../../shared/contract';
import { blockMap } from './cells';
import { forgetAbsent, noteJob, setImagesState, useImagesState } from './images-store';
import { endWords, etaWords, fineBytes, isConfirmed, speedWords } from './words';

const MEGA = 1e6;

function progress(change: Partial<WriteProgress>): WriteProgress {
  return {
    phase: 'write',
    done: 0,
    total: 0,
    written: 0,
    verified: 0,
    bytes: 3200 * MEGA,
    bytesPerSecond: null,
    etaMs: null,
    bottleneck: null,
    stall: null,
    ...change,
  };
}

describe('what a write that ended early has made of the drive', () => {
  const ended = (state: JobState, ...states: JobStep['state'][]): string =>
    endWords({
      state,
      steps: ['check', 'open', 'clear', 'write'].map((id, index) => ({
        id,
        title: id,
        weight: 1,
        state: states[index] ?? 'skipped',
        fraction: null,
      })),
    });

  it('nothing, as long as clearing had not begun', () => {
    expect(ended('failed', 'failed')).toBe('Not written: the drive is as it was.');
    expect(ended('cancelled', 'done', 'failed')).toBe('Cancelled. The drive is as it was.');
    expect(ended('cancelled', 'done', 'done', 'failed')).toContain('does not start');
    expect(ended('failed', 'done', 'done', 'done', 'failed')).toContain('does not start');
  });

  it('nobody knows, where Snowfleet itself ended after it had asked for the drive', () => {
    expect(ended('interrupted', 'running', 'waiting', 'waiting', 'waiting')).toContain('as it was');
    expect(ended('interrupted', 'done', 'running', 'waiting', 'waiting')).toContain('does not start');
  });
});

describe('the map of a write', () => {
  it('has 320 cells of whole megabytes, and shows where it is', () => {
    const map = blockMap(progress({ written: 25 * MEGA }), []);
    expect([map.cells.length, map.cellBytes, map.at]).toEqual([320, 10 * MEGA, 2]);
    expect(map.cells.slice(0, 4)).toEqual(['written', 'written', 'waiting', 'waiting']);
  });

  it('tells verified from written, and leaves out what is empty', () => {
    const half = progress({ phase: 'verify', written: 3200 * MEGA, verified: 20 * MEGA });
    const map = blockMap(half, [{ from: 30 * MEGA, to: 60 * MEGA - 1 }]);
    expect(map.cells.slice(0, 7)).toEqual([
      'verified',
      'verified',
      'written',
      'empty',
      'empty',
      'written',
      'written',
    ]);
    expect(map.at).toBe(2);
    expect(blockMap(progress({ phase: 'flush', written: 5 }), []).at).toBeNull();
  });

  it('is small for a small image, and covers all of it', () => {
    const map = blockMap(progress({ bytes: 1001, written: 1001, verified: 1001 }), []);
    expect(map.cells.every((cell) => cell === 'verified')).toBe(true);
    expect(map.cells.length * map.cellBytes).toBeGreaterThanOrEqual(1001);
    expect(map.at).toBeNull();
  });
});

it('says sizes, speeds and what is left', () => {
  expect(
    [3_600_000_000_000, 57_300_000_000, 3_210_000_000, 300_000_000, 8_400_000, 900].map(fineBytes),
  ).toEqual(['3.6 TB', '57.3 GB', '3.21 GB', '300 MB', '8.4 MB', '900 B']);
  expect([speedWords(22_400_000), speedWords(170_000_000)]).toEqual(['22.4 MB/s', '170 MB/s']);
  expect([null, 200, 37_000, 83_000, 7_500_000].map((etaMs) => etaWords(progress({ etaMs })))).toEqual([
    '',
    '1 s left',
    '37 s left',
    '1 min 23 s left',
    '2 h 5 min left',
  ]);
});

it('takes the name of a drive in any case, and nothing else', () => {
  expect(isConfirmed(' ultra fit ', 'Ultra Fit')).toBe(true);
  expect(isConfirmed('ultra fit', 'Ultra  Fit')).toBe(true);
  expect(isConfirmed('Ultra', 'Ultra Fit')).toBe(false);
  expect(isConfirmed('', 'Ultra Fit')).toBe(false);
});

it('forgets the write of a drive that is gone, so that another at its path is not taken for it', () => {
  setImagesState({ jobs: {} });
  noteJob({ path: '/dev/sdc', contents: [] }, 'j1');
  noteJob({ path: '/dev/sdd', contents: [] }, 'j2');
  forgetAbsent(new Set(['/dev/sdd']));
  expect(useImagesState.getState().jobs).toEqual({ '/dev/sdd': 'j2' });
});
