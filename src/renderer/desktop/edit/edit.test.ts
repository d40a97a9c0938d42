import { describe, expect, it } from 'vitest';
import { emptyDesktop } from '../../../shared/desktop';
import { draftedWords, draftLines, isDrafted } from './draft-lines';
import { withEdit } from './with-edit';

const from = { file: 'desk.nix', line: 4 };
const model = {
  ...emptyDesktop(),
  options: { 'general:border_size': { value: { kind: 'whole', number: 2 } as const, from } },
};

describe('a desktop with an edit tried', () => {
  it('changes the value and keeps its place', () => {
    const tried = withEdit(model, { kind: 'option', key: 'general:border_size', value: '7' });
    expect(tried.options['general:border_size']).toEqual({ value: { kind: 'whole', number: 7 }, from });
    expect(model.options['general:border_size'].value.number).toBe(2);
  });

  it('leaves what does not read as it is, and takes a value away', () => {
    expect(withEdit(model, { kind: 'option', key: 'general:border_size', value: 'wide' })).toBe(model);
    const without = withEdit(model, { kind: 'option', key: 'general:border_size', value: null });
    expect(without.options).toEqual({});
  });

  it('moves one monitor only, and gives a monitor no rule named a rule like the general one', () => {
    const both = {
      ...model,
      monitors: [
        { output: '', scale: { value: 1.5 }, others: {} },
        { output: 'DP-1', position: { value: { kind: 'at', x: 0, y: 0 } as const }, others: {} },
      ],
    };
    const moved = withEdit(both, { kind: 'monitor', output: 'DP-1', wish: { position: '1920x0' } });
    expect(moved.monitors.map(({ position }) => position?.value)).toEqual([
      undefined,
      { kind: 'at', x: 1920, y: 0 },
    ]);
    const added = withEdit(both, { kind: 'monitor', output: 'DP-2', wish: { transform: 1 } });
    expect(added.monitors.at(-1)).toMatchObject({
      output: 'DP-2',
      scale: { value: 1.5 },
      transform: { value: 1 },
    });
  });
});

describe('lines of the draft', () => {
  const diff = [
    '--- a/desk.nix',
    '+++ b/desk.nix',
    '@@ -2,4 +2,5 @@',
    ' a',
    '-b',
    '+c',
    '+d',
    ' e',
    ' f',
    '@@ -20,2 +21,2 @@ x',
    '-g',
    '+h',
    ' i',
  ].join('\n');
  const lines = draftLines([{ file: 'desk.nix', diff }]);

  it('are numbered as they stand in the working tree', () => {
    expect([...(lines.get('desk.nix') ?? [])]).toEqual([3, 4, 21]);
    expect(isDrafted(lines, from)).toBe(true);
    expect(isDrafted(lines, { file: 'desk.nix', line: 5 })).toBe(false);
    expect(isDrafted(lines, { file: 'other.nix', line: 4 })).toBe(false);
  });

  it('are counted in words', () => {
    expect(draftedWords(lines)).toBe('3 lines in 1 file');
    expect(draftedWords(new Map())).toBeNull();
  });
});
