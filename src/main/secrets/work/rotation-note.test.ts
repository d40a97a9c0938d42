import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dueOn, rotationAt, withRotation } from './rotation-note';
import { rotationIn, withRotationIn } from './rotation-table';

const TEXT = `{
  "a.age".publicKeys = [ me ]; # rotated 2026-01-31
  "b.age".publicKeys = [ me ];
  # for the cache, rotated by hand
  # rotated 2026-02-01, every 90 days
  "c.age".publicKeys = [ me ];
}
`;

describe('the note of a rotation', () => {
  it('is read from the line of the rule or the one above, not from another rule', () => {
    expect(rotationAt(TEXT, { line: 2 })).toEqual({ on: '2026-01-31', every: null });
    expect(rotationAt(TEXT, { line: 3 })).toBeNull();
    expect(rotationAt(TEXT, { line: 6 })).toEqual({ on: '2026-02-01', every: 90 });
  });

  it('is written where it stands, else above the rule, and read again', () => {
    const now = { on: '2026-11-26', every: 30 };
    for (const line of [2, 6]) {
      const written = withRotation(TEXT, { line }, now);
      expect(written.split('\n')).toHaveLength(TEXT.split('\n').length);
      expect(rotationAt(written, { line })).toEqual(now);
    }
    const written = withRotation(TEXT, { line: 3 }, now);
    expect(written).toContain('\n  # rotated 2026-11-26, every 30 days\n  "b.age"');
    expect(rotationAt(written, { line: 4 })).toEqual(now);
    expect(rotationAt(written, { line: 2 })).toEqual({ on: '2026-01-31', every: null });
  });

  it('tells when it is due', () => {
    expect(dueOn({ on: '2026-01-31', every: 30 })).toBe('2026-03-02');
    expect(dueOn({ on: '2026-01-31', every: null })).toBeNull();
    expect(dueOn({ on: '2026-99-31', every: 3 })).toBeNull();
  });
});

describe('a table of rotations, as the bundled fleet has one', () => {
  const TABLE = readFileSync(join(import.meta.dirname, '../../../../fleet/secrets/rotation.nix'), 'utf8');

  it('is read and written in its place, and everything else stays', () => {
    const before = rotationIn(TABLE, 'k3s-token');
    expect(before).toEqual({ on: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), every: 365 });
    const written = withRotationIn(TABLE, 'k3s-token', { on: '2026-11-26', every: 365 });
    expect(rotationIn(written, 'k3s-token')).toEqual({ on: '2026-11-26', every: 365 });
    const lines = written.split('\n');
    expect(TABLE.split('\n').filter((line, index) => line !== lines[index])).toHaveLength(1);
    expect(
      rotationIn(withRotationIn(TABLE, 'k3s-token', { on: '2026-11-26', every: 30 }), 'k3s-token'),
    ).toEqual({
      on: '2026-11-26',
      every: 30,
    });
    expect(rotationIn(TABLE, 'not-there')).toBeNull();
  });
});
