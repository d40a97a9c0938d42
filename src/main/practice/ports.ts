import { isAppError } from '../../shared/contract';
import { document, type Document, type Home } from '../state';
import type { z } from 'zod';
import { portsSchema } from './protocol';

type Ports = z.infer<typeof portsSchema>;

/** Below the range from which systems take ports for outgoing connections, so that a port stays ours. */
const FIRST = 20_000;
const COUNT = 10_000;
const ATTEMPTS = 200;

export function portsDocument(home: Home): Document<Ports> {
  return document<Ports>(home, 'practice/ports', portsSchema, { fleets: {} });
}

/**
 * Lets `listen` try the port a host had before, then others until one is free, and remembers which.
 * @throws what `listen` throws except `port-taken`, and that after many attempts.
 */
export async function takePort(
  ports: Document<Ports>,
  fleet: { id: string; dir: string },
  host: string,
  listen: (port: number) => Promise<void>,
): Promise<number> {
  const known = (await ports.read()).fleets[fleet.id]?.ports[host];
  const others = new Set(Object.values((await ports.read()).fleets).flatMap((f) => Object.values(f.ports)));
  let candidate = known ?? FIRST + Math.floor(Math.random() * COUNT);
  for (let attempt = 1; ; attempt++) {
    try {
      await listen(candidate);
      break;
    } catch (error) {
      if (!isAppError(error, 'port-taken') || attempt === ATTEMPTS) throw error;
      do candidate = FIRST + Math.floor(Math.random() * COUNT);
      while (others.has(candidate));
    }
  }
  if (candidate !== known) {
    await ports.update((all) => ({
      fleets: {
        ...all.fleets,
        [fleet.id]: { dir: fleet.dir, ports: { ...all.fleets[fleet.id]?.ports, [host]: candidate } },
      },
    }));
  }
  return candidate;
}
