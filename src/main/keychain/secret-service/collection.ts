import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { type Bus, BusError } from './bus';

// Names, paths and signatures: the Secret Service API Draft of freedesktop.org, 0.2.
const SERVICE = 'org.freedesktop.secrets';
const SERVICE_PATH = '/org/freedesktop/secrets';
const SERVICE_FACE = 'org.freedesktop.Secret.Service';
const COLLECTION_FACE = 'org.freedesktop.Secret.Collection';
const PROMPT_FACE = 'org.freedesktop.Secret.Prompt';
const NONE = '/';

/** How the collection stands that new secrets go to. */
export interface CollectionState {
  /** `missing`: there is a service, and no collection yet. `no-service`: nobody provides the API on this bus. */
  readonly state: 'unlocked' | 'locked' | 'missing' | 'no-service';
  /** The program that provides it, e.g. `gnome-keyring-daemon`; null where it cannot be told. */
  readonly provider: string | null;
}

const objectPath = z.string().startsWith('/');
/** A variant as the package gives it: its type, then its values. */
const variantOf = <T extends z.ZodType>(inner: T) =>
  z.tuple([z.array(z.unknown()), z.tuple([inner])]).transform(([, [value]]) => value);

/** Asks without raising a prompt; starts the service where the bus can. */
export async function collectionState(bus: Bus): Promise<CollectionState> {
  try {
    const path = await defaultCollection(bus);
    const provider = await providerOf(bus);
    if (path === NONE) return { state: 'missing', provider };
    const [locked] = await bus.call({
      destination: SERVICE,
      path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [COLLECTION_FACE, 'Locked'],
    });
    return { state: variantOf(z.boolean()).parse(locked) ? 'locked' : 'unlocked', provider };
  } catch (error) {
    if (error instanceof BusError && isNobody(error)) return { state: 'no-service', provider: null };
    throw error;
  }
}

/**
 * Has the service ask the user for what opens the default collection, or for a password for a new one where there is
 * none. Resolves to whether the user went through with it, however long that takes.
 */
export async function openCollection(bus: Bus): Promise<boolean> {
  const path = await defaultCollection(bus);
  const prompt = path === NONE ? await create(bus) : await unlock(bus, path);
  if (prompt === NONE) return true;
  const { body } = await bus.next({ path: prompt, interface: PROMPT_FACE, member: 'Completed' });
  await bus.call({
    destination: SERVICE,
    path: prompt,
    interface: PROMPT_FACE,
    member: 'Prompt',
    signature: 's',
    body: [''],
  });
  const [dismissed] = await body;
  return !z.boolean().parse(dismissed);
}

async function defaultCollection(bus: Bus): Promise<string> {
  const [path] = await bus.call({
    destination: SERVICE,
    path: SERVICE_PATH,
    interface: SERVICE_FACE,
    member: 'ReadAlias',
    signature: 's',
    body: ['default'],
  });
  return objectPath.parse(path);
}

async function unlock(bus: Bus, path: string): Promise<string> {
  const [, prompt] = await bus.call({
    destination: SERVICE,
    path: SERVICE_PATH,
    interface: SERVICE_FACE,
    member: 'Unlock',
    signature: 'ao',
    body: [[path]],
  });
  return objectPath.parse(prompt);
}

async function create(bus: Bus): Promise<string> {
  const [, prompt] = await bus.call({
    destination: SERVICE,
    path: SERVICE_PATH,
    interface: SERVICE_FACE,
    member: 'CreateCollection',
    signature: 'a{sv}s',
    body: [[[`${COLLECTION_FACE}.Label`, ['s', 'Default keyring']]], 'default'],
  });
  return objectPath.parse(prompt);
}

async function providerOf(bus: Bus): Promise<string | null> {
  const ask = (member: string, name: string): Promise<readonly unknown[]> =>
    bus.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member,
      signature: 's',
      body: [name],
    });
  try {
    const [pid] = await ask('GetConnectionUnixProcessID', SERVICE);
    const program = basename(await readlink(`/proc/${z.number().int().parse(pid)}/exe`));
    // nixpkgs runs wrapped programs under this name.
    return program.replace(/ \(deleted\)$/, '').replace(/^\.(.*)-wrapped$/, '$1');
  } catch {
    return null;
  }
}

/** Whether the refusal says that there is no such service, and none that could be started. */
function isNobody({ errorName }: BusError): boolean {
  return (
    [
      'org.freedesktop.DBus.Error.ServiceUnknown',
      'org.freedesktop.DBus.Error.NameHasNoOwner',
      'org.freedesktop.DBus.Error.UnknownObject',
      'org.freedesktop.DBus.Error.UnknownMethod',
      'org.freedesktop.DBus.Error.UnknownInterface',
    ].includes(errorName) || errorName.startsWith('org.freedesktop.DBus.Error.Spawn.')
  );
}
