import { AppError, toErrorShape } from '../../shared/contract';
import { resizeTerminal, runInside, startCommand } from './command';
import { currentGeneration, prepareHostFiles } from './host-files';
import { keyPair, type KeyPair } from './key-pair';
import { boot, type Booted } from './namespace';
import type { HostPlaces } from './places';
import { createSshServer, type SshServer } from './ssh-server';
import type { MachineTools } from './tools';

export interface PracticeHostOptions {
  readonly name: string;
  readonly places: HostPlaces;
  readonly resourcesDir: string;
  readonly tools: MachineTools;
  readonly clientKey: KeyPair;
  log(text: string): void;
  /** Called when the host went down by itself. */
  onDown(): void;
}

/** One practice host: its files, its namespaces and its ssh server. */
export interface RunningHost {
  readonly name: string;
  readonly publicKey: string;
  readonly up: boolean;
  /** @throws AppError `port-taken` when another program listens there. */
  listen(port: number): Promise<void>;
  stop(): Promise<void>;
}

const SYSTEM_PROFILE = '/nix/var/nix/profiles/system';

/**
 * Boots a host, giving it a first generation where it has none; it answers only after `listen`.
 * @throws AppError `practice-unavailable`
 */
export async function startPracticeHost(options: PracticeHostOptions): Promise<RunningHost> {
  const { name, places, resourcesDir, tools } = options;
  const hostKey = await keyPair(places.hostKey);
  const life: { booted: Booted | null; server: SshServer | null; port: number | null; stopped: boolean } = {
    booted: null,
    server: null,
    port: null,
    stopped: false,
  };

  const bootUp = async (): Promise<Booted> => {
    await prepareHostFiles(places.dir, name, resourcesDir);
    const now = await boot(places.dir, name, resourcesDir, tools);
    life.booted = now;
    void now.ended.then((how) => afterEnd(now, how));
    return now;
  };

  const listen = async (wanted: number): Promise<void> => {
    const next = createSshServer({
      hostKey,
      clientKey: options.clientKey,
      resize: (device, cols, rows) => {
        if (life.booted) resizeTerminal(life.booted, tools, device, { cols, rows });
      },
      log: (text) => options.log(`${name}: ${text}`),
      start: (command, terminal) => {
        if (!life.booted) throw new Error('the host is down');
        return startCommand({ dir: places.dir, booted: life.booted }, tools, command, terminal);
      },
    });
    await next.listen(wanted);
    life.server = next;
    life.port = wanted;
  };

  const halt = async (): Promise<void> => {
    const last = life.booted;
    life.booted = null;
    await last?.halt();
  };

  const stopListening = async (): Promise<void> => {
    const old = life.server;
    life.server = null;
    await old?.close();
  };

  /** The host ended by itself: boot again where it asked for that, as a machine would. */
  const afterEnd = async (which: Booted, how: 'reboot' | 'poweroff' | 'crash'): Promise<void> => {
    if (life.booted !== which) return;
    life.booted = null;
    options.log(`${name}: ${how}`);
    await stopListening();
    if (how !== 'reboot' || life.port === null || life.stopped) return options.onDown();
    try {
      await bootUp();
      // It may have been taken down while it booted.
      if (life.stopped) await halt();
      else await listen(life.port);
    } catch (error) {
      options.log(`${name}: does not come back: ${toErrorShape(error).message}`);
      await halt();
      options.onDown();
    }
  };

  const first = await bootUp();
  try {
    if ((await currentGeneration(places.dir)) === null) await makeFirstGeneration(first, name, tools);
  } catch (error) {
    await halt();
    throw error;
  }
  return {
    name,
    publicKey: hostKey.publicKey,
    get up() {
      return life.booted !== null && life.server !== null;
    },
    listen,
    async stop() {
      life.stopped = true;
      await stopListening();
      await halt();
    },
  };
}

/** Builds the system a host has before anybody deploys to it, inside the host, and makes it generation 1. */
async function makeFirstGeneration(host: Booted, name: string, tools: MachineTools): Promise<void> {
  const run = async (...argv: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runInside(host, tools, argv);
    if (code === 0) return stdout.trim();
    throw new AppError('practice-unavailable', `The first generation of ${name} could not be made.`, {
      hint: stderr.trim().split('\n').at(-1) ?? '',
      detail: { host: name, command: argv, stderr: stderr.trim().slice(-4000) },
    });
  };
  const system = await run(
    'nix-build',
    '--no-out-link',
    '--argstr',
    'host',
    name,
    '--argstr',
    'path',
    tools.insidePath,
    '/etc/practice/first-generation.nix',
  );
  await run('nix-env', '--profile', SYSTEM_PROFILE, '--set', system);
  await run(`${system}/bin/switch-to-configuration`, 'switch');
  await run('ln', '-sfn', system, '/run/booted-system');
}
