import { describe, expect, it } from 'vitest';
import type { Outcome } from './activation-outcome';
import { outcomeOfReboot, type Rebooted } from './reboot';
import type { TargetState } from './target';

const path = (name: string): string => `/nix/store/${'a'.repeat(32)}-nixos-system-${name}`;
const OLD = path('old');
const NEW = path('new');

const host = (running: string, failedUnits: string[] = []): TargetState => ({
  uid: 0,
  user: 'root',
  running,
  booted: running,
  bootId: 'b',
  profile: NEW,
  generation: 2,
  nixosVersion: null,
  bootedParts: {},
  failedUnits,
  uptimeSeconds: 1,
  freeBytes: null,
});

const reached: Outcome = { outcome: 'switched', generation: 2 };
const told = (rebooted: Rebooted, isSwitched = false): Outcome =>
  outcomeOfReboot(rebooted, {
    before: host(OLD, ['old.service']),
    to: NEW,
    seconds: 60,
    reached,
    isSwitched,
  });

describe('a restart', () => {
  it.each([
    ['with the new system', host(NEW, ['old.service']), 'switched', 'came up with the new system.'],
    ['with a unit that failed', host(NEW, ['new.service']), 'units-failed', 'but units failed: new.service.'],
    ['with the old system', host(OLD), 'rolled-back', 'did not start the new one'],
    ['with a third system', host(path('third')), 'unknown', 'neither the new system nor the old one'],
  ])('that ends %s', (_, state, outcome, reason) => {
    expect(told({ kind: 'up', state })).toMatchObject({
      outcome,
      generation: 2,
      reason: expect.stringContaining(reason),
    });
  });

  it('that does not happen leaves what was reached', () => {
    const stayed: Rebooted = { kind: 'stayed', reason: 'no' };
    expect(told(stayed)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('still runs the old'),
    });
    expect(told(stayed, true)).toMatchObject({
      outcome: 'switched',
      reason: expect.stringContaining('not restarted'),
    });
  });

  it('from which a host does not come back is unknown, never down', () => {
    expect(told({ kind: 'away', reason: 'no route' })).toMatchObject({
      outcome: 'unknown',
      generation: null,
      reason: expect.stringContaining('not back after 60 s: no route'),
    });
  });
});
