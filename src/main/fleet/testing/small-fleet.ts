import { cpSync } from 'node:fs';
import path from 'node:path';

/**
 * Six hosts and nine features in the form of the bundled fleet, for tests that ask how a fleet is read and changed and
 * not what the bundled one holds: it is read ten times as fast, and stays as it is. Real Nix evaluates it too.
 */
export const SMALL_FLEET = path.join(import.meta.dirname, 'small-fleet');

/** A copy to be changed. */
export function copySmallFleet(dir: string): void {
  cpSync(SMALL_FLEET, dir, { recursive: true });
}
