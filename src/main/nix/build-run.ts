import type { BuildWay } from './builders';
import { parseDryRun, readPlanned } from './build-plan';
import { createBuildTimes } from './build-times';
import type { PlannedBuild } from './build-tree';
import { explainCopy, hostStoreUrl } from './copy';
import type { NixRun } from './run-nix';
import type { NixTool, RunOptions } from './tool';
import type { NixProgress } from './types';

/** More derivations than this are not read for who waits for whom: nobody looks at so large a tree. */
const MAX_PLANNED = 20_000;

/** How the short questions around a build are asked. */
export type Silent = Pick<RunOptions, 'signal' | 'standIn'>;

/**
 * Builds derivations the one way, in one run of Nix. Resolves also where builders fail; throws what copying to a
 * target throws.
 */
export async function buildRun(
  tool: NixTool,
  way: BuildWay,
  drvs: readonly string[],
  request: Silent & { readonly progress?: NixProgress | undefined },
): Promise<NixRun> {
  const { run } = tool;
  const { signal, standIn, progress } = request;
  const silent = { signal, standIn };
  const build = async (words: readonly string[], sshOpts?: string): Promise<NixRun> => {
    const options = { ...silent, ...(sshOpts === undefined ? {} : { sshOpts }) };
    // The tree only fills the screen; nobody waits for a plan that is not looked at.
    const planned = progress === undefined ? [] : await planOf(tool, [...words, ...drvs], options);
    const times = createBuildTimes(tool.options.home);
    // Callers make the roots afterwards, so a warning that there is none yet would mislead.
    const built = await run(
      ['nix-store', '--realise', '--no-gc-warning', '--keep-going', ...words, ...drvs],
      {
        ...options,
        ...(progress === undefined ? {} : { progress }),
        planned,
        expectedMs: await times.read(),
      },
    );
    await times.learn(built.tree.durations());
    return built;
  };
  switch (way.on) {
    case 'here':
      return build([]);
    case 'builders':
      return build(
        [
          '--builders',
          way.lines.join(' ; '),
          '--max-jobs',
          '0',
          '--option',
          'builders-use-substitutes',
          'true',
        ],
        way.sshOpts,
      );
    case 'target': {
      const store = hostStoreUrl(way.reach);
      // Derivations and sources are named by what they hold, so a host takes them from whoever may log in.
      const sent = await run(['nix', 'copy', '--derivation', '--to', store, '--', ...drvs], {
        ...silent,
        noCaches: true,
        sshOpts: way.sshOpts,
      });
      if (sent.code !== 0) throw explainCopy(sent.messages, way.reach.host);
      return build(['--store', store], way.sshOpts);
    }
  }
}

/** What will be built and who waits for whom; without the latter where derivations cannot be read. */
async function planOf(
  tool: NixTool,
  words: readonly string[],
  options: Silent & { sshOpts?: string },
): Promise<PlannedBuild[]> {
  const dry = await tool.run(['nix-store', '--realise', '--dry-run', ...words], options);
  const wanted = parseDryRun(dry.log.join('\n'));
  if (wanted.length > MAX_PLANNED) return wanted.map((drv) => ({ drv }));
  return readPlanned(wanted, tool.physicalPath);
}

/** As many shares of one progress as there are runs beside each other; the fraction is that of all together. */
export function shareProgress(progress: NixProgress | undefined, count: number): (NixProgress | undefined)[] {
  if (progress === undefined || count === 1) return Array.from({ length: count }, () => progress);
  const fractions: number[] = Array.from({ length: count }, () => 0);
  return fractions.map((_, index) => ({
    ...progress,
    fraction: (fraction) => {
      fractions[index] = fraction ?? 0;
      progress.fraction?.(fractions.reduce((sum, one) => sum + one, 0) / count);
    },
  }));
}
