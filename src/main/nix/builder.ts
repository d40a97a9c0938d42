import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppError } from '../../shared/contract';
import { parseDryRun, plannedBuilds } from './build-plan';
import type { BuildFailure, PlannedBuild } from './build-tree';
import { explainFailure } from './explain-failure';
import type { NixRun } from './run-nix';
import type { NixTool, RunOptions } from './tool';
import type { FleetSource, HostSystem, Nix } from './types';

/** More derivations than this are not asked for who waits for whom: the answer would be tens of megabytes. */
const MAX_PLANNED = 1500;

/** How the short questions around a build are asked. */
type Silent = Pick<RunOptions, 'signal' | 'standIn'>;

/** Of what a run for many hosts said, that which is about these builders; all of it when nothing names them. */
function messagesAbout(messages: string, failures: readonly BuildFailure[]): string {
  const own = messages
    .split(/\n(?=error:)/)
    .filter((message) => failures.some((failure) => message.includes(failure.drv)));
  return own.length > 0 ? own.join('\n') : messages;
}

/** Builds what has been evaluated. */
export function createBuilder(tool: NixTool): Pick<Nix, 'realise' | 'isValid'> {
  const { run, options } = tool;
  const { home } = options;

  /** What will be built and who waits for whom; empty when that cannot be told. It only fills the screen. */
  const planOf = async (drvs: readonly string[], request: Silent): Promise<PlannedBuild[]> => {
    const dry = await run(['nix-store', '--realise', '--dry-run', ...drvs], request);
    const wanted = parseDryRun(dry.log.join('\n'));
    if (wanted.length === 0 || wanted.length > MAX_PLANNED) return wanted.map((drv) => ({ drv }));
    const shown = await run(['nix', 'show-derivation', ...wanted], request);
    try {
      return plannedBuilds(wanted, shown.stdout);
    } catch {
      return wanted.map((drv) => ({ drv }));
    }
  };

  const keep = async (fleet: FleetSource, host: string, out: string, request: Silent): Promise<NixRun> => {
    const key = createHash('sha256').update(fleet.dir).digest('hex').slice(0, 16);
    const folder = join(home.state, 'gcroots', key);
    await mkdir(folder, { recursive: true });
    return run(['nix-store', '--realise', out, '--add-root', join(folder, host)], request);
  };

  const realise: Nix['realise'] = async ({ fleet, systems, signal, progress }) => {
    // Stand-in inputs never ask a binary cache, whichever way they came to be asked for.
    const request: Silent = { signal, standIn: fleet.standIn ?? options.standIn };
    const drvs = [...new Set([...systems.values()].map((system) => system.drv))];
    if (drvs.length === 0) return new Map();
    const planned = await planOf(drvs, request);
    // `keep` makes the roots afterwards, so a warning that there is none yet would mislead.
    const built = await run(['nix-store', '--realise', '--no-gc-warning', '--keep-going', ...drvs], {
      ...request,
      progress,
      planned,
    });
    const failures = built.tree.failures();
    const results = new Map<string, HostSystem | AppError>();
    for (const [host, system] of systems) {
      const kept =
        built.code === 0 || (await isValid(system.out)) ? await keep(fleet, host, system.out, request) : null;
      if (kept?.code === 0) {
        results.set(host, system);
        continue;
      }
      const own = await failuresBelow(system.drv, failures, request);
      results.set(
        host,
        explainFailure(kept?.messages ?? messagesAbout(built.messages, own), {
          doing: 'build',
          host,
          builds: own,
          standIn: request.standIn,
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
    const query = await run(['nix-store', '--query', '--requisites', drv], request);
    const below = new Set(query.stdout.split('\n'));
    const own = failures.filter((failure) => below.has(failure.drv));
    return own.length > 0 ? own : failures;
  };

  const isValid = async (path: string): Promise<boolean> =>
    (await run(['nix-store', '--check-validity', path])).code === 0;

  return { realise, isValid };
}
