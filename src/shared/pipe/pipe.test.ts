import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, type Frame } from '.';

const channel = fc.integer({ min: 0, max: 0xffffffff });
const offset = fc.maxSafeNat();
const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ kind: fc.constant('data' as const), channel, bytes: fc.uint8Array() }),
  fc.record({ kind: fc.constant('ack' as const), channel, count: fc.integer({ min: 0, max: 0xffffffff }) }),
  fc.record({ kind: fc.constant('end' as const), channel }),
  fc.record({ kind: fc.constant('take' as const), channel, have: fc.option(offset) }),
  fc.record({
    kind: fc.constant('begin' as const),
    channel,
    at: offset,
    live: offset,
    cols: fc.integer({ min: 0, max: 0xffff }),
    rows: fc.integer({ min: 0, max: 0xffff }),
    prologue: fc.uint8Array(),
  }),
);

describe('frames of the pipe', () => {
  it('come out as they went in', () => {
    fc.assert(
      fc.property(frame, (given) => {
        expect(decodeFrame(encodeFrame(given))).toEqual(given);
      }),
    );
  });

  it('are null where the bytes are none, and never throw', () => {
    for (const bytes of [
      [],
      [0, 0, 0, 0],
      [9, 0, 0, 0, 1],
      [1, 0, 0, 0, 1, 2],
      [2, 0, 0, 0, 1, 0],
      [3, 0, 0, 0, 1],
    ]) {
      expect(decodeFrame(Uint8Array.from(bytes))).toBeNull();
    }
    for (const wrong of [Number.NaN, -2, 0.5, Number.POSITIVE_INFINITY, 2 ** 60]) {
      expect(decodeFrame(encodeFrame({ kind: 'take', channel: 1, have: wrong }))).toBeNull();
      const begin = { kind: 'begin' as const, channel: 1, cols: 1, rows: 1, prologue: new Uint8Array(0) };
      expect(decodeFrame(encodeFrame({ ...begin, at: wrong, live: 0 }))).toBeNull();
      expect(decodeFrame(encodeFrame({ ...begin, at: 0, live: wrong }))).toBeNull();
    }
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(() => decodeFrame(bytes)).not.toThrow();
      }),
    );
  });
});
