import { expect, it } from 'vitest';
import { allSides, createDesk, emptyDesktop, openWindow } from '../../../shared/desktop';
import { differences } from './differences';

const screens = [{ name: 'DP-1', modes: [{ width: 1920, height: 1080, hertz: 60 }] }];
const deskWith = (gap: number) =>
  openWindow(
    createDesk(
      {
        ...emptyDesktop(),
        options: { 'general:gaps_out': { value: { kind: 'sides', sides: allSides(gap) } } },
        binds: [{ modifiers: ['SUPER'], key: 'Q', flags: [], action: 'killactive', argument: '' }],
      },
      { screens },
    ),
    { id: 'w1', class: 'foot' },
  );

it('tells values that differ and boxes that moved, and nothing of what is the same', () => {
  expect(differences(deskWith(5), deskWith(5))).toEqual([]);
  const told = differences(deskWith(5), deskWith(30));
  expect(told.map(({ name }) => name)).toEqual(['Values', 'Windows']);
  expect(told[0]?.all).toEqual([{ what: 'general:gaps_out', left: '5', right: '30' }]);
  expect(told[1]?.all).toHaveLength(1);
});
