import { expect, it } from 'vitest';
import { animationTree } from './tree';

it('tells what each kind of motion has, and from which it inherits', () => {
  const windows = { name: 'windows', on: true, speed: 3, curve: 'snappy', style: 'slide' };
  const rows = animationTree({ animations: [windows, { ...windows, name: 'fadeIn', on: false }] });
  const row = (name: string) => rows.find((each) => each.name === name);
  expect(row('global')).toMatchObject({ depth: 0, inherits: '', holds: { speed: 8, curve: 'default' } });
  expect(row('windows')).toMatchObject({ depth: 1, inherits: null, own: windows });
  expect(row('windowsIn')).toMatchObject({ depth: 2, inherits: 'windows', holds: { curve: 'snappy' } });
  expect(row('fadeIn')).toMatchObject({ inherits: null, holds: { on: false } });
  expect(row('fadeOut')).toMatchObject({ inherits: '', own: undefined });
  expect(rows.map(({ name }) => name).indexOf('windowsIn')).toBe(
    rows.map(({ name }) => name).indexOf('windows') + 1,
  );
});
