import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PIPE_WINDOW, type Frame, type Pipe } from '../../shared/pipe';
import { resolveHome } from '../state';
import { createSsh } from './ssh';
import { createTerminals, type Terminals } from './terminals';
import { createTestSshd, type TestSshd } from './testing/sshd';
import type { Ssh } from './types';

/** A client at the other end of a pipe, in memory. */
function createClient(acknowledge = true) {
  const frames: Frame[] = [];
  const inbound = new Set<(frame: Frame) => void>();
  const closers = new Set<() => void>();
  const give = (frame: Frame): void => inbound.forEach((listener) => listener(frame));
  const pipe: Pipe = {
    send: (frame) => {
      frames.push(frame);
      if (acknowledge && frame.kind === 'data') {
        queueMicrotask(() => give({ kind: 'ack', channel: frame.channel, count: frame.bytes.length }));
      }
    },
    onFrame: (listener) => {
      inbound.add(listener);
      return () => inbound.delete(listener);
    },
    onClose: (listener) => {
      closers.add(listener);
      return () => closers.delete(listener);
    },
  };
  const data = (channel: number): Buffer =>
    Buffer.concat(frames.flatMap((f) => (f.kind === 'data' && f.channel === channel ? [f.bytes] : [])));
  return {
    pipe,
    frames,
    give,
    data,
    text: (channel: number) => data(channel).toString(),
    type: (channel: number, text: string) => give({ kind: 'data', channel, bytes: Buffer.from(text) }),
    ended: (channel: number) => frames.some((f) => f.kind === 'end' && f.channel === channel),
    close: () => closers.forEach((listener) => listener()),
  };
}

let sshd: TestSshd;
let ssh: Ssh;
let terminals: Terminals;
const size = { host: 'testhost', cols: 80, rows: 24 };

beforeAll(async () => {
  sshd = await createTestSshd();
  ssh = createSsh({
    home: resolveHome({ SNOWFLEET_HOME: sshd.dir }),
    env: { ...process.env, SSH_AUTH_SOCK: '' },
  });
  terminals = createTerminals({ ssh, reach: async () => sshd.reach });
});
afterAll(async () => {
  terminals.closeAll();
  await ssh.close();
  await sshd.remove();
});

describe('terminals', () => {
  it('carries several at once on one pipe, resizes, and tells the exit code', async () => {
    const client = createClient();
    const detach = terminals.attach(client.pipe);
    const [one, two] = await Promise.all([terminals.open(size), terminals.open(size)]);
    client.type(one.id, 'echo first-$((40+2))\n');
    client.type(two.id, 'stty -echo; stty size\n');
    await expect.poll(() => client.text(one.id), { timeout: 5000 }).toContain('first-42');
    await expect.poll(() => client.text(two.id), { timeout: 5000 }).toContain('24 80');
    terminals.resize({ id: two.id, cols: 132, rows: 43 });
    client.type(two.id, 'stty size; exit 5\n');
    await expect.poll(() => client.ended(two.id), { timeout: 5000 }).toBe(true);
    expect(client.text(two.id)).toContain('43 132');
    expect(client.text(two.id)).not.toContain('first-42');
    expect(terminals.list()).toEqual([
      { ...one, open: true, exitCode: null },
      { ...two, open: false, exitCode: 5 },
    ]);
    const typed = client.frames.filter((f) => f.kind === 'ack' && f.channel === two.id);
    expect(typed.length).toBe(2);
    terminals.close({ id: one.id });
    terminals.close({ id: two.id });
    expect(terminals.list()).toEqual([]);
    expect(() => terminals.resize({ id: one.id, cols: 10, rows: 10 })).toThrow(/no terminal/);
    detach();
  });

  it('stops reading at the window until its reader acknowledges, and loses nothing', async () => {
    const client = createClient(false);
    const detach = terminals.attach(client.pipe);
    const { id } = await terminals.open(size);
    const wanted = 3 * PIPE_WINDOW;
    client.type(id, `stty -echo -opost; head -c ${wanted} /dev/zero | tr '\\0' x; echo; echo do""ne\n`);
    await expect.poll(() => client.data(id).length, { timeout: 5000 }).toBe(PIPE_WINDOW);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(client.data(id).length).toBe(PIPE_WINDOW);
    let acknowledged = 0;
    await expect
      .poll(
        () => {
          const seen = client.data(id).length;
          client.give({ kind: 'ack', channel: id, count: seen - acknowledged });
          acknowledged = seen;
          return client.text(id).includes('done');
        },
        { timeout: 10_000, interval: 10 },
      )
      .toBe(true);
    expect(client.text(id).match(/x/g)?.length).toBeGreaterThanOrEqual(wanted);
    terminals.close({ id });
    detach();
  });

  it('keeps what came before a reader attached, and goes on when one is replaced', async () => {
    const { id } = await terminals.open(size);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const first = createClient();
    terminals.attach(first.pipe);
    first.type(id, 'echo ear""ly\n');
    await expect.poll(() => first.text(id), { timeout: 5000 }).toContain('early');
    first.close();
    const second = createClient();
    const detach = terminals.attach(second.pipe);
    second.type(id, 'echo la""ter\n');
    await expect.poll(() => second.text(id), { timeout: 5000 }).toContain('later');
    expect(first.text(id)).not.toContain('later');
    terminals.close({ id });
    detach();
  });
});
