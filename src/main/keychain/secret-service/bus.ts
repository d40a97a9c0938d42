import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createClient, type Message } from '@homebridge/dbus-native';

type Env = Readonly<Record<string, string | undefined>>;

/** A refusal of the other side, by its D-Bus name, or `closed` when the connection is gone. */
export class BusError extends Error {
  constructor(
    /** As in `org.freedesktop.DBus.Error.ServiceUnknown`. */
    readonly errorName: string,
    message: string,
  ) {
    super(message);
    this.name = 'BusError';
  }
}

/** A connection to the session's message bus. */
export interface Bus {
  /** Calls a method. Throws {@link BusError}. Waits for as long as it takes. */
  call(message: Message): Promise<readonly unknown[]>;
  /** The body of the next such signal, from the moment this resolves to a waiting promise. */
  next(from: { path: string; interface: string; member: string }): Promise<{ body: Promise<unknown[]> }>;
  close(): void;
}

/**
 * The session bus of an environment: `$DBUS_SESSION_BUS_ADDRESS`, else the socket systemd makes for a user
 * (`$XDG_RUNTIME_DIR/bus`); null where there is neither. Nothing is started for it.
 */
export function sessionBusAddress(env: Env): string | null {
  const named = env['DBUS_SESSION_BUS_ADDRESS'];
  if (named !== undefined && named !== '') return named;
  const runtime = env['XDG_RUNTIME_DIR'];
  if (runtime === undefined || runtime === '') return null;
  const socket = join(runtime, 'bus');
  return existsSync(socket) ? `unix:path=${socket}` : null;
}

/**
 * The first unix socket in an address list of the D-Bus specification, in the form node:net takes; null where it
 * names none. Values are percent-encoded there, and abstract names begin with NUL here.
 */
export function socketOf(address: string): string | null {
  for (const one of address.split(';')) {
    const [transport, rest = ''] = [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1)];
    if (transport !== 'unix') continue;
    const parts = new Map(rest.split(',').map((part) => [part.split('=')[0], part.split('=')[1] ?? '']));
    const path = decode(parts.get('path'));
    if (path !== null) return path;
    const abstract = decode(parts.get('abstract'));
    if (abstract !== null) return `\0${abstract}`;
  }
  return null;
}

function decode(value: string | undefined): string | null {
  if (value === undefined || value === '') return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** Connects. Throws {@link BusError} `closed` where nobody answers at the address. */
export async function openBus(address: string): Promise<Bus> {
  const path = socketOf(address);
  if (path === null) throw new BusError('closed', `the address ${address} names no unix socket`);
  const stream = connect(path);
  await new Promise<void>((resolve, reject) => {
    stream.once('connect', resolve);
    stream.once('error', (error) => reject(new BusError('closed', error.message)));
  });
  const raw = createClient({ stream });
  const lost = new Set<(error: BusError) => void>();
  const end = (why: string): void => {
    for (const reject of lost) reject(new BusError('closed', why));
    lost.clear();
  };
  raw.connection.on('error', (error: Error) => end(error.message));
  raw.connection.on('end', () => end('the message bus has closed the connection'));

  /** Ends with the connection, which the package does not tell whoever waits for an answer. */
  const orLost = <T>(start: (resolve: (value: T) => void, reject: (error: Error) => void) => void) =>
    new Promise<T>((resolve, reject) => {
      lost.add(reject);
      const settle =
        <V>(finish: (value: V) => void) =>
        (value: V): void => {
          lost.delete(reject);
          finish(value);
        };
      start(settle(resolve), settle(reject));
    });

  return {
    call: (message) =>
      orLost((resolve, reject) =>
        raw.invoke(message, (error, ...values) => (error ? reject(asBusError(error)) : resolve(values))),
      ),
    async next({ path: object, interface: face, member }) {
      const body = orLost<unknown[]>((resolve) =>
        raw.signals.once(raw.mangle(object, face, member), (values: unknown[]) => resolve(values)),
      );
      body.catch(() => undefined);
      await orLost<void>((resolve, reject) =>
        raw.addMatch(`type='signal',path='${object}',interface='${face}',member='${member}'`, (error) =>
          error ? reject(asBusError(error)) : resolve(),
        ),
      );
      return { body };
    },
    close: () => void stream.destroy(),
  };
}

function asBusError(error: Error | { readonly name: string; readonly message: unknown }): BusError {
  return new BusError(error.name, typeof error.message === 'string' ? error.message : '');
}
