import { describe, expect, it } from 'vitest';
import { outcomeOfEnd, runs, type Heard } from './activation-outcome';
import type { ActivationEnd } from './activation/state-lines';
import { parseState, type TargetState } from './target';

const system = (letter: string): string => `/nix/store/${letter.repeat(32)}-nixos-system-a-1`;
const [OLD, NEW, OTHER] = [system('a'), system('b'), system('c')];
const host = (running: string, profile: string): TargetState => ({
  ...parseState('uid 0'),
  running,
  profile,
  generation: 7,
});

function told(
  end: ActivationEnd,
  state: TargetState | null = host(OLD, OLD),
  heard: Partial<Heard> = {},
): { outcome: string; reason?: string | undefined } {
  return outcomeOfEnd(end, {
    before: { ...host(OLD, OLD), generation: 6 },
    to: NEW,
    mode: 'switch',
    state,
    heard: { old: null, units: [], silence: null, unhealthy: [], ...heard },
  });
}

describe('the end of an activation', () => {
  it.each([
    ['done 0', { kind: 'done', code: 0 }, host(NEW, NEW), 'switched', ''],
    ['done, the host silent', { kind: 'done', code: 0 }, null, 'switched', ''],
    ['done, but not so', { kind: 'done', code: 0 }, host(OTHER, NEW), 'unknown', 'somebody else'],
    ['busy', { kind: 'busy', holder: null }, host(OLD, OLD), 'failed', 'Another switch'],
    [
      'busy, by whom',
      { kind: 'busy', holder: { who: 'ada@attic', since: '2026-01-02T03:04:05.000Z' } },
      host(OLD, OLD),
      'failed',
      '(of ada@attic, since 03:04:05 UTC)',
    ],
    ['refused, killed', { kind: 'refused', step: 'killed', code: 137 }, null, 'failed', 'killed'],
    ['killed', { kind: 'restored', step: 'killed', code: 137 }, null, 'rolled-back', 'was killed'],
    ['refused, locked', { kind: 'refused', step: 'test', code: 11 }, null, 'failed', 'Another switch'],
    ['refused, reboot', { kind: 'refused', step: 'test', code: 100 }, null, 'failed', 'reboot'],
    ['refused', { kind: 'refused', step: 'record', code: 1 }, null, 'failed', 'Nothing was activated'],
    ['restored', { kind: 'restored', step: 'test', code: 2 }, null, 'rolled-back', 'exit code 2'],
    ['hung', { kind: 'restored', step: 'deadline', code: 124 }, null, 'rolled-back', 'hung'],
    ['boot', { kind: 'restored', step: 'boot', code: 1 }, null, 'rolled-back', 'boot entry'],
    ['broken', { kind: 'broken', step: 'test', code: 1 }, host(OLD, OLD), 'rolled-back', 'failed too'],
    ['broken, between', { kind: 'broken', step: 'test', code: 1 }, host(NEW, OLD), 'unknown', OLD],
    ['broken, silent', { kind: 'broken', step: 'test', code: 1 }, null, 'unknown', OLD],
  ] as const)('%s', (_, end, state, outcome, reason) => {
    const result = told(end, state);
    expect(result.outcome).toBe(outcome);
    expect(result.reason ?? '').toContain(reason);
  });

  it('names the units that failed, and why nobody could acknowledge', () => {
    const units = [
      { unit: 'web.service', worked: true },
      { unit: 'new.service', worked: false },
    ];
    expect(told({ kind: 'done', code: 4 }, host(NEW, NEW), { units }).reason).toContain(
      'web.service, new.service',
    );
    const back = told({ kind: 'restored', step: 'units', code: 4 }, null, { units }).reason;
    expect(back).toContain('web.service');
    expect(back).not.toContain('new.service');
    const shut = told({ kind: 'restored', step: 'ack', code: 0 }, null, { silence: 'its key has changed' });
    expect(shut.reason).toContain('did not let us in again: its key has changed. The host is back');
  });
});

describe('a host is where a deploy brings it', () => {
  it('by what it runs, boots, or both, as the mode says', () => {
    expect(runs(host(NEW, NEW), NEW, 'switch')).toBe(true);
    expect(runs(host(NEW, OLD), NEW, 'switch')).toBe(false);
    expect(runs(host(NEW, OLD), NEW, 'test')).toBe(true);
    expect(runs(host(OLD, NEW), NEW, 'boot')).toBe(true);
  });
});
