import { describe, expect, it } from 'vitest';
import type { Fact, Host, LiveFacts, NameCheck } from '../../shared/contract';
import { hostNotices } from './host-notices';

function host(values: LiveFacts & { name?: NameCheck; partial?: readonly string[] }): Host {
  const at = '2025-01-01T00:00:00.000Z';
  const facts = Object.entries(values).map(([name, value]): [string, Fact] => [
    name,
    { value, from: 'host', at },
  ]);
  return {
    name: 'p510',
    kind: 'machine',
    inFlake: true,
    file: null,
    line: null,
    features: [],
    source: 'source',
    facts: Object.fromEntries(facts),
  };
}
const words = (values: Parameters<typeof host>[0]): string[] =>
  hostNotices(host(values)).map((one) => one.words);
const disk = (mount: string, freeBytes: number, readOnly = false) => ({
  mount,
  device: `/dev/${mount}`,
  type: 'ext4',
  readOnly,
  totalBytes: 1000,
  usedBytes: 1000 - freeBytes,
  freeBytes,
});

describe('what to look at of a host', () => {
  it('is nothing when all is well, and nothing where nothing is known', () => {
    expect(words({})).toEqual([]);
    expect(
      words({
        rebootNeeded: false,
        disks: [disk('/', 500), disk('/cdrom', 0, true)],
        boot: { ...disk('/boot', 500), own: true },
        clock: { at: '2025-01-01T00:00:00.000Z', offsetSeconds: 2, synchronised: null },
        temperatures: [{ chip: 'k10temp', sensor: 'Tctl', celsius: 70, criticalCelsius: 95 }],
        name: { name: 'p510', resolves: [], declared: null, verdict: 'unresolved', conflicts: [] },
      }),
    ).toEqual([]);
  });

  it('is a reboot that is due, with its reason', () =>
    expect(words({ rebootNeeded: true, rebootBecause: ['kernel', 'kernel-modules'] })).toEqual([
      'Runs with another kernel, kernel modules than it was booted with: a reboot is due.',
    ]));

  it('is a file system that fills up, /boot sooner than others and only once', () =>
    expect(
      words({
        disks: [disk('/', 49), disk('/home', 51), disk('/boot', 40)],
        boot: { ...disk('/boot', 140), own: true },
      }),
    ).toEqual(['/boot has 140 B left: the next generation may not fit.', '/ has 49 B left of 1.0 kB.']));

  it('is a clock that is off, heat, and Tailscale logged out', () =>
    expect(
      words({
        clock: { at: '2025-01-01T00:00:00.000Z', offsetSeconds: -3700, synchronised: null },
        temperatures: [{ chip: 'nvme', sensor: 'Composite', celsius: 81, criticalCelsius: 84.85 }],
        tailscale: {
          state: 'NeedsLogin',
          name: '',
          addresses: [],
          tailnet: '',
          magicDns: null,
          version: '',
          health: [],
        },
      }),
    ).toEqual([
      'Its clock is 1 h 1 min behind ours.',
      'nvme Composite is at 81 °C, critical at 85.',
      'Tailscale wants somebody to log in there.',
    ]));

  it('is every conflict of its name, and an answer that was not understood', () =>
    expect(
      words({
        name: {
          name: 'p510',
          resolves: ['10.0.0.1'],
          declared: '10.0.0.2',
          verdict: 'differs',
          conflicts: ['One.', 'Two.'],
        },
        partial: ['the answer was cut off'],
      }),
    ).toEqual(['One.', 'Two.', 'Not all of its answer was understood: the answer was cut off.']));
});
