import { describe, expect, it } from 'vitest';
import { inventoryColumnSchema } from '../../shared/contract';
import { createRowMaker, sortKey } from './host-row';
import { hostWith, NO_CONTEXT, rowsOf } from './testing';

const disk = (mount: string, usedBytes: number, freeBytes: number) => ({
  mount,
  device: '/dev/sda',
  type: 'ext4',
  readOnly: false,
  totalBytes: 1000,
  usedBytes,
  freeBytes,
});

describe('a row', () => {
  it('is the same for as long as nothing of it changes', () => {
    const make = createRowMaker();
    const [a, b] = [hostWith('a'), hostWith('b')];
    const first = make([a, b], NO_CONTEXT);
    expect(make([a, b], { ...NO_CONTEXT, runs: new Map() })).toEqual(first);
    const second = make([a, { ...b, facts: {} }], NO_CONTEXT);
    expect(second[0]).toBe(first[0]);
    expect(second[1]).not.toBe(first[1]);
    const drafted = make([a, b], { ...NO_CONTEXT, drafted: new Set(['a']) });
    expect(drafted[0]).not.toBe(first[0]);
    expect(drafted[0]?.drift.uncommitted).toBe(true);
  });

  it('knows nothing where nothing was told', () => {
    const [row] = rowsOf([hostWith('a')]);
    for (const column of inventoryColumnSchema.options) {
      if (column !== 'host' && column !== 'state') expect(sortKey(row!, column), column).toBeNull();
    }
  });

  it('counts the root disk as df does, and says what is low', () => {
    const [row] = rowsOf([
      hostWith('a', {
        disks: [disk('/', 600, 300), disk('/home', 999, 1)],
        boot: { ...disk('/boot', 900, 100), own: true },
      }),
    ]);
    expect(row?.disk).toMatchObject({ percent: 67, isLow: false });
    expect(row?.boot).toMatchObject({ percent: 90, isLow: true });
  });

  it('has no /boot of its own where that is a part of another file system', () => {
    const [row] = rowsOf([hostWith('a', { boot: { ...disk('/', 900, 100), own: false } })]);
    expect(row?.boot).toBeNull();
  });

  it('takes garbage for nothing', () => {
    const [row] = rowsOf([hostWith('a', { load: 'much', disks: [{ mount: 1 }], tags: 'x', addresses: 4 })]);
    expect(row).toMatchObject({ load: null, disk: null, tags: [], addresses: [] });
  });

  it('names every address once, the declared one first', () => {
    const [row] = rowsOf([
      hostWith('a', {
        address: '10.0.0.2',
        addresses: [
          { interface: 'eth0', address: '10.0.0.1' },
          { interface: 'eth1', address: '10.0.0.2' },
        ],
      }),
    ]);
    expect(row?.addresses).toEqual(['10.0.0.2', '10.0.0.1']);
  });

  it('is found by what it shows, in any case', () => {
    const [row] = rowsOf([
      hostWith('Razer', { role: 'Laptop', desktop: 'Hyprland', failedUnitNames: ['plex.service'] }),
    ]);
    for (const word of ['razer', '@laptop', 'hyprland', 'plex', 'not asked yet'])
      expect(row?.text).toContain(word);
  });
});
