import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyDelta } from './delta';
import { deltaBetween, unifiedDiff } from './text-diff';

const cases: readonly (readonly [string, string])[] = [
  ['a\nb\nc\n', 'a\nB\nc\n'],
  ['a\nb\nc', 'a\nb\nc\nd'],
  ['a\nb\nc\n', 'a\nc\n'],
  ['', 'x\n'],
  ['x\n', ''],
  ['1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n', '1\n2x\n3\n4\n5\n6\n7\n8\n9\n10\n11y\n12\n'],
];

describe('text differences', () => {
  it.each(cases)('turn %j into %j', (before, after) => {
    expect(applyDelta(before, deltaBetween(before, after), 'f')).toBe(after);
  });

  it.each(cases)('make a patch that git applies: %j to %j', (before, after) => {
    const dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-diff-'));
    try {
      writeFileSync(path.join(dir, 'f'), before);
      execFileSync('git', ['apply', '--unidiff-zero', '-'], {
        cwd: dir,
        input: unifiedDiff('f', before, after),
      });
      expect(readFileSync(path.join(dir, 'f'), 'utf8')).toBe(after);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('touch only what differs within a line', () => {
    expect(deltaBetween('a\n  x = 1; # why\n', 'a\n  x = 2; # why\n')).toEqual([
      { start: 8, removed: '1', inserted: '2' },
    ]);
  });
});
