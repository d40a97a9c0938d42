import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import ssh2, { type Connection as ServerConnection } from 'ssh2';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { resolveHome } from '../../state';
import { createSsh } from '../ssh';
import { person } from '../testing/people';
import { createTestSshd, makeKey } from '../testing/sshd';
import type { Reach, Ssh } from '../types';

const MB = 1024 * 1024;
const BANNER = 30_000;
let dir: string;
let hostKey: string;
let ssh: Ssh;
const asker = person(() => ({ accept: true, value: 'an answer' }));

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-hostile-'));
  hostKey = makeKey(join(dir, 'host_key'));
  const env = { ...process.env, SSH_AUTH_SOCK: '' };
  ssh = createSsh({ home: resolveHome({ SNOWFLEET_HOME: join(dir, 'home') }), env, asker });
});
afterAll(async () => {
  await ssh.close();
  rmSync(dir, { recursive: true, force: true });
});

/** A server of the test's own; the reach to it trusts its key. */
async function listen(
  server: Pick<Server, 'listen' | 'address' | 'close'>,
  ...lines: string[]
): Promise<Reach> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const configFile = join(dir, `config-${port}`);
  const known = join(dir, `known-${port}`);
  writeFileSync(known, `[127.0.0.1]:${port} ${hostKey}\n`);
  const usual = [
    'HostName 127.0.0.1',
    `Port ${port}`,
    `User ${userInfo().username}`,
    `UserKnownHostsFile ${known}`,
    'IdentityFile /nowhere',
    'ConnectTimeout 3',
  ];
  writeFileSync(configFile, ['Host web', ...lines, ...usual, ''].join('\n  '));
  return { host: 'web', source: 'ssh-config', destination: 'web', configFile };
}

/** Writes a piece again and again, as fast as it is taken, up to a limit; counts what was taken. */
function flood(socket: Socket, piece: Buffer, limit: number): { taken: number } {
  const count = { taken: 0 };
  socket.on('error', () => undefined);
  const more = (): void => {
    while (count.taken < limit && !socket.destroyed) {
      count.taken += piece.length;
      if (!socket.write(piece)) return void socket.once('drain', more);
    }
  };
  more();
  return count;
}

async function failureOf(work: Promise<unknown>): Promise<{ error: unknown; ms: number; grown: number }> {
  const started = performance.now();
  const before = process.memoryUsage().rss;
  const error: unknown = await work.then(
    () => new Error('it worked'),
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - started, grown: process.memoryUsage().rss - before };
}

/** An ssh server that goes as far as the login. */
function sshServer(onClient: (client: ServerConnection) => void): InstanceType<typeof ssh2.Server> {
  return new ssh2.Server({ hostKeys: [readFileSync(join(dir, 'host_key'))] }, (client) => {
    client.on('error', () => undefined);
    onClient(client);
  });
}

