import { dirname, join } from 'node:path';
import type { Home } from '../state';
import { AwayCaches } from './away-caches';
import type { BuildTreeOptions, PlannedBuild } from './build-tree';
import { nixEnvironment, type Env, type StoreWay } from './environment';
import { probeNix, type Probe } from './probe';
import { runNix, type NixRun } from './run-nix';
import { readSettings } from './settings';
import type { NixRequest } from './types';

export interface NixOptions {
  readonly home: Home;
  readonly env: Env;
  /** Flake that takes the place of inputs, see {@link FleetSource.standIn}. */
  readonly standInDir: string;
  /** Default of {@link FleetSource.standIn}. */
  readonly standIn: boolean;
  /** Folder with introspect.nix and nix/private-store.sh; the one above the stand-in where absent. */
  readonly resourcesDir?: string;
}

export interface RunOptions extends NixRequest {
  readonly standIn?: boolean;
  /** Read by the program from standard input, which is a pipe. */
  readonly input?: string;
  readonly planned?: readonly PlannedBuild[];
  readonly expectedMs?: BuildTreeOptions['expectedMs'];
  /** Nothing of it can come from a binary cache, so none is to be waited for. */
  readonly noCaches?: boolean;
  /** Value of NIX_SSHOPTS. */
  readonly sshOpts?: string;
}

/** Nix programs of this machine, started the way that works here. */
export interface NixTool {
  readonly options: NixOptions;
  readonly resources: string;
  readonly privateStoreDir: string;
  probe(again?: boolean): Promise<Probe>;
  /** How the store is written. Throws `nix-absent` or `nix-too-old`. */
  store(): Promise<StoreWay>;
  command(options?: {
    standIn?: boolean;
  }): Promise<{ argvPrefix: readonly string[]; env: Record<string, string> }>;
  /** Where a store path lies on this machine's disk. */
  physicalPath(storePath: string): Promise<string>;
  run(argv: readonly string[], request?: RunOptions): Promise<NixRun>;
}

export function createTool(options: NixOptions): NixTool {
  const { home, env } = options;
  const resources = options.resourcesDir ?? dirname(options.standInDir);
  const privateStoreScript = join(resources, 'nix', 'private-store.sh');
  const privateStoreDir = join(home.data, 'nix');
  const away = new AwayCaches();
  let probing: Promise<Probe> | null = null;

  const probe = async (again = false): Promise<Probe> => {
    if (again || probing === null) probing = probeNix({ env, privateStoreScript, privateStoreDir });
    try {
      return await probing;
    } catch (error) {
      probing = null;
      throw error;
    }
  };

  const store = async (): Promise<StoreWay> => {
    const { info, refusal } = await probe();
    if (refusal !== null) throw refusal;
    return info.store ?? 'direct';
  };

  const command = async ({ standIn = options.standIn }: { standIn?: boolean } = {}): Promise<{
    argvPrefix: readonly string[];
    env: Record<string, string>;
  }> => {
    const way = await store();
    return {
      argvPrefix: way === 'private' ? ['sh', privateStoreScript, privateStoreDir] : [],
      env: nixEnvironment(env, { store: way, standIn }),
    };
  };

  const run = async (argv: readonly string[], request: RunOptions = {}): Promise<NixRun> => {
    const { argvPrefix, env: own } = await command({ standIn: request.standIn });
    const done = await runNix(argv, {
      settings: await settingsOf(request),
      argvPrefix,
      env: request.sshOpts === undefined ? own : { ...own, NIX_SSHOPTS: request.sshOpts },
      input: request.input,
      signal: request.signal,
      progress: request.progress,
      planned: request.planned,
      expectedMs: request.expectedMs,
    });
    away.note(done.messages);
    return done;
  };

  const settingsOf = async ({ noCaches = false }: RunOptions): Promise<Record<string, string>> => {
    if (noCaches) return { substitute: 'false' };
    if (!away.some) return {};
    const { substituters } = await readSettings(run);
    return { substituters: away.present(substituters).join(' ') };
  };

  const physicalPath = async (path: string): Promise<string> =>
    (await store()) === 'private' ? path.replace(/^\/nix(?=\/)/, privateStoreDir) : path;

  return { options, resources, privateStoreDir, probe, store, command, physicalPath, run };
}
