import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError, type HostPlan } from '../../shared/contract';
import type { Nix } from '../nix';
import { diffClosures } from './closure-diff';
import type { ClosureEntry, Target, TargetState } from './target';

/** The parts of a system that only a reboot takes into use. */
const BOOT_PARTS = ['kernel', 'initrd', 'kernel-modules'];

/**
 * What putting `to` on a host would change. The host's own closure is compared, not what we last deployed.
 * Changes nothing; what cannot be told is left out.
 */
export async function planHost(
  nix: Nix,
  target: Target,
  state: TargetState,
  to: string,
  signal?: AbortSignal,
): Promise<HostPlan> {
  const host = target.reach.host;
  if (state.running === null) return { host, to, unchanged: false, note: 'It does not run NixOS.' };
  const base: HostPlan = {
    host,
    from: state.running,
    to,
    unchanged: state.running === to && state.profile === to,
  };
  if (state.running === to) {
    return { ...base, packages: { added: [], removed: [], changed: [] }, bytes: 0, reboot: false };
  }
  const [before, after] = await Promise.all([
    closureOf(nix, target, state.running, signal),
    closureOf(nix, target, to, signal),
  ]);
  const reboot = await needsReboot(nix, state, to);
  return {
    ...base,
    ...(before && after && compare(before, after)),
    ...(before === null && { note: 'The store of the host does not know the system it runs.' }),
    ...(reboot !== null && { reboot }),
  };
}

function sizeOf(closure: readonly ClosureEntry[]): number {
  return closure.reduce((sum, entry) => sum + entry.bytes, 0);
}

function compare(
  before: readonly ClosureEntry[],
  after: readonly ClosureEntry[],
): Pick<HostPlan, 'packages' | 'bytes' | 'copyBytes'> {
  const present = new Set(before.map((entry) => entry.path));
  return {
    copyBytes: sizeOf(after.filter((entry) => !present.has(entry.path))),
    packages: diffClosures(
      before.map((entry) => entry.path),
      after.map((entry) => entry.path),
    ),
    bytes: sizeOf(after) - sizeOf(before),
  };
}

/** From this machine's store where it is there, else from the host's; null when neither knows it. */
async function closureOf(
  nix: Nix,
  target: Target,
  path: string,
  signal?: AbortSignal,
): Promise<ClosureEntry[] | null> {
  try {
    if (await nix.isValid(path)) {
      const closure = await nix.closure(path, signal);
      return closure.map((info) => ({ path: info.path, bytes: info.narSize }));
    }
  } catch (error) {
    // A rollback works without Nix on this machine.
    if (!isAppError(error) || error.code === 'cancelled') throw error;
  }
  return target.closure(path, signal);
}

async function needsReboot(nix: Nix, state: TargetState, to: string): Promise<boolean | null> {
  try {
    const system = await nix.physicalPath(to);
    let known = false;
    for (const part of BOOT_PARTS) {
      const booted = state.bootedParts[part] ?? '';
      const next = await readlink(join(system, part)).catch(() => '');
      if (booted === '' || next === '') continue;
      if (booted !== next) return true;
      known = true;
    }
    return known ? false : null;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
