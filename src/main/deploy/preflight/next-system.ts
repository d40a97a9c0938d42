import { readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type HostPlan, isAppError } from '../../../shared/contract';
import type { Nix } from '../../nix';
import { parseInhibitors } from './inhibitors';
import type { NextSystem } from './types';

/** Boot loaders keep these beside each other; the modules stay in the store. */
const BOOT_FILES = ['kernel', 'initrd'];

/** What is known of a system that a plan has built; null where this machine's store has it no more. */
export async function nextSystem(nix: Pick<Nix, 'physicalPath'>, plan: HostPlan): Promise<NextSystem | null> {
  let folder: string;
  try {
    folder = await nix.physicalPath(plan.to);
    await stat(folder);
  } catch (error) {
    if (isAppError(error, 'internal')) throw error;
    return null;
  }
  const bootFiles = await Promise.all(
    BOOT_FILES.map(async (name) => {
      const target = await readlink(join(folder, name)).catch(() => null);
      if (target === null) return [];
      const size = await nix
        .physicalPath(target)
        .then(async (path) => (await stat(path)).size)
        .catch(() => null);
      return size === null ? [] : [{ name, target, bytes: size }];
    }),
  );
  const text = await readFile(join(folder, 'switch-inhibitors'), 'utf8').catch(() => '');
  return {
    to: plan.to,
    copyBytes: plan.copyBytes ?? null,
    bootFiles: bootFiles.flat(),
    inhibitors: parseInhibitors(text),
  };
}
