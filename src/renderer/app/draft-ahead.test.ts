import { describe, expect, it } from 'vitest';
import type { ChangeResult, Draft, Gesture } from '../../shared/contract';
import { withGesture } from './draft-ahead';

const gesture = (id: string, files: string[]): Gesture => ({
  id,
  title: id,
  at: '2026-01-01T00:00:00.000Z',
  files,
  hosts: ['a'],
});
const part = (file: string): string => `--- a/${file}\n+++ b/${file}\n@@ -1 +1 @@\n-x\n+--- a/y\n`;
const draft: Draft = {
  gestures: [gesture('first', ['a.nix'])],
  redo: [gesture('undone', ['c.nix'])],
  files: [{ file: 'a.nix', diff: part('a.nix') }],
  meaning: [],
  evaluation: null,
  outside: [],
  overwritten: [],
  aside: [],
};
const result: ChangeResult = {
  gesture: gesture('second', ['a.nix', 'b.nix']),
  diff: part('a.nix') + part('b.nix'),
  files: ['a.nix', 'b.nix'],
  brings: [],
  needs: [],
};

describe('withGesture', () => {
  it('adds the gesture and the diffs that are its own alone', () => {
    const ahead = withGesture(draft, result);
    expect(ahead.gestures.map(({ id }) => id)).toEqual(['first', 'second']);
    expect(ahead.redo).toEqual([]);
    expect(ahead.files).toEqual([
      { file: 'a.nix', diff: part('a.nix') },
      { file: 'b.nix', diff: part('b.nix') },
    ]);
  });

  it('changes nothing when the core was quicker, or nothing had to be written', () => {
    const known = withGesture(draft, result);
    expect(withGesture(known, result)).toBe(known);
    expect(withGesture(draft, { ...result, gesture: undefined })).toBe(draft);
  });
});
