import { describe, expect, it } from 'vitest';
import { liveFactWords } from './words';

const bytes = (count: number): string => `${count} B`;
const space = { mount: '/boot', device: '/dev/sda1', totalBytes: 1000, usedBytes: 600, freeBytes: 400 };

describe('a fact in words', () => {
  it.each<[string, unknown, string]>([
    ['uptimeSeconds', 3748, '1 h 2 min'],
    ['uptimeSeconds', 59, '59 s'],
    ['uptimeSeconds', 90_061, '1 d 1 h'],
    ['uptimeSeconds', 86_400, '1 d'],
    ['load', { one: 0.5, five: 1, fifteen: 12.345 }, '0.50 1.00 12.35'],
    [
      'memory',
      { totalBytes: 1000, availableBytes: 250, swapTotalBytes: 100, swapFreeBytes: 60 },
      '750 B of 1000 B used (75%), swap 40 B of 100 B',
    ],
    ['clock', { at: 'x', offsetSeconds: 0, synchronised: true }, 'right, synchronised'],
    ['clock', { at: 'x', offsetSeconds: -90, synchronised: null }, '1 min 30 s behind'],
    ['boot', { ...space, own: true }, '400 B free of 1000 B'],
    ['boot', { ...space, mount: '/', own: false }, '400 B free of 1000 B, a part of /'],
    ['store', { ...space, own: true }, '600 B used, 400 B free'],
    ['disks', [{ ...space, type: 'vfat', readOnly: true }], '/boot 400 B free of 1000 B, read-only'],
    [
      'gpus',
      [{ slot: '0', vendor: 'AMD', model: 'Navi 22', driver: 'amdgpu', asleep: false, busyPercent: 3 }],
      'AMD Navi 22 (amdgpu, 3% busy)',
    ],
    ['monitors', [{ name: 'DP-1', modes: [{ width: 2560, height: 1440 }] }], 'DP-1 2560x1440'],
    [
      'temperatures',
      [
        { chip: 'k10temp', sensor: 'Tctl', celsius: 51.2, criticalCelsius: 95 },
        { chip: 'k10temp', sensor: 'Tccd1', celsius: 60.7 },
        { chip: 'nvme', sensor: 'Composite', celsius: 40 },
      ],
      'k10temp 61 °C, nvme 40 °C',
    ],
    [
      'name',
      { name: 'p510', resolves: ['10.0.0.1'], declared: '10.0.0.1', verdict: 'agrees', conflicts: [] },
      'p510 leads where the fleet says (10.0.0.1)',
    ],
    [
      'name',
      {
        name: 'p510',
        resolves: ['10.0.0.1'],
        declared: '10.0.0.2',
        verdict: 'differs',
        conflicts: ['A.', 'B.'],
      },
      'A. B.',
    ],
  ])('%s %j', (name, value, words) => expect(liveFactWords(name, value, bytes)).toBe(words));

  it.each<[string, unknown]>([
    ['kernel', '6.12'],
    ['moonPhase', 'full'],
    ['toString', 'x'],
    ['memory', 'much'],
    ['disks', [{ mount: 1 }]],
    ['name', 'p510'],
  ])('is left to the caller for %s %j', (name, value) =>
    expect(liveFactWords(name, value, bytes)).toBeNull(),
  );
});
