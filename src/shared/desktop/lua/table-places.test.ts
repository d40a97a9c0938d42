import { expect, it } from 'vitest';
import { TablePlaces } from './table-places';

const places = (text: string, name = 'config', line = 1) =>
  Object.fromEntries(
    [...new TablePlaces(text).of(name, line)].map(([path, at]) => [path, `${at.line}:${at.column}`]),
  );

it('finds the fields of a call, at any depth, between comments and texts', () => {
  const text = `-- hl.config({ no = 1 })
hl.config({
  general = {
    gaps_in = 5, -- gaps_out = 6
    ["border_size"] = 2; layout = "a, b = { c = 1 }",
    --[[ no = 3
    ]] col = { active_border = { colors = { "x" }, angle = 45 } },
  },
  misc = { vrr = [[ no = 1 ]] .. #t },
})
hl.config({ after = 1 })`;
  expect(places(text, 'config', 2)).toEqual({
    general: '3:3',
    'general.gaps_in': '4:5',
    'general.border_size': '5:5',
    'general.layout': '5:26',
    'general.col': '7:8',
    'general.col.active_border': '7:16',
    'general.col.active_border.colors': '7:34',
    'general.col.active_border.angle': '7:52',
    misc: '9:3',
    'misc.vrr': '9:12',
  });
  expect(places('hl.window_rule{ match = { class = "x" }, float = true }', 'window_rule')).toEqual({
    match: '1:17',
    'match.class': '1:27',
    float: '1:42',
  });
});

it('passes over functions and calls in a value', () => {
  expect(
    places(
      'hl.config({ a = function(x, y) if x then b = 1, 2 end for i = 1, 2 do c = 3 end end, d = f(1, { e = 2 }), g = 4 })',
    ),
  ).toEqual({ a: '1:13', d: '1:86', g: '1:107' });
});

it('finds nothing where no table is written, two calls stand on a line, or the text ends', () => {
  expect(places('hl.config(settings)')).toEqual({});
  expect(places('hl.config({ a = 1 }) hl.config({ b = 2 })')).toEqual({});
  expect(places('hl.config({ a = 1, b = { c = ')).toEqual({ a: '1:13', b: '1:20', 'b.c': '1:26' });
  expect(places('x', 'config', 9)).toEqual({});
  expect(places('hl.config({ a = "', 'config')).toEqual({ a: '1:13' });
});
