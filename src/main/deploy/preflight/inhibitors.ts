import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isAppError } from '../../../shared/contract';
import type { Nix } from '../../nix';

/** By name what a system cannot change while it runs: `dbus-implementation` is `broker`. */
export type Inhibitors = Readonly<Record<string, string>>;

const inhibitorsSchema = z.record(z.string().max(200), z.string().max(2_000));

/** The file `switch-inhibitors` of a system. What is no map of words inhibits nothing, as NixOS itself takes it. */
export function parseInhibitors(text: string): Inhibitors {
  try {
    return inhibitorsSchema.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

/**
 * What keeps NixOS from switching from one system to another, as `NAME: OLD -> NEW`: names that both have, with other
 * values (nixpkgs, `system.preSwitchChecks.switchInhibitors`).
 */
export function inhibited(running: Inhibitors, next: Inhibitors): string[] {
  return Object.entries(running).flatMap(([name, value]) => {
    const other = next[name];
    return other === undefined || other === value ? [] : [`${name}: ${value} -> ${other}`];
  });
}

/** The same for two systems of this machine's store; empty where it does not have both. */
export async function inhibitorsBetween(
  nix: Pick<Nix, 'physicalPath'>,
  from: string,
  to: string,
): Promise<string[]> {
  const read = async (system: string): Promise<Inhibitors> => {
    try {
      return parseInhibitors(
        await readFile(join(await nix.physicalPath(system), 'switch-inhibitors'), 'utf8'),
      );
    } catch (error) {
      if (isAppError(error, 'internal')) throw error;
      return {};
    }
  };
  const [running, next] = await Promise.all([read(from), read(to)]);
  return inhibited(running, next);
}
