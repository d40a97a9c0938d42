import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppError,
  isAppError,
  type Job,
  type PracticeHost,
  type PracticeStatus,
} from '../../shared/contract';
import type { Jobs } from '../jobs';
import type { Reach } from '../ssh';
import { isOwnerAlive, type Home } from '../state';
import { askControl, removeSocket } from './control';
import { currentGeneration } from './host-files';
import { fleetId, practicePlaces } from './places';
import { portsDocument } from './ports';
import type { PracticeRecord } from './protocol';
import { preparePracticeFleet } from './practice-fleet';
import { ensurePracticeProcess, findPracticeProcess } from './starter';

export interface PracticeOptions {
  readonly home: Home;
  readonly env: NodeJS.ProcessEnv;
  readonly jobs: Pick<Jobs, 'start'>;
  /** The folder `resources/practice`. */
  readonly resourcesDir: string;
  /** The built entry `practice-host.js`. */
  readonly hostProcessFile: string;
  /** How Nix is run; throws `nix-absent` where it cannot be. */
  readonly nixCommand: () => Promise<{ readonly env: NodeJS.ProcessEnv }>;
  /** The hosts a fleet has; others are refused. */
  readonly hostNames: (fleetDir: string) => Promise<readonly string[]>;
  /** The folder `fleet`, copied by {@link Practice.preparePracticeFleet}. */
  readonly bundledFleetDir: string;
}

export interface Practice {
  /** All hosts of the fleet, up or not. */
  status(fleetDir: string): Promise<PracticeStatus>;
  /**
   * Starts hosts (all where `hosts` is absent) as a job whose result is the status. Throws `unknown-host`; the job
   * fails with `nix-absent` or `practice-unavailable`.
   */
  up(fleetDir: string, hosts?: readonly string[]): Promise<Job>;
  /** Stops hosts; their stores stay. The practice process ends with its last host. */
  down(fleetDir: string, hosts?: readonly string[]): Promise<PracticeStatus>;
  /** How a practice host is reached, null unless it is up. */
  reach(fleetDir: string, host: string): Promise<Reach | null>;
  preparePracticeFleet(): Promise<string>;
}

const STATUS_MS = 3_000;
const ENDED_MS = 5_000;

/** Practice hosts for whoever has no NixOS host at hand; see design, "Practice". */
export function createPractice(options: PracticeOptions): Practice {
  const { home } = options;
  const places = practicePlaces(home);

  const served = async (fleetDir: string): Promise<readonly PracticeHost[]> => {
    const running = await findPracticeProcess(home);
    if (!running) return [];
    try {
      return (await askControl(running.socket, { do: 'status', fleet: fleetDir }, { timeoutMs: STATUS_MS }))
        .hosts;
    } catch (error) {
      // It may end between the two questions.
      if (error instanceof AppError && error.code === 'practice-down') return [];
      throw error;
    }
  };

  const describe = async (fleetDir: string, names: readonly string[]): Promise<PracticeStatus> => {
    const up = await served(fleetDir);
    const id = fleetId(fleetDir);
    const ports = (await portsDocument(home).read()).fleets[id]?.ports ?? {};
    const hosts = await Promise.all(
      names.map(async (host): Promise<PracticeHost> => {
        const found = up.find((entry) => entry.host === host);
        if (found) return found;
        const port = ports[host] ?? null;
        return {
          host,
          up: false,
          address: port === null ? null : '127.0.0.1',
          port,
          hostKey: null,
          generation: await currentGeneration(places.forFleet(id).host(host).dir),
        };
      }),
    );
    return { fleet: fleetDir, isolation: up.length > 0 ? 'namespace' : null, hosts };
  };

  const checked = async (
    fleetDir: string,
    wanted: readonly string[] | undefined,
  ): Promise<readonly string[]> => {
    const names = await options.hostNames(fleetDir);
    const unknown = wanted?.find((name) => !names.includes(name));
    if (unknown === undefined) return wanted ?? names;
    throw new AppError('unknown-host', `The fleet has no host “${unknown}”.`, {
      hint: `It has ${names.join(', ')}.`,
      detail: { host: unknown, hosts: names },
    });
  };

  return {
    status: async (fleetDir) => describe(fleetDir, await options.hostNames(fleetDir)),

    async up(fleetDir, hosts) {
      const chosen = await checked(fleetDir, hosts);
      return options.jobs.start<PracticeStatus>({
        kind: 'practice',
        title:
          chosen.length === 1 ? `Start practice host ${chosen[0]}` : `Start ${chosen.length} practice hosts`,
        hosts: chosen,
        locks: ['practice'],
        steps: [
          { id: 'prepare', title: 'Prepare', weight: 1 },
          ...chosen.map((host) => ({ id: `host:${host}`, title: `Boot ${host}`, weight: 2 })),
        ],
        run: async (context) => {
          context.step('prepare');
          const { env } = await options.nixCommand();
          const start = {
            home,
            resourcesDir: options.resourcesDir,
            hostProcessFile: options.hostProcessFile,
            env,
          };
          for (const host of chosen) {
            context.step(`host:${host}`);
            const { socket } = await ensurePracticeProcess(start);
            await askControl(socket, { do: 'up', fleet: fleetDir, host }, { signal: context.signal });
            context.log(`${host} is up`, 'practice');
          }
          return describe(fleetDir, await options.hostNames(fleetDir));
        },
      });
    },

    async down(fleetDir, hosts) {
      const chosen = hosts === undefined ? null : [...(await checked(fleetDir, hosts))];
      const running = await findPracticeProcess(home);
      if (running) {
        const ending = await takeDown(running, fleetDir, chosen);
        // Whoever reads the process table next must not find it.
        const until = ending ? Date.now() + ENDED_MS : 0;
        while (Date.now() < until && (await findPracticeProcess(home))) await sleep(20);
      }
      return describe(fleetDir, await options.hostNames(fleetDir));
    },

    async reach(fleetDir, host) {
      const found = (await served(fleetDir)).find((entry) => entry.host === host);
      if (!found?.up) return null;
      return {
        host,
        source: 'practice',
        destination: host,
        configFile: places.forFleet(fleetId(fleetDir)).sshConfig,
      };
    },

    preparePracticeFleet: () =>
      preparePracticeFleet({ home, env: options.env, bundledFleetDir: options.bundledFleetDir }),
  };
}

/**
 * Asks, and kills a process that has stopped answering: its hosts end with it. True when the process ends. Stopping
 * waits for a host that is just booting, so whether it answers is told by a question that waits for nothing.
 */
async function takeDown(running: PracticeRecord, fleet: string, hosts: string[] | null): Promise<boolean> {
  try {
    await askControl(running.socket, { do: 'status', fleet }, { timeoutMs: STATUS_MS });
    return (await askControl(running.socket, { do: 'down', fleet, hosts })).ending;
  } catch (error) {
    if (!isAppError(error, 'practice-down')) throw error;
    if (isOwnerAlive(running.owner)) process.kill(running.owner.pid, 'SIGKILL');
    await removeSocket(running.socket);
    return true;
  }
}