describe('a hostile server', () => {
  it.each([
    ['of lines', Buffer.from(`${'x'.repeat(1000)}\r\n`.repeat(64))],
    ['without a line end', Buffer.alloc(64 * 1024, 'x')],
  ])('that sends 1 GB %s before it names itself is left at once', async (_what, piece) => {
    let sent = { taken: 0 };
    const reach = await listen(createServer((socket) => (sent = flood(socket, piece, 1024 * MB))));
    const { error, ms, grown } = await failureOf(ssh.exec(reach, ['true']));
    expect(error).toMatchObject({ code: 'unreachable' });
    expect(ms).toBeLessThan(3000);
    expect(grown).toBeLessThan(100 * MB);
    // What the kernel holds between two sockets counts too.
    expect(sent.taken).toBeLessThan(32 * MB);
  });

  it('that sends banner after banner before the login is left at its limit', async () => {
    let sent = 0;
    const server = sshServer((client) => {
      client.on('handshake', () => {
        // ssh2 has no call for it: a banner (RFC 4252, 5.4) as a packet by its number.
        // oxlint-disable-next-line no-underscore-dangle -- ssh2 shows its protocol under this name only
        const { _protocol: protocol } = client as unknown as { _protocol: ServerProtocol };
        // oxlint-disable-next-line no-underscore-dangle -- and its writer under this one
        const [writer, cipher] = [protocol._packetRW.write, protocol._cipher];
        const timer = setInterval(() => {
          for (let packets = 0; packets < 50; packets++) {
            const packet = writer.alloc(BANNER);
            packet.fill(0, writer.allocStart, writer.allocStart + BANNER);
            packet[writer.allocStart] = 53;
            packet.writeUInt32BE(BANNER - 9, writer.allocStart + 1);
            try {
              cipher.encrypt(writer.finalize(packet));
              sent += BANNER;
            } catch {
              clearInterval(timer);
            }
          }
        }, 1);
        client.on('close', () => clearInterval(timer));
      });
      client.on('authentication', () => undefined);
    });
    const { error, grown } = await failureOf(ssh.exec(await listen(server), ['true']));
    expect(error).toMatchObject({
      code: 'unreachable',
      message: 'web sends more than 1024 KiB before the login.',
    });
    expect(sent).toBeGreaterThan(1 * MB);
    expect(grown).toBeLessThan(100 * MB);
  });

  it('that falls silent is left at the time limit, wherever it does', async () => {
    const servers = [
      createServer(() => undefined),
      createServer((socket) => void socket.write('SSH-2.0-x\r\n')),
      sshServer((client) => void client.on('authentication', () => undefined)),
    ];
    const failures = servers.map(async (server) =>
      failureOf(ssh.exec(await listen(server, 'ConnectTimeout 1'), ['true'])),
    );
    for (const { error, ms } of await Promise.all(failures)) {
      expect(error).toMatchObject({ code: 'timeout' });
      expect(ms).toBeLessThan(5000);
    }
  });

  it('that asks question after question gets few answers, without escape sequences, and no login', async () => {
    const server = sshServer((client) =>
      client.on('authentication', (login) => {
        if (login.method !== 'keyboard-interactive') return login.reject(['keyboard-interactive']);
        const again = (): void => login.prompt([{ prompt: '\u001B]0;owned\u0007Code?', echo: true }], again);
        again();
      }),
    );
    asker.asked.length = 0;
    const { error, ms } = await failureOf(ssh.exec(await listen(server, 'ConnectTimeout 1'), ['true']));
    expect(error).toMatchObject({ code: expect.stringMatching(/timeout|unreachable|authentication-failed/) });
    expect(ms).toBeLessThan(8000);
    expect(asker.asked.length).toBeLessThanOrEqual(10);
    expect(asker.asked[0]).toMatchObject({ kind: 'prompt', prompt: ']0;owned Code?' });
  });
});

interface ServerProtocol {
  readonly _packetRW: {
    readonly write: {
      readonly allocStart: number;
      alloc(size: number): Buffer;
      finalize(packet: Buffer): Buffer;
    };
  };
  readonly _cipher: { encrypt(packet: Buffer): void };
}

describe('output without end', () => {
  it('is kept in bounds, heard in full, and stopped on demand', async () => {
    const sshd = await createTestSshd();
    onTestFinished(() => sshd.remove());
    const before = process.memoryUsage().rss;
    const whole = await ssh.exec(sshd.reach, ['head', '-c', String(100 * MB), '/dev/zero'], {
      maxOutputBytes: MB,
    });
    expect(whole).toMatchObject({ code: 0, truncated: true });
    expect(whole.stdout.length).toBe(MB);
    let heard = 0;
    const abort = new AbortController();
    const endless = ssh.exec(sshd.reach, ['yes'], {
      signal: abort.signal,
      maxOutputBytes: MB,
      onStdout: (text) => {
        heard += text.length;
        if (heard > 20 * MB) abort.abort();
      },
    });
    await expect(endless).rejects.toMatchObject({ code: 'cancelled' });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MB);
    expect((await ssh.exec(sshd.reach, ['echo', 'still there'])).stdout).toBe('still there\n');
  });
});
