import { mkdir, rm } from 'node:fs/promises';
import { AppError, type PracticeHost } from '../../shared/contract';
import { thisOwner, writeFileAtomic, type Home } from '../state';
import { openControl } from './control';
import { currentGeneration } from './host-files';
import { keyPair } from './key-pair';
import { fleetId, practicePlaces, realFleetDir } from './places';
import { portsDocument, takePort } from './ports';
import { startPracticeHost, type RunningHost } from './practice-host';
import type { PracticeRequest } from './protocol';
import { writeSshFiles } from './ssh-files';
import { findMachineTools } from './tools';

export interface PracticeServerOptions {
  readonly home: Home;
  /** The folder `resources/practice`. */
  readonly resourcesDir: string;
  readonly env: NodeJS.ProcessEnv;
  log(text: string): void;
  /** Called when the last host went down on request. */
  onIdle(): void;
}

export interface PracticeServer {
  readonly socket: string;
  close(): Promise<void>;
}

interface Served {
  readonly running: RunningHost;
  port: number;
}

/** Serves all practice hosts of all fleets of one user. There is one per state folder. */
export async function startPracticeServer(options: PracticeServerOptions): Promise<PracticeServer> {
  const { home, resourcesDir, log } = options;
  const places = practicePlaces(home);
  const tools = findMachineTools(options.env);
  const ports = portsDocument(home);
  await mkdir(places.state, { recursive: true, mode: 0o700 });
  const clientKey = await keyPair(places.identity);
  const fleets = new Map<string, Map<string, Served>>();
  let queue: Promise<unknown> = Promise.resolve();

  const hostsOf = (id: string): Map<string, Served> => {
    const found = fleets.get(id) ?? new Map<string, Served>();
    fleets.set(id, found);
    return found;
  };

  const bringUp = async (fleet: { id: string; dir: string }, name: string): Promise<void> => {
    const hosts = hostsOf(fleet.id);
    const old = hosts.get(name);
    if (old?.running.up) return;
    hosts.delete(name);
    await old?.running.stop();
    const own = places.forFleet(fleet.id);
    const running = await startPracticeHost({
      name,
      places: own.host(name),
      resourcesDir,
      tools,
      clientKey,
      log,
      onDown: () => log(`${name}: down`),
    });
    try {
      const port = await takePort(ports, fleet, name, (candidate) => running.listen(candidate));
      hosts.set(name, { running, port });
      const served = [...hosts.values()].map((host) => ({
        name: host.running.name,
        port: host.port,
        publicKey: host.running.publicKey,
      }));
      await writeSshFiles(own, places.identity, served);
    } catch (error) {
      hosts.delete(name);
      await running.stop();
      throw error;
    }
  };

  const bringDown = async (id: string, names: readonly string[] | null): Promise<void> => {
    const hosts = hostsOf(id);
    const chosen = [...hosts.keys()].filter((name) => names === null || names.includes(name));
    await Promise.all(
      chosen.map(async (name) => {
        const host = hosts.get(name);
        hosts.delete(name);
        await host?.running.stop();
      }),
    );
  };

  const status = async (id: string): Promise<PracticeHost[]> => {
    const own = places.forFleet(id);
    return Promise.all(
      [...hostsOf(id)].map(async ([host, served]) => ({
        host,
        up: served.running.up,
        address: '127.0.0.1',
        port: served.port,
        hostKey: served.running.publicKey,
        generation: await currentGeneration(own.host(host).dir),
      })),
    );
  };

  const answer = async (request: PracticeRequest): Promise<{ hosts: PracticeHost[]; ending: boolean }> => {
    const dir = realFleetDir(request.fleet);
    const id = fleetId(request.fleet);
    switch (request.do) {
      case 'up':
        await bringUp({ id, dir }, request.host).catch((error: unknown) => {
          throw asDiskFull(error, request.host);
        });
        break;
      case 'down':
        await bringDown(id, request.hosts);
        break;
      case 'status':
        return { hosts: await status(id), ending: false };
    }
    const left = [...fleets.values()].some((hosts) => [...hosts.values()].some((host) => host.running.up));
    return { hosts: await status(id), ending: !left && request.do === 'down' };
  };

  const control = await openControl(home, async (request) => {
    // Changes go one after the other; a question is answered in between.
    if (request.do === 'status') return answer(request);
    const turn = queue.then(() => answer(request));
    queue = turn.catch(() => undefined);
    const reply = await turn;
    if (reply.ending) setImmediate(options.onIdle);
    return reply;
  });
  await writeFileAtomic(places.record, JSON.stringify({ owner: thisOwner(), socket: control.path }), {
    mode: 0o600,
  });

  return {
    socket: control.path,
    async close() {
      await rm(places.record, { force: true });
      for (const id of fleets.keys()) await bringDown(id, null);
      await control.close();
    },
  };
}

/** A full disk shows in Node's code, or only in what Nix says. */
function asDiskFull(error: unknown, host: string): unknown {
  const { code, detail } = error as { code?: unknown; detail?: { stderr?: unknown } };
  const full =
    code === 'ENOSPC' || code === 'EDQUOT' || /No space left on device/.test(String(detail?.stderr));
  if (!full) return error;
  return new AppError('disk-full', `There is no room for the practice host ${host}.`, {
    hint: 'Free some space on the disk of Snowfleet’s data folder, then start it again.',
    detail: { host },
    cause: error,
  });
}
