import { connect, createServer, type Server, type Socket } from 'node:net';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Terminal, TerminalLayout } from '../../shared/contract';
import { PIPE_RESUME, PIPE_WINDOW, type Frame, type Pipe } from '../../shared/pipe';
import { resolveHome } from '../state';
import { createSsh } from './ssh';
import { createTerminals, type Terminals } from './terminals';
import { KEPT_BYTES } from './terminal/flow';
import { mayPass, retryDelay } from './terminal/retry';
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
    take: (channel: number, have: number | null = null) => give({ kind: 'take', channel, have }),
    type: (channel: number, text: string) => give({ kind: 'data', channel, bytes: Buffer.from(text) }),
    begins: (channel: number) =>
      frames.filter((f) => f.kind === 'begin').filter((f) => f.channel === channel),
    ended: (channel: number) => frames.some((f) => f.kind === 'end' && f.channel === channel),
    close: () => closers.forEach((listener) => listener()),
  };
}

/** Passes connections on to the sshd, and can cut them all or refuse them. */
async function createCable(to: () => number) {
  const sockets = new Set<Socket>();
  let pluggedIn = true;
  const server: Server = createServer((near) => {
    if (!pluggedIn) return void near.destroy();
    const far = connect(to(), '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    cut() {
      pluggedIn = false;
      for (const socket of sockets) socket.destroy();
    },
    plug: () => void (pluggedIn = true),
    close: () => server.close(),
  };
}

let sshd: TestSshd;
let cable: Awaited<ReturnType<typeof createCable>>;
let ssh: Ssh;
let terminals: Terminals;
const detaches: (() => void)[] = [];
const size = { host: 'testhost', cols: 80, rows: 24 };
const options = { retryMs: () => 60 };

function client(acknowledge = true) {
  const made = createClient(acknowledge);
  detaches.push(terminals.attach(made.pipe));
  return made;
}

const stateOf = (id: number): Terminal | undefined => terminals.list().find((one) => one.id === id);

async function stands(id: number, state: Terminal['state']): Promise<Terminal> {
  await expect.poll(() => stateOf(id)?.state, { timeout: 8000, interval: 10 }).toBe(state);
  return stateOf(id) as Terminal;
}

async function opened(reader: ReturnType<typeof client>, of: Terminals = terminals): Promise<number> {
  const { id, state } = of.open(size);
  expect(state).toBe('connecting');
  reader.take(id);
  await stands(id, 'open');
  return id;
}

beforeAll(async () => {
  sshd = await createTestSshd(['PrintMotd no', 'PrintLastLog no']);
  cable = await createCable(() => sshd.port);
  const config = readFileSync(sshd.configFile, 'utf8').replace(/Port \d+/, `Port ${cable.port}`);
  writeFileSync(sshd.configFile, config);
  writeFileSync(sshd.knownHosts, `[127.0.0.1]:${cable.port} ${sshd.hostKey}\n`);
  ssh = createSsh({
    home: resolveHome({ SNOWFLEET_HOME: sshd.dir }),
    env: { ...process.env, SSH_AUTH_SOCK: '' },
  });
  terminals = createTerminals({ ssh, reach: async () => sshd.reach, ...options });
});
afterEach(() => {
  for (const detach of detaches.splice(0)) detach();
  for (const { id } of terminals.list()) terminals.close({ id });
  cable.plug();
});
afterAll(async () => {
  terminals.closeAll();
  await ssh.close();
  cable.close();
  await sshd.remove();
});

describe('terminals', () => {
  it('carries several at once on one pipe, resizes, and tells the exit code', async () => {
    const page = client();
    const [one, two] = [await opened(page), await opened(page)];
    page.type(one, 'echo first-$((40+2))\n');
    page.type(two, 'stty -echo; stty size\n');
    await expect.poll(() => page.text(one), { timeout: 8000 }).toContain('first-42');
    await expect.poll(() => page.text(two), { timeout: 8000 }).toContain('24 80');
    terminals.resize({ id: two, cols: 132, rows: 43 });
    page.type(two, 'stty size; exit 5\n');
    expect(await stands(two, 'ended')).toMatchObject({ exitCode: 5, signal: null, nextTry: null });
    await expect.poll(() => page.text(two), { timeout: 8000 }).toContain('43 132');
    expect(page.text(two)).not.toContain('first-42');
    expect(stateOf(one)).toMatchObject({ state: 'open', exitCode: null });
    expect(page.frames.filter((f) => f.kind === 'ack' && f.channel === two)).toHaveLength(2);
    terminals.close({ id: one });
    expect(() => terminals.resize({ ...size, id: one })).toThrow(/no terminal/);
  });

  it('stops reading at the window until its reader acknowledges, and loses nothing', async () => {
    const page = client(false);
    const id = await opened(page);
    const wanted = 4 * PIPE_WINDOW;
    page.type(id, `stty -echo -opost; head -c ${wanted} /dev/zero | tr '\\0' x; echo; echo do""ne\n`);
    await expect.poll(() => page.data(id).length, { timeout: 8000 }).toBe(PIPE_WINDOW);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(page.data(id).length).toBe(PIPE_WINDOW);
    // Down to a byte above where it goes on: what was read already comes, nothing new is read.
    page.give({ kind: 'ack', channel: id, count: PIPE_WINDOW / 2 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(page.data(id).length - PIPE_WINDOW).toBeLessThanOrEqual(PIPE_WINDOW / 2);
    let acknowledged = PIPE_WINDOW / 2;
    await expect
      .poll(
        () => {
          const seen = page.data(id).length;
          page.give({ kind: 'ack', channel: id, count: seen - acknowledged });
          acknowledged = seen;
          return page.text(id).includes('done');
        },
        { timeout: 10_000, interval: 10 },
      )
      .toBe(true);
    expect(page.text(id).match(/x/g)?.length).toBeGreaterThanOrEqual(wanted);
    expect(PIPE_RESUME).toBeLessThan(PIPE_WINDOW);
  });

  it('gives a page that comes back what it missed, byte for byte, and a fresh one the latest output', async () => {
    const first = client();
    const id = await opened(first);
    first.type(id, `exec sh -c 'stty -echo; echo ear""ly; while read -r line; do eval "$line"; done'\n`);
    await expect.poll(() => first.text(id), { timeout: 8000 }).toMatch(/early\r\n$/);
    const have = first.data(id).length;
    first.type(id, 'sleep 0.2; echo mis""sed\n');
    first.close();
    await new Promise((resolve) => setTimeout(resolve, 500));

    const back = client();
    back.take(id, have);
    expect(back.begins(id)).toMatchObject([{ at: have, live: have }]);
    await expect.poll(() => back.text(id), { timeout: 8000 }).toBe('missed\r\n');

    const fresh = client();
    fresh.take(id);
    expect(back.ended(id)).toBe(true);
    expect(stateOf(id)?.shown).toBe(true);
    expect(fresh.begins(id)).toMatchObject([{ at: 0, live: have + 'missed\r\n'.length }]);
    await expect.poll(() => fresh.text(id), { timeout: 8000 }).toMatch(/early\r\nmissed\r\n$/);
    // Only who took it types.
    back.type(id, 'echo wr""ong\n');
    fresh.type(id, 'echo ri""ght\n');
    await expect.poll(() => fresh.text(id), { timeout: 8000 }).toContain('right');
    expect(fresh.text(id)).not.toContain('wrong');
    expect(back.text(id)).toBe('missed\r\n');
    // The window from which it was taken learns that it may have it again.
    let told = 0;
    const stop = terminals.onChange(() => (told += 1));
    fresh.close();
    stop();
    expect([told, stateOf(id)?.shown]).toEqual([1, false]);
  });

  it('lets a program go on while nobody reads, in bounded memory', async () => {
    const page = client(false);
    const id = await opened(page);
    const marker = join(sshd.dir, 'went-on');
    page.type(id, `stty -echo; seq 1 400000; touch ${marker}; echo la""st\n`);
    await expect.poll(() => page.data(id).length, { timeout: 8000 }).toBe(PIPE_WINDOW);
    page.close();
    await expect.poll(() => existsSync(marker), { timeout: 15_000 }).toBe(true);
    const fresh = client();
    fresh.take(id);
    await expect.poll(() => fresh.text(id), { timeout: 8000 }).toMatch(/399999\r\n400000\r\nlast/);
    expect(fresh.text(id)).toMatch(/^\d+\r\n/);
    const [begin] = fresh.begins(id);
    expect((begin?.live ?? 0) - (begin?.at ?? 0)).toBeLessThanOrEqual(PIPE_WINDOW);
    // All of it was read by somebody now: only what a fresh page is shown is kept.
    const third = client();
    third.take(id);
    const [kept] = third.begins(id);
    expect(kept?.at).toBeGreaterThan(2 * PIPE_WINDOW);
    expect((kept?.live ?? 0) - (kept?.at ?? 0)).toBeLessThanOrEqual(KEPT_BYTES);
    await expect.poll(() => third.text(id)).toMatch(/^\d+\r\n[^]*400000\r\nlast/);
  });
});

describe('a terminal whose connection breaks', () => {
  it('keeps its output, comes back by itself, and says so', async () => {
    const page = client();
    const id = await opened(page);
    page.type(id, 'printf "\\033[?1049h"; echo before-$((1+1))\n');
    await expect.poll(() => page.text(id), { timeout: 8000 }).toContain('before-2');
    cable.cut();
    expect(await stands(id, 'lost')).toMatchObject({ exitCode: null });
    await expect.poll(() => stateOf(id)?.error?.code, { timeout: 8000 }).toBe('unreachable');
    cable.plug();
    await stands(id, 'open');
    expect(page.text(id)).toContain('before-2');
    await expect
      .poll(() => page.text(id))
      // oxlint-disable-next-line no-control-regex -- the screen is brought back to how a shell expects it
      .toMatch(/\x1b\[\?1049l.*connection lost at \d\d:\d\d:\d\d, back at/s);
    page.type(id, 'echo after-$((1+1))\n');
    await expect.poll(() => page.text(id), { timeout: 8000 }).toContain('after-2');
    expect(stateOf(id)).toMatchObject({ error: null, nextTry: null });
  });

  it('waits for somebody to look', async () => {
    const page = client();
    const id = await opened(page);
    page.close();
    cable.cut();
    await stands(id, 'lost');
    cable.plug();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stateOf(id)).toMatchObject({ state: 'lost', nextTry: null });
    client().take(id);
    await stands(id, 'open');
  });

  it('is not tried again when the login is refused', async () => {
    const page = client();
    const id = await opened(page);
    const keys = join(sshd.dir, 'authorized_keys');
    const known = readFileSync(keys);
    writeFileSync(keys, '');
    try {
      cable.cut();
      await stands(id, 'lost');
      cable.plug();
      expect(await stands(id, 'failed')).toMatchObject({
        error: { code: 'authentication-failed' },
        nextTry: null,
      });
      const refusals = (): number =>
        sshd.log().match(/Connection (?:closed|reset) by authenticating/g)?.length ?? 0;
      await expect.poll(refusals, { timeout: 8000 }).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(refusals()).toBe(1);
      expect(stateOf(id)?.state).toBe('failed');
    } finally {
      writeFileSync(keys, known);
    }
    terminals.reconnect({ ...size, id });
    await stands(id, 'open');
  });

  it('is not tried again when it never was open, nor when the shell ended', async () => {
    const page = client();
    const ended = await opened(page);
    page.type(ended, 'exit\n');
    await stands(ended, 'ended');
    cable.cut();
    const { id } = terminals.open(size);
    page.take(id);
    expect(await stands(id, 'failed')).toMatchObject({ error: { code: 'unreachable' }, nextTry: null });
    cable.plug();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(terminals.list().map(({ state }) => state)).toEqual(['ended', 'failed']);
    expect(terminals.reconnect({ ...size, id: ended }).state).toBe('connecting');
    await stands(ended, 'open');
    await expect.poll(() => page.text(ended)).toContain('a new shell');
  });

  it('closes while it connects, leaving nothing', async () => {
    const { id } = terminals.open(size);
    terminals.close({ id });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(terminals.list()).toEqual([]);
  });
});

describe('the layout', () => {
  const pane = (id: number, terminal: number | null) => ({
    kind: 'pane' as const,
    id,
    host: 'testhost',
    fleet: '/fleet',
    terminal,
  });
  const layout = (terminal: number | null): TerminalLayout => ({
    tabs: [
      {
        id: 1,
        focus: 2,
        root: {
          kind: 'split',
          direction: 'row',
          share: 0.6,
          first: pane(2, terminal),
          second: pane(3, null),
        },
      },
    ],
    active: 1,
  });

  it('survives a restart, without the terminals', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'snowfleet-layout-'));
    try {
      const home = resolveHome({ SNOWFLEET_HOME: dir });
      const made = (): Terminals => createTerminals({ ssh, reach: async () => sshd.reach, home });
      const one = made();
      expect(await one.layout()).toEqual({ tabs: [], active: null });
      await one.setLayout(layout(7));
      expect(await one.layout()).toEqual(layout(7));
      expect(await made().layout()).toEqual(layout(null));
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('opens and reconnects only in the fleet it belongs to', async () => {
    let open = '/one';
    const own = createTerminals({ ssh, reach: async () => sshd.reach, fleet: () => open, ...options });
    expect(() => own.open({ ...size, fleet: '/two' })).toThrow(/belongs to the fleet in \/two/);
    const { id } = own.open({ ...size, fleet: '/one' });
    await expect.poll(() => own.list()[0]?.state, { timeout: 8000 }).toBe('open');
    open = '/two';
    expect(() => own.reconnect({ ...size, id })).toThrow(/belongs to the fleet in \/one/);
    own.closeAll();
  });
});

describe('when a lost connection is tried again', () => {
  it('waits twice as long each time, a minute at most', () => {
    expect([0, 1, 2, 5, 6, 7, 1000].map(retryDelay)).toEqual([
      1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });

  it('is never after what needs a person', () => {
    expect(mayPass(new Error('x'))).toBe(false);
  });
});
