import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError, type AppError } from '../../shared/contract';
import { buildRun, shareProgress, type Silent } from './build-run';
import type { BuildFailure } from './build-tree';
import { HERE, type BuildWay } from './builders';
import { explainFailure } from './explain-failure';
import type { NixRun } from './run-nix';
import type { NixTool } from './tool';
import type { FleetSource, HostSystem, Nix } from './types';

/** Of what a run for many hosts said, that which is about these builders; all of it when nothing names them. */
function messagesAbout(messages: string, failures: readonly BuildFailure[]): string {
  const own = messages
    .split(/\n(?=error:)/)
    .filter((message) => failures.some((failure) => message.includes(failure.drv)));
  return own.length > 0 ? own.join('\n') : messages;
}

interface Group {
  readonly way: BuildWay;
  readonly hosts: Map<string, HostSystem>;
}

/** Systems that can be built in one run: those built here, those built on the builders, each target by itself. */
function groupsOf(
  systems: ReadonlyMap<string, HostSystem>,
  ways: ReadonlyMap<string, BuildWay> | undefined,
): Group[] {
  const groups = new Map<string, Group>();
  for (const [host, system] of systems) {
    const way = ways?.get(host) ?? HERE;
    const key = way.on === 'target' ? `target ${host}` : way.on;
    const group = groups.get(key) ?? { way, hosts: new Map<string, HostSystem>() };
    group.hosts.set(host, system);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Builds what has been evaluated. */
export function createBuilder(tool: NixTool): Pick<Nix, 'realise' | 'isValid'> {
  const { run, options } = tool;
  const { home } = options;

  const keep = async (fleet: FleetSource, host: string, out: string, request: Silent): Promise<NixRun> => {
    const key = createHash('sha256').update(fleet.dir).digest('hex').slice(0, 16);
    const folder = join(home.state, 'gcroots', key);
    await mkdir(folder, { recursive: true });
    // It is here already: nothing is fetched for it.
    return run(['nix-store', '--realise', out, '--add-root', join(folder, host)], {
      ...request,
      noCaches: true,
    });
  };

  const realise: Nix['realise'] = async ({ fleet, systems, ways, signal, progress }) => {
    // Stand-in inputs never ask a binary cache, whichever way they came to be asked for.
    const request: Silent = { signal, standIn: fleet.standIn ?? options.standIn };
    const groups = groupsOf(systems, ways);
    const shares = shareProgress(progress, groups.length);
    const results = await Promise.all(
      groups.map((group, index) => realiseGroup(fleet, group, { ...request, progress: shares[index] })),
    );
    return new Map(results.flatMap((result) => [...result]));
  };

  const realiseGroup = async (
    fleet: FleetSource,
    { way, hosts }: Group,
    request: Parameters<typeof buildRun>[3],
  ): Promise<Map<string, HostSystem | AppError>> => {
    const { signal, standIn } = request;
    const silent: Silent = { signal, standIn };
    const drvs = [...new Set([...hosts.values()].map((system) => system.drv))];
    let built: NixRun;
    try {
      built = await buildRun(tool, way, drvs, request);
    } catch (error) {
      if (!isAppError(error) || error.code === 'cancelled') throw error;
      return new Map([...hosts.keys()].map((host) => [host, error]));
    }
    const failures = built.tree.failures();
    const results = new Map<string, HostSystem | AppError>();
    for (const [host, system] of hosts) {
      if (way.on === 'target' && built.code === 0) {
        results.set(host, { ...system, onTarget: true });
        continue;
      }
      const isHere = way.on !== 'target' && (built.code === 0 || (await isValid(system.out)));
      const kept = isHere ? await keep(fleet, host, system.out, silent) : null;
      if (kept?.code === 0) {
        results.set(host, system);
        continue;
      }
      const own = await failuresBelow(system.drv, failures, silent);
      results.set(
        host,
        explainFailure(kept?.messages ?? messagesAbout(built.messages, own), {
          doing: 'build',
          host,
          builds: own,
          standIn,
        }),
      );
    }
    return results;
  };

  /** The failed builders that this derivation needs; all of them when that cannot be told. */
  const failuresBelow = async <F extends { drv: string }>(
    drv: string,
    failures: readonly F[],
    request: Silent,
  ): Promise<readonly F[]> => {
    if (failures.length < 2) return failures;
    const query = await run(['nix-store', '--query', '--requisites', drv], { ...request, noCaches: true });
    const below = new Set(query.stdout.split('\n'));
    const own = failures.filter((failure) => below.has(failure.drv));
    return own.length > 0 ? own : failures;
  };

  const isValid = async (path: string): Promise<boolean> =>
    (await run(['nix-store', '--check-validity', path], { noCaches: true })).code === 0;

  return { realise, isValid };
}
