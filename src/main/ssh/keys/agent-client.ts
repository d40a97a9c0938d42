import { connect, type Socket } from 'node:net';
import { AGENT, AGENT_MESSAGE_LIMIT } from '../agent/protocol';
import { uint32, WireReader, wireString } from '../wire';

/** A key that an agent holds, as it tells of it. */
export interface AgentIdentity {
  readonly blob: Buffer;
  readonly comment: string;
}

/** One connection to an agent (draft-miller-ssh-agent); requests go one after the other. */
export interface AgentConnection {
  list(): Promise<AgentIdentity[]>;
  /** The signature blob. @throws Error when the agent refuses. */
  sign(blob: Buffer, data: Buffer, flags: number): Promise<Buffer>;
  /** Passes a request on as it is and gives back the answer as it is. */
  request(payload: Buffer): Promise<Buffer>;
  close(): void;
}

const LIST_MS = 5_000;
/** An agent may ask its user before it signs. */
const SIGN_MS = 120_000;

/** Connects to the agent behind a socket. @throws Error when nobody listens there. */
export async function connectAgent(path: string): Promise<AgentConnection> {
  const socket = await open(path);
  let received = Buffer.alloc(0);
  let waiting: { resolve: (answer: Buffer) => void; reject: (error: Error) => void } | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let broken: Error | null = null;

  const fail = (error: Error): void => {
    broken ??= error;
    waiting?.reject(broken);
    waiting = null;
    socket.destroy();
  };
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    if (received.length < 4) return;
    const length = received.readUInt32BE(0);
    if (length === 0 || length > AGENT_MESSAGE_LIMIT) return fail(new Error('the agent answers nonsense'));
    if (received.length < 4 + length) return;
    const answer = Buffer.from(received.subarray(4, 4 + length));
    received = received.subarray(4 + length);
    waiting?.resolve(answer);
    waiting = null;
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the agent closed the connection')));

  const once = (payload: Buffer, patience: number): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      const timer = setTimeout(() => fail(new Error('the agent does not answer')), patience);
      const settled = (): void => clearTimeout(timer);
      waiting = {
        resolve: (answer) => (settled(), resolve(answer)),
        reject: (error) => (settled(), reject(error)),
      };
      socket.write(wireString(payload));
    });
  const request = (payload: Buffer, patience: number): Promise<Buffer> => {
    const next = queue.then(() => once(payload, patience));
    queue = next.catch(() => undefined);
    return next;
  };

  return {
    async list() {
      const answer = new WireReader(await request(Buffer.from([AGENT.requestIdentities]), LIST_MS));
      if (answer.byte() !== AGENT.identitiesAnswer) throw new Error('the agent does not tell its keys');
      const count = answer.uint32();
      const keys: AgentIdentity[] = [];
      for (let at = 0; at < count; at++) {
        keys.push({ blob: Buffer.from(answer.string()), comment: answer.text() });
      }
      return keys;
    },
    async sign(blob, data, flags) {
      const payload = Buffer.concat([
        Buffer.from([AGENT.signRequest]),
        wireString(blob),
        wireString(data),
        uint32(flags),
      ]);
      const answer = new WireReader(await request(payload, SIGN_MS));
      if (answer.byte() !== AGENT.signResponse) throw new Error('the agent refuses to sign');
      return Buffer.from(answer.string());
    },
    request: (payload) => request(payload, SIGN_MS),
    close: () => socket.destroy(),
  };
}

function open(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const timer = setTimeout(() => socket.destroy(new Error('the agent does not answer')), LIST_MS);
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

/** Asks an agent once; an agent that is gone or silent holds no keys. */
export async function askAgent<T>(path: string, work: (agent: AgentConnection) => Promise<T>): Promise<T> {
  const agent = await connectAgent(path);
  try {
    return await work(agent);
  } finally {
    agent.close();
  }
}
