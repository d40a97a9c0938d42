import type { DeployLimits } from '../../shared/contract';
import type { DeploysOptions } from './types';

const ACTIVATION_MS = 600_000;
const HEALTH_MS = 60_000;
const CONFIRM_MS = 30_000;
const REBOOT_MS = 600_000;
const PATIENCE_MS = 300_000;

/** How long things may take in an activation, in milliseconds; what was `given` for a run comes first. */
export function limitsOf(
  options: DeploysOptions,
  given: DeployLimits = {},
): {
  activationMs: number;
  healthMs: number;
  confirmMs: number;
  patienceMs: number;
  rebootMs: number;
} {
  return {
    activationMs: inMs(given.activation) ?? options.activationMs ?? ACTIVATION_MS,
    healthMs: inMs(given.health) ?? HEALTH_MS,
    confirmMs: inMs(given.confirm) ?? options.confirmMs ?? CONFIRM_MS,
    patienceMs: options.patienceMs ?? PATIENCE_MS,
    rebootMs: inMs(given.reboot) ?? REBOOT_MS,
  };
}

const inMs = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1_000;
