import type { Target } from '../target';
import { parseGenerations, type TargetGeneration } from './parse';
import { LIST_GENERATIONS } from './scripts';

/** Each generation is asked what it is, and a host may have hundreds. */
const TIMEOUT_MS = 60_000;

/** Oldest first. Throws `remote-command-failed`, and what reaching the host throws. */
export async function readGenerations(target: Target, signal?: AbortSignal): Promise<TargetGeneration[]> {
  const how = { doing: 'list its generations', timeoutMs: TIMEOUT_MS, signal };
  return parseGenerations(await target.runScript(LIST_GENERATIONS, [], how));
}
