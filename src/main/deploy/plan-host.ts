import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError, type HostPlan } from '../../shared/contract';
import type { Nix } from '../nix';
import { diffClosures } from './closure-diff';
import { inhibitorsBetween } from './preflight';
import type { ClosureEntry, Target, TargetState } from './target';

/** The parts of a system that only a reboot takes into use. */
const BOOT_PARTS = ['kernel', 'initrd', 'kernel-modules'] as const;

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
  const [reboot, inhibitors] = await Promise.all([
    rebootOf(nix, state, to),
    inhibitorsBetween(nix, state.running, to),
  ]);
  return {
    ...base,
    ...(before && after && compare(before, after)),
    ...(before === null && { note: 'The store of the host does not know the system it runs.' }),
    ...reboot,
    ...(inhibitors.length > 0 && { inhibitors }),
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

async function rebootOf(
  nix: Nix,
  state: TargetState,
  to: string,
): Promise<Pick<HostPlan, 'reboot' | 'rebootBecause'>> {
  try {
    const system = await nix.physicalPath(to);
    const compared = await Promise.all(
      BOOT_PARTS.map(async (part) => {
        const booted = state.bootedParts[part] ?? '';
        const next = await readlink(join(system, part)).catch(() => '');
        return booted === '' || next === '' ? [] : [{ part, differs: booted !== next }];
      }),
    );
    const known = compared.flat();
    if (known.length === 0) return {};
    const rebootBecause = known.filter(({ differs }) => differs).map(({ part }) => part);
    return { reboot: rebootBecause.length > 0, rebootBecause };
  } catch (error) {
    if (isAppError(error)) return {};
    throw error;
  }
}
