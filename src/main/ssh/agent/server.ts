import { chmod } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Asker } from '../asks';
import { fingerprint } from '../host-keys/known-hosts';
import { type AgentConnection, connectAgent } from '../keys/agent-client';
import type { RingKey } from '../keys/ring';
import type { RuntimeFolder } from '../runtime-folder';
import { uint32, WireReader, wireString } from '../wire';
import { AGENT, AGENT_MESSAGE_LIMIT } from './protocol';
import { createBinds, isSessionBind, readExtension, readSessionBind } from './session-bind';

/** What the agent serves now. */
export interface AgentSource {
  /** Sockets of agents whose keys are passed on. */
  readonly agents: readonly string[];
  readonly keys: readonly RingKey[];
}

export interface AgentOptions {
  readonly folder: RuntimeFolder;
  readonly source: () => Promise<AgentSource>;
  /** Whether each use of a key is to be confirmed by a person. */
  readonly confirms: () => boolean;
  readonly asker: Asker;
}

/**
 * Our own ssh-agent: gives OpenSSH, nix and git the keys Snowfleet logs in with, over a socket that only this user
 * can reach. Nothing is written to disk and no key can be taken out.
 */
export interface OwnAgent {
  readonly socket: string;
  /** What a client would be offered. */
  keys(): Promise<RingKey[]>;
  close(): Promise<void>;
}

const MAX_CLIENTS = 64;

export async function startAgent(options: AgentOptions): Promise<OwnAgent> {
  const socket = join(await options.folder.path(), 'agent.sock');
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    client.on('error', () => undefined);
    if (clients.size >= MAX_CLIENTS) return void client.destroy();
    clients.add(client);
    client.once('close', () => clients.delete(client));
    serve(client, options);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  await chmod(socket, 0o600);
  // A program that only lends keys must not be kept alive by that.
  server.unref();
  return {
    socket,
    async keys() {
      const session = createSession(options);
      try {
        return await session.keys();
      } finally {
        session.close();
      }
    },
    async close() {
      for (const client of clients) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Reads messages of one client and answers them in order. */
function serve(client: Socket, options: AgentOptions): void {
  const session = createSession(options);
  let received = Buffer.alloc(0);
  let queue: Promise<void> = Promise.resolve();

  const reply = async (message: Buffer): Promise<void> => {
    const answer = await session.answer(message).catch(() => Buffer.from([AGENT.failure]));
    if (!client.destroyed) client.write(wireString(answer));
  };
  client.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 4) {
      const length = received.readUInt32BE(0);
      if (length === 0 || length > AGENT_MESSAGE_LIMIT) return void client.destroy();
      if (received.length < 4 + length) break;
      const message = Buffer.from(received.subarray(4, 4 + length));
      received = received.subarray(4 + length);
      queue = queue.then(() => reply(message));
    }
    // A client that asks faster than it is answered waits.
    client.pause();
    void queue.then(() => client.resume());
  });
  client.once('close', () => session.close());
}

interface Session {
  answer(message: Buffer): Promise<Buffer>;
  keys(): Promise<RingKey[]>;
  close(): void;
}

/** What one client is bound to, and its own connections to the agents behind. */
function createSession({ source, confirms, asker }: AgentOptions): Session {
  const binds = createBinds();
  const messages: Buffer[] = [];
  const behind = new Map<string, Promise<AgentConnection>>();
  const gone = new AbortController();

  /** An agent behind must hear the same binds: its keys may be bound to certain hosts. */
  const agentAt = (path: string): Promise<AgentConnection> => {
    const known = behind.get(path);
    if (known) return known;
    const opening = connectAgent(path).then(async (agent) => {
      for (const message of messages) await agent.request(message);
      return agent;
    });
    behind.set(path, opening);
    return opening;
  };
  const keysBehind = async (path: string): Promise<RingKey[]> => {
    try {
      const agent = await agentAt(path);
      const identities = await agent.list();
      return identities.map(({ blob, comment }) => ({
        blob,
        comment,
        origin: 'agent',
        from: path,
        sign: (data, flags) => agent.sign(blob, data, flags),
      }));
    } catch {
      // It is gone; the next request tries it again.
      behind.delete(path);
      return [];
    }
  };
  const keys = async (): Promise<RingKey[]> => {
    const { agents, keys: own } = await source();
    const held = (await Promise.all(agents.map(keysBehind))).flat();
    const all = [...held, ...own];
    return all.filter((key, at) => all.findIndex((one) => one.blob.equals(key.blob)) === at);
  };

  const list = async (): Promise<Buffer> => {
    const found = await keys();
    const entries = found.flatMap(({ blob, comment }) => [wireString(blob), wireString(comment)]);
    return Buffer.concat([Buffer.from([AGENT.identitiesAnswer]), uint32(found.length), ...entries]);
  };
  const isConfirmed = async (key: RingKey): Promise<boolean> => {
    if (!confirms()) return true;
    const towards = binds.last === null ? null : fingerprint(binds.last.hostKey);
    const question = {
      kind: 'use-key',
      fingerprint: fingerprint(key.blob),
      comment: key.comment,
      towards,
    } as const;
    return (await asker.ask(question, gone.signal))?.accept === true;
  };
  const sign = async (request: WireReader): Promise<Buffer> => {
    const blob = request.string();
    const data = request.string();
    const flags = request.uint32();
    const key = (await keys()).find((one) => one.blob.equals(blob));
    if (key === undefined || !binds.permits(data) || !(await isConfirmed(key)))
      return Buffer.from([AGENT.failure]);
    const signature = await key.sign(data, flags, gone.signal);
    return Buffer.concat([Buffer.from([AGENT.signResponse]), wireString(signature)]);
  };
  const extend = async (message: Buffer, request: WireReader): Promise<Buffer> => {
    const extension = readExtension(request);
    if (extension === null || !isSessionBind(extension.name)) return Buffer.from([AGENT.failure]);
    const bind = readSessionBind(extension.body);
    if (bind === null || !binds.add(bind)) return Buffer.from([AGENT.extensionFailure]);
    messages.push(message);
    for (const opening of behind.values()) await (await opening).request(message).catch(() => undefined);
    return Buffer.from([AGENT.success]);
  };

  return {
    keys,
    async answer(message) {
      const request = new WireReader(message);
      switch (request.byte()) {
        case AGENT.requestIdentities:
          return list();
        case AGENT.signRequest:
          return sign(request);
        case AGENT.extension:
          return extend(message, request);
        default:
          // Adding, removing and locking keys: they are kept elsewhere.
          return Buffer.from([AGENT.failure]);
      }
    },
    close() {
      gone.abort();
      for (const opening of behind.values())
        opening.then(
          (agent) => agent.close(),
          () => undefined,
        );
    },
  };
}
