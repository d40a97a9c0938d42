import { expect, it } from 'vitest';
import { NEWEST_HYPRLAND, readHyprlang, wholeFile } from '../../../shared/desktop';
import { bindList } from './list';

function conflicts(text: string): string[] {
  const version = { ...NEWEST_HYPRLAND, minor: 56 };
  return bindList(readHyprlang(wholeFile('a.conf', text), version).binds)
    .filter(({ conflictsWith }) => conflictsWith.length > 0)
    .map(({ line, conflictsWith }) => `${line} with ${conflictsWith.map((other) => other.line).join(' ')}`);
}

it('binds of the same keys are in conflict, however they are written', () => {
  expect(
    conflicts('bind = SUPER SHIFT, q, killactive\nbind = SHIFT SUPER, Q, exit\nbind = SUPER, Q, exit'),
  ).toEqual(['1 with 2', '2 with 1']);
});

it('those of another submap, another stroke or another device are not', () => {
  expect(
    conflicts(`bind = SUPER, R, submap, size
submap = size
bind = SUPER, R, submap, reset
submap = reset
bindr = SUPER, R, exec, a
bindo = SUPER, R, exec, b`),
  ).toEqual([]);
  expect(conflicts('bindl = , switch:on:Lid, exec, a\nbindl = , switch:off:Lid, exec, b')).toEqual([]);
});

it('one that ignores modifiers meets all of its key', () => {
  expect(conflicts('bindi = , F1, exec, a\nbind = SUPER, F1, exec, b\nbind = SUPER, F2, exec, c')).toEqual([
    '1 with 2',
    '2 with 1',
  ]);
});
