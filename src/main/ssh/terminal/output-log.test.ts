import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModes } from './modes';
import { createOutputLog, type OutputLog } from './output-log';

function all(log: OutputLog, from: number, limit = 1000): Buffer {
  const pieces: Buffer[] = [];
  for (let at = from; at < log.end;) {
    const piece = log.read(at, limit);
    expect(piece.length).toBeGreaterThan(0);
    pieces.push(piece);
    at += piece.length;
  }
  return Buffer.concat(pieces);
}

describe('createOutputLog', () => {
  it('gives back from any offset what was said, through growing, trimming and blocks', () => {
    const step = fc.record({
      size: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 200_000 })),
      keep: fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 150_000 })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const log = createOutputLog();
        let said = Buffer.alloc(0);
        for (const { size, keep } of steps) {
          const bytes = Buffer.alloc(size, said.length % 251);
          said = Buffer.concat([said, bytes]);
          log.append(bytes);
          log.trim(log.end - keep);
          expect(log.end).toBe(said.length);
          expect(all(log, log.start, 70_000).equals(said.subarray(log.start))).toBe(true);
          if (keep === 0) expect(log.start).toBe(log.end);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not change what was read when more is said', () => {
    const log = createOutputLog();
    log.append(Buffer.from('first'));
    const read = log.read(0, 100);
    log.append(Buffer.alloc(300_000, 'x'));
    expect(read.toString()).toBe('first');
  });

  it('begins at a line, with the modes of what is gone', () => {
    const log = createOutputLog();
    log.append(Buffer.from('\x1b[?2004h\x1b[?1049h\x1b[?1049l\x1b[?25lhalf of a line\r\nwhole\r\n'));
    log.trim(40);
    const { at, prologue } = log.beginning();
    expect(all(log, at).toString()).toBe('whole\r\n');
    expect(prologue.toString()).toBe('\x1b[?2004h\x1b[?25l');
  });

  it('begins at a sequence where a full-screen program draws', () => {
    const log = createOutputLog();
    log.append(Buffer.from('\x1b[?1049h\x1b[5;5Hrest\n of it\x1b[2;2Hnext'));
    log.trim(16);
    const { at, prologue } = log.beginning();
    expect(all(log, at).toString()).toBe('\x1b[2;2Hnext');
    expect(prologue.toString()).toBe('\x1b[?1049h');
  });

  it('keeps a mode that stands in the skipped half of a line', () => {
    const log = createOutputLog();
    log.append(Buffer.from('0123456789 \x1b[?1h rest\nwhole'));
    log.trim(5);
    expect(log.beginning().prologue.toString()).toBe('\x1b[?1h');
  });
});

describe('createModes', () => {
  it('finds them wherever the output is cut', () => {
    const text = Buffer.from('a\x1b[?1;2004h\x1b[31mb\x1b[?7l\x1b[?1lc\x1b[?1006h');
    for (let cut = 0; cut <= text.length; cut++) {
      const modes = createModes();
      modes.read(text.subarray(0, cut));
      modes.read(text.subarray(cut));
      expect(modes.prologue().toString()).toBe('\x1b[?2004h\x1b[?7l\x1b[?1006h');
    }
  });

  it('forgets them at a reset, and does not hold on to what can be no sequence', () => {
    const modes = createModes();
    modes.read(Buffer.from('\x1b[?1049h\x1bc'));
    expect(modes.alternate).toBe(false);
    modes.read(Buffer.from(`\x1b[?${'1;'.repeat(100)}`));
    modes.read(Buffer.from('2004h'));
    expect(modes.prologue().toString()).toBe('');
  });
});
