import { describe, expect, it } from 'vitest';
import { PIPE_RESUME, PIPE_WINDOW, type Frame, type Pipe } from '../../../shared/pipe';
import { createFlow, KEPT_BYTES } from './flow';

const SIZE = { cols: 80, rows: 24 };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function createPipe(): Pipe & { readonly frames: Frame[]; received(): number } {
  const frames: Frame[] = [];
  return {
    frames,
    send: (frame) => frames.push(frame),
    onFrame: () => () => undefined,
    onClose: () => () => undefined,
    received: () => frames.reduce((sum, frame) => sum + (frame.kind === 'data' ? frame.bytes.length : 0), 0),
  };
}

function createSource() {
  const calls: string[] = [];
  return { calls, pause: () => void calls.push('pause'), resume: () => void calls.push('resume') };
}

describe('createFlow', () => {
  it('pauses its source at the window, and resumes it only when little is left', async () => {
    const flow = createFlow(1);
    const [source, pipe] = [createSource(), createPipe()];
    flow.from(source);
    flow.take(pipe, null, SIZE);
    flow.append(Buffer.alloc(PIPE_WINDOW - 1));
    expect(source.calls).toEqual([]);
    // What was under way when it was paused still comes, and is kept.
    flow.append(Buffer.alloc(100_001));
    expect(source.calls).toEqual(['pause']);
    await turn();
    expect(pipe.received()).toBe(PIPE_WINDOW);
    flow.acknowledge(PIPE_WINDOW / 2);
    expect(pipe.received()).toBe(PIPE_WINDOW + 100_000);
    flow.acknowledge(PIPE_WINDOW / 2 + 100_000 - PIPE_RESUME - 1);
    expect(source.calls).toEqual(['pause']);
    flow.acknowledge(1);
    expect(source.calls).toEqual(['pause', 'resume']);
  });

  it('does not believe in more than it sent', async () => {
    const flow = createFlow(1);
    const [source, pipe] = [createSource(), createPipe()];
    flow.from(source);
    flow.take(pipe, null, SIZE);
    flow.acknowledge(1e9);
    flow.append(Buffer.alloc(PIPE_WINDOW));
    await turn();
    expect(source.calls).toEqual(['pause']);
    expect(pipe.received()).toBe(PIPE_WINDOW);
  });

  it('lets the source go on when the reader leaves, and keeps the latest', async () => {
    const flow = createFlow(1);
    const [source, gone, fresh] = [createSource(), createPipe(), createPipe()];
    flow.from(source);
    flow.take(gone, null, SIZE);
    flow.append(Buffer.alloc(PIPE_WINDOW, 'a'));
    flow.leave();
    expect(source.calls).toEqual(['pause', 'resume']);
    flow.append(Buffer.alloc(5 * PIPE_WINDOW, 'b'));
    expect(source.calls).toEqual(['pause', 'resume']);
    await turn();
    expect(gone.received()).toBe(0);
    flow.take(fresh, null, SIZE);
    await turn();
    expect(fresh.received()).toBe(PIPE_WINDOW);
    flow.acknowledge(PIPE_WINDOW);
    const again = createPipe();
    flow.take(again, null, SIZE);
    expect(fresh.frames.at(-1)?.kind).toBe('end');
    expect(again.frames[0]).toMatchObject({ kind: 'begin', at: 6 * PIPE_WINDOW - KEPT_BYTES, ...SIZE });
  });

  it('sends what arrives in one turn in one frame', async () => {
    const flow = createFlow(1);
    const pipe = createPipe();
    flow.take(pipe, null, SIZE);
    for (let n = 0; n < 50; n++) flow.append(Buffer.from('x'));
    await turn();
    expect(pipe.frames.map(({ kind }) => kind)).toEqual(['begin', 'data']);
  });
});
