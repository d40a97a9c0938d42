import { describe, expect, it } from 'vitest';
import type { Frame } from '../../shared/pipe';
import { createReader } from './reader';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const NOTHING = new Uint8Array(0);

function harness() {
  const sent: Frame[] = [];
  const drawn: string[] = [];
  const pending: (() => void)[] = [];
  const idle: (() => void)[] = [];
  const paused: (() => void)[] = [];
  const begins: unknown[] = [];
  const lives: unknown[] = [];
  let taken = 0;
  const reader = createReader({
    channel: 7,
    send: (frame) => sent.push(frame),
    write: (piece, done) => {
      drawn.push(new TextDecoder().decode(piece));
      pending.push(done);
    },
    whenIdle: (work) => {
      idle.push(work);
      return () => void idle.splice(idle.indexOf(work), 1);
    },
    soon: (work) => {
      paused.push(work);
      return () => void paused.splice(paused.indexOf(work), 1);
    },
    linesKept: () => 10_000,
    onBegin: (size) => begins.push(size),
    onLive: (told) => lives.push(told),
    onTaken: () => (taken += 1),
  });
  return {
    reader,
    drawn,
    begins,
    lives,
    idle,
    paused,
    taken: () => taken,
    sent: <K extends Frame['kind']>(kind: K) =>
      sent.filter((f): f is Extract<Frame, { kind: K }> => f.kind === kind),
    begin: (at: number, live = at, prologue: Uint8Array = NOTHING) =>
      reader.hear({ kind: 'begin', channel: 7, at, live, cols: 90, rows: 30, prologue }),
    say: (text: string) => reader.hear({ kind: 'data', channel: 7, bytes: bytes(text) }),
    /** Finishes what is being drawn; acknowledgements leave after it. */
    async finish(count = pending.length) {
      for (const done of pending.splice(0, count)) done();
      await Promise.resolve();
    },
  };
}

describe('createReader', () => {
  it('draws, and acknowledges what is drawn in one frame', async () => {
    const { reader, drawn, begin, say, finish, sent } = harness();
    reader.take();
    say('before it was asked');
    begin(0);
    say('one');
    say('two!');
    expect(drawn).toEqual(['one', 'two!']);
    expect(sent('ack')).toEqual([]);
    await finish();
    expect(sent('ack')).toEqual([{ kind: 'ack', channel: 7, count: 7 }]);
  });

  it('asks again from where it stands, and owes nothing for what came before', async () => {
    const { reader, drawn, begin, say, finish, sent } = harness();
    reader.take();
    begin(100);
    say('12345');
    reader.take();
    expect(sent('take').map((f) => f.have)).toEqual([null, 105]);
    say('of the old pipe');
    begin(105);
    await finish();
    expect(sent('ack')).toEqual([]);
    say('6');
    await finish();
    expect(drawn.join('')).toBe('123456');
    expect(sent('ack')).toEqual([{ kind: 'ack', channel: 7, count: 1 }]);
  });

  it('says what is missing', async () => {
    const { reader, drawn, begin, say, lives, finish } = harness();
    begin(0);
    say('abc');
    reader.take();
    begin(2_500_003, 2_500_003, bytes('[modes]'));
    say('def');
    expect(drawn.join('')).toMatch(
      /^abc.*2\.5 MB of output while nobody looked are not kept.*\[modes\]def$/s,
    );
    await finish();
    expect(lives).toEqual([{ restored: false }, { restored: true }]);
  });

  it('knows what was said before anybody listened, to the byte', async () => {
    const { reader, drawn, begin, say, finish, begins, lives } = harness();
    begin(10, 14);
    expect(begins).toEqual([{ cols: 90, rows: 30 }]);
    say('ol');
    await finish();
    expect(lives).toEqual([]);
    say('dnew');
    expect(drawn.splice(0, 1)).toEqual(['ol']);
    expect(drawn).toEqual(['dn', 'ew']);
    expect(reader.replaying).toBe(true);
    await finish(1);
    expect(reader.replaying).toBe(false);
    expect(lives).toEqual([{ restored: false }]);
  });

  it('feeds a hidden screen only when the page is idle, a little at a time, and the rest when it is shown', async () => {
    const { reader, drawn, begin, say, finish, idle, paused, sent } = harness();
    begin(0);
    reader.show(false);
    say('x'.repeat(100_000));
    expect(drawn).toEqual([]);
    expect(idle).toHaveLength(1);
    idle.splice(0).forEach((work) => work());
    expect(drawn.join('').length).toBe(16 * 1024);
    expect(idle).toHaveLength(0);
    await finish();
    expect(idle).toHaveLength(1);
    expect(sent('ack').map((f) => f.count)).toEqual([16 * 1024]);
    reader.show(true);
    expect(idle).toHaveLength(0);
    // No more under way at once than what is drawn in a moment.
    expect(drawn.join('').length).toBe(80 * 1024);
    await finish();
    paused.splice(0).forEach((work) => work());
    expect(drawn.join('').length).toBe(100_000);
  });

  it('pauses after as much as a screen draws in a frame, and not for what is typed and answered', async () => {
    const { drawn, begin, say, finish, paused } = harness();
    begin(0);
    for (let key = 0; key < 50; key++) {
      say('k');
      await finish();
    }
    expect(drawn.splice(0)).toHaveLength(50);
    expect(paused).toHaveLength(0);
    say('y'.repeat(200_000));
    expect(drawn.join('').length).toBe(64 * 1024);
    await finish(3);
    say('z');
    expect(drawn.join('').length).toBe(64 * 1024);
    await finish();
    expect(paused).toHaveLength(1);
    paused.splice(0).forEach((work) => work());
    expect(drawn.join('').length).toBe(128 * 1024);
  });

  it('types only while it has the channel, and within the window', () => {
    const { reader, begin, sent, taken } = harness();
    reader.type(bytes('lost'));
    reader.take();
    reader.type(bytes('kept'));
    expect(sent('data')).toEqual([]);
    begin(0);
    expect(
      sent('data')
        .splice(0)
        .map((f) => new TextDecoder().decode(f.bytes)),
    ).toEqual(['kept']);
    reader.hear({ kind: 'ack', channel: 7, count: 4 });
    reader.type(new Uint8Array(3 * 1024 * 1024));
    const size = (): number => sent('data').reduce((sum, f) => sum + f.bytes.length, -4);
    expect(size()).toBe(1024 * 1024);
    reader.hear({ kind: 'ack', channel: 7, count: 1000 });
    expect(size()).toBe(1024 * 1024 + 1000);
    reader.hear({ kind: 'end', channel: 7 });
    expect(taken()).toBe(1);
    reader.type(bytes('lost too'));
    expect(size()).toBe(1024 * 1024 + 1000);
  });
});
