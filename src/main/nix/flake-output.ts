import { dirname } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { buildRun } from './build-run';
import { HERE } from './builders';
import { explainFailure } from './explain-failure';
import type { NixTool } from './tool';
import type { NixRequest } from './types';

/** What is to be built, and what keeps it. */
export interface FlakeOutput extends NixRequest {
  /** Flake reference without a fragment. */
  readonly ref: string;
  readonly attribute: string;
  /** Link that keeps what is built from garbage collection. */
  readonly root: string;
  /** Nix has evaluated and begins to build. */
  readonly onEvaluated?: () => void;
}

/**
 * Builds one output of a flake, with its real inputs and without writing a lock file. Returns the store path. Throws
 * `evaluation-failed`, `build-failed`, `disk-full`, `cancelled`, and what is missing for Nix.
 */
export async function buildFlakeOutput(tool: NixTool, request: FlakeOutput): Promise<string> {
  const { ref, attribute, root, signal, progress } = request;
  const silent = { signal, standIn: false };
  const evaluated = await tool.run(
    ['nix', 'eval', '--raw', '--no-write-lock-file', `${ref}#${attribute}.drvPath`],
    { ...silent, ...(progress ? { progress } : {}) },
  );
  if (evaluated.code !== 0) throw explainFailure(evaluated.messages, { doing: 'evaluation' });
  request.onEvaluated?.();
  const drv = evaluated.stdout.trim();
  const built = await buildRun(tool, HERE, [drv], { ...silent, progress });
  if (built.code !== 0)
    throw explainFailure(built.messages, { doing: 'build', builds: built.tree.failures() });
  await mkdir(dirname(root), { recursive: true });
  const kept = await tool.run(['nix-store', '--realise', drv, '--add-root', root], {
    ...silent,
    noCaches: true,
  });
  if (kept.code !== 0) throw explainFailure(kept.messages, { doing: 'build' });
  const out = await tool.run(['nix-store', '--query', '--outputs', drv], { ...silent, noCaches: true });
  return out.stdout.trim().split('\n')[0] ?? '';
}
