import { describe, expect, it } from 'vitest';
import type { Board, Feature, FeatureValues, OptionRow, OptionValue } from '../../shared/contract';
import { boardIndex } from '../../shared/features';
import { featureCell, optionCell } from './matrix-cells';
import { matrixRows, type MatrixShape } from './matrix-rows';

const feature = (name: string, category: string): Feature => ({
  path: `features.${category}.${name}`,
  title: name,
  description: '',
  category,
  file: `features/${name}.nix`,
  line: 3,
  brings: [],
  needs: [],
  conflicts: [],
  hardware: {},
  secrets: [],
  wants: [],
});
const place = { file: 'hosts/a.nix', line: 7 };
const board: Board = {
  featureRoots: ['features'],
  readMs: 0,
  features: [feature('dns', 'network'), feature('vpn', 'network'), feature('plex', 'media')],
  hosts: [
    {
      host: 'a',
      role: null,
      hardware: null,
      states: [
        { path: 'features.network.dns', state: 'on', on: true, place },
        { path: 'features.network.vpn', state: 'forced', on: false, place },
        { path: 'features.media.plex', state: 'off', on: false, place },
        { path: 'features.media.gone', state: 'on', on: true, place },
      ],
    },
    {
      host: 'b',
      role: null,
      hardware: null,
      states: [
        { path: 'features.network.dns', state: 'computed', on: false, place },
        { path: 'features.network.vpn', state: 'inherited', on: true, by: 'roles/server.nix', place },
      ],
    },
  ],
};
const value = (state: OptionValue['state'], more: Partial<OptionValue> = {}): OptionValue => ({
  text: '7',
  value: 7,
  state,
  place,
  own: null,
  ...more,
});
const option = (name: string, more: Partial<OptionRow> = {}): OptionRow => ({
  path: `features.network.dns.${name}`,
  name,
  declared: true,
  type: 'int',
  editor: { kind: 'int', nullable: false },
  default: 5,
  hasDefault: true,
  description: '',
  place: { file: 'features/dns.nix', line: 9 },
  values: [],
  of: [-1, -1],
  ...more,
});
const shape: MatrixShape = { query: '', closed: new Set(), open: new Set() };
const values: FeatureValues = {
  feature: 'features.network.dns',
  hosts: ['a', 'b'],
  options: [option('port'), option('level')],
  secrets: [],
};
const keys = (of: MatrixShape, told: Parameters<typeof matrixRows>[2] = () => 'reading'): string[] =>
  matrixRows(board, of, told).map((row) => row.key.replace('features.', ''));

describe('the rows of the matrix', () => {
  it('are features by category, and what no module declares behind them', () =>
    expect(keys(shape)).toEqual([
      'category network',
      'feature network.dns',
      'feature network.vpn',
      'category media',
      'feature media.plex',
      'category undeclared',
      'feature media.gone',
    ]));
  it('leave out what is closed, unless it is looked for', () => {
    const closed = { ...shape, closed: new Set(['network', 'media']) };
    expect(keys(closed)).toEqual([
      'category network',
      'category media',
      'category undeclared',
      'feature media.gone',
    ]);
    expect(keys({ ...closed, query: 'vpn' })).toEqual(['category network', 'feature network.vpn']);
  });
  it('hold the options of what is open, or words in their place', () => {
    const open = { ...shape, query: 'dns', open: new Set(['features.network.dns']) };
    expect(keys(open, () => values).slice(2)).toEqual([
      'option network.dns.port',
      'option network.dns.level',
    ]);
    const note = (told: Parameters<typeof matrixRows>[2]): unknown => matrixRows(board, open, told)[2];
    expect(note(() => 'reading')).toMatchObject({ kind: 'note', words: 'reading its options' });
    expect(note(() => ({ failed: 'no fleet' }))).toMatchObject({
      words: expect.stringContaining('no fleet'),
    });
    expect(note(() => ({ ...values, options: [] }))).toMatchObject({
      words: 'it has no options but its switch',
    });
  });
});

describe('a switch', () => {
  const [a, b] = board.hosts;
  if (!a || !b) throw new Error('two hosts');
  const cell = (host: typeof a, name: string, ...more: [boolean?, Parameters<typeof featureCell>[4]?]) =>
    featureCell(board, host, `features.${name}`, more[0] ?? false, more[1]);
  it('looks as it stands, with the place that decides', () => {
    const shown = (host: typeof a, name: string): unknown => {
      const { text, look, place: at } = cell(host, name);
      return [text, look, at?.line ?? null];
    };
    expect(shown(a, 'network.dns')).toEqual(['on', 'on', 7]);
    expect(shown(a, 'network.vpn')).toEqual(['off', 'forced-off', 7]);
    expect(shown(a, 'media.plex')).toEqual(['off', 'written-off', 7]);
    expect(shown(b, 'media.plex')).toEqual(['–', 'off', null]);
    expect(shown(b, 'network.dns')).toEqual(['computed', 'computed', 7]);
    expect(shown(b, 'network.vpn')).toEqual(['on', 'inherited', 7]);
    expect(shown(a, 'media.gone')).toEqual(['on', 'undeclared', 7]);
    expect(boardIndex(board).catalogue.has('features.media.gone')).toBe(false);
  });
  it('says what the draft changed, what changes nothing and what loses', () => {
    expect(cell(a, 'network.dns', true).look).toBe('draft');
    expect(cell(a, 'media.plex', true).look).toBe('draft');
    expect(cell(a, 'network.dns', false, { kind: 'inert', reason: 'its group is off' })).toMatchObject({
      look: 'inert',
      words: 'changes nothing: its group is off',
    });
    expect(cell(a, 'network.vpn', false, { kind: 'overridden', reason: 'role decides' })).toMatchObject({
      look: 'overridden',
      words: 'role decides',
    });
  });
});

describe('an option', () => {
  const looks = (row: OptionRow, drafted = false): readonly string[] => {
    const { text, look } = optionCell(row, 0, drafted);
    return [text, look];
  };
  it('shows its default where nothing is assigned', () => {
    expect(looks(option('port'))).toEqual(['5', 'default']);
    expect(looks(option('port', { hasDefault: false }))).toEqual(['–', 'wanted']);
    const { default: _default, ...unknown } = option('port');
    expect(looks(unknown)).toEqual(['default', 'default']);
  });
  it('shows what decides and how', () => {
    for (const state of ['set', 'inherited', 'forced', 'computed'] as const)
      expect(looks(option('port', { values: [value(state)], of: [0, -1] }))).toEqual(['7', state]);
    expect(looks(option('port', { values: [value('set')], of: [0] }), true)).toEqual(['7', 'draft']);
    expect(looks(option('x', { declared: false, values: [value('set')], of: [0] }))).toEqual([
      '7',
      'undeclared',
    ]);
  });
  it('leads to the line that decides instead where its own loses', () => {
    const elsewhere = { file: 'roles/server.nix', line: 2 };
    const lost = value('inherited', { mark: { kind: 'overridden', reason: 'it loses', place: elsewhere } });
    expect(optionCell(option('port', { values: [lost], of: [0] }), 0, false)).toMatchObject({
      look: 'overridden',
      place: elsewhere,
      words: '7, it loses',
    });
  });
});
