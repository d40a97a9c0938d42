import { createInterface } from 'node:readline';
import type * as Keytar from 'keytar';
import { type Bus, BusError, openBus, sessionBusAddress } from './bus';
import { collectionState, openCollection } from './collection';
import { type Ask, type Probe, READY, type Reply, type Request, requestSchema } from './protocol';

/**
 * Entry of the process that talks to the keychain of the desktop. libsecret blocks for as long as a prompt stays
 * unanswered and cannot be interrupted, so it is given a process that can be killed. Secrets pass over its standard
 * streams alone; it writes no log.
 */
const SERVICE = 'snowfleet';

type Loaded = typeof Keytar;
type Unnumbered = Reply extends infer R ? (R extends Reply ? Omit<R, 'id'> : never) : never;

let keytar: Promise<Loaded> | null = null;
/** The addon cannot be loaded where libsecret is missing. */
function loadKeytar(): Promise<Loaded> {
  keytar ??= import('keytar').then((loaded: Loaded & { default?: Loaded }) => loaded.default ?? loaded);
  return keytar;
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function onBus<T>(work: (bus: Bus) => Promise<T>): Promise<T> {
  const address = sessionBusAddress(process.env);
  if (address === null) throw new BusError('closed', 'DBUS_SESSION_BUS_ADDRESS is not set');
  // libsecret shall take the very same one, and start none of its own.
  process.env['DBUS_SESSION_BUS_ADDRESS'] = address;
  const bus = await openBus(address);
  try {
    return await work(bus);
  } finally {
    bus.close();
  }
}

async function probe(): Promise<Probe> {
  try {
    await loadKeytar();
  } catch (error) {
    return { state: 'no-library', provider: null, words: words(error) };
  }
  try {
    return { ...(await onBus(collectionState)), words: '' };
  } catch (error) {
    if (error instanceof BusError && error.errorName === 'closed') {
      return { state: 'no-bus', provider: null, words: error.message };
    }
    throw error;
  }
}

async function answer(ask: Ask): Promise<Unnumbered> {
  switch (ask.do) {
    case 'probe':
      return { is: 'probe', probe: await probe() };
    case 'open':
      return { is: 'opened', opened: await onBus(openCollection) };
    case 'read':
      return { is: 'value', value: await (await loadKeytar()).getPassword(SERVICE, ask.account) };
    case 'write':
      await (await loadKeytar()).setPassword(SERVICE, ask.account, ask.value);
      return { is: 'done', done: true };
    case 'remove':
      return { is: 'done', done: await (await loadKeytar()).deletePassword(SERVICE, ask.account) };
  }
}

async function serve({ id, ask }: Request): Promise<void> {
  const reply = await answer(ask).catch((error: unknown) => ({ is: 'failed' as const, words: words(error) }));
  say({ id, ...reply } as Reply);
}

function say(reply: Reply): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => void serve(requestSchema.parse(JSON.parse(line))));
// Whoever asked is gone. A call of libsecret that hangs must not hold this process.
lines.on('close', () => process.kill(process.pid, 'SIGKILL'));
// That the library cannot be loaded is for the probe to tell.
await loadKeytar().catch(() => undefined);
say({ id: READY, is: 'ready' });
