import type { DeploysOptions } from './types';

const ACTIVATION_MS = 600_000;
const CONFIRM_MS = 30_000;
const PATIENCE_MS = 300_000;

/** How long things may take in an activation, in milliseconds; see {@link DeploysOptions}. */
export function limitsOf(options: DeploysOptions): {
  activationMs: number;
  confirmMs: number;
  patienceMs: number;
} {
  return {
    activationMs: options.activationMs ?? ACTIVATION_MS,
    confirmMs: options.confirmMs ?? CONFIRM_MS,
    patienceMs: options.patienceMs ?? PATIENCE_MS,
  };
}
