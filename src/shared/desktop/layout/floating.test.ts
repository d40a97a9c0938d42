import { describe, expect, it } from 'vitest';
import { dispatch, openWindow } from '.';
import { evaluate } from './rules/expression';
import { matchesPattern } from './rules/pattern';
import { boxes, desk, type Wanted } from './testing/desks';

const floating = (effects: Readonly<Record<string, string>>, wanted: Wanted = {}): string | undefined =>
  boxes(desk(2, { ...wanted, windowRules: [[{ class: 'w2' }, { float: 'on', ...effects }]] }))['w2'];

describe('floating windows', () => {
  it('are centred, or where their rules put them', () => {
    expect(floating({})).toBe('610,290 700x500');
    expect(floating({ size: '801 601', center: 'on' })).toBe('560,240 801x601');
    expect(floating({ size: '800 600', move: '100 150' })).toBe('100,150 800x600');
    expect(floating({ size: '(monitor_w*0.5) (monitor_h*0.5)' })).toBe('480,270 960x540');
    expect(floating({ size: '50% 50%' })).toBe('480,270 960x540');
  });

  it('know their own size in a move rule, or from 0.57 on the size of the rule', () => {
    const rule = { size: '(monitor_w*0.5) (monitor_h*0.5)', move: '(monitor_w-window_w-20) 20' };
    expect(floating(rule, { version: '0.56.2' })).toBe('1200,20 960x540');
    expect(floating(rule, { version: '0.57.0' })).toBe('940,20 960x540');
  });

  it('tile and float again around where they were', () => {
    const floats = dispatch(desk(2), 'togglefloating');
    expect(boxes(floats)).toEqual({ w1: '22,22 1876x1036', w2: '1080,290 700x500' });
    expect(boxes(dispatch(floats, 'togglefloating'))['w1']).toBe('22,22 931x1036');
    expect(boxes(dispatch(floats, 'movewindow l'))['w2']).toBe('2,290 700x500');
    expect(boxes(dispatch(floats, 'resizeactive 100 50'))['w2']).toBe('1030,265 800x550');
  });

  it('float where a rule allows them less than their tile', () => {
    const small = desk(2, { windowRules: [[{ class: 'w2' }, { max_size: '300 300' }]] });
    expect(boxes(small)['w1']).toBe('22,22 1876x1036');
  });

  it('open on other workspaces silently, maximised, grouped', () => {
    const rules: Wanted = {
      windowRules: [
        [{ class: 'away' }, { workspace: '4 silent' }],
        [{ class: 'big' }, { maximize: 'on' }],
        [{ class: 'tab' }, { group: 'set' }],
      ],
    };
    expect(boxes(openWindow(desk(1, rules), { class: 'away' }))).toEqual({
      w1: '22,22 1876x1036',
      away: '22,22 1876x1036',
    });
    expect(boxes(openWindow(desk(1, rules), { class: 'big' }))['big']).toBe('22,22 1876x1036');
    expect(boxes(openWindow(desk(1, rules), { class: 'tab' }))['tab']).toBe('967,43 931x1015');
  });
});

describe('expressions', () => {
  it('are arithmetic and nothing else', () => {
    const names = { monitor_w: 1920, window_w: 700 };
    expect(evaluate('monitor_w - (window_w + 20) * 2', names)).toBe(480);
    expect(evaluate('min(monitor_w, 800) / 2 ^ 2', names)).toBe(200);
    expect(evaluate('monitor_w > 1000 ? 1 : -1', names)).toBe(1);
    for (const text of [
      '',
      '1 +',
      'process',
      'constructor',
      '1/0',
      '2 3',
      'min(',
      `${'('.repeat(400)}1`,
      '1'.repeat(600),
    ])
      expect(evaluate(text, names), text).toBeUndefined();
  });
});

describe('patterns', () => {
  it('match the whole, and never run away', () => {
    expect(matchesPattern('fire.*', 'firefox')).toBe(true);
    expect(matchesPattern('fire', 'firefox')).toBe(false);
    expect(matchesPattern('(?i)FIREFOX', 'firefox')).toBe(true);
    expect(matchesPattern('negative:fire.*', 'foot')).toBe(true);
    expect(matchesPattern('^(kitty|foot)$', 'foot')).toBe(true);
    expect(matchesPattern('(', 'foot')).toBe(false);
    expect(matchesPattern('(a+)+b', 'a'.repeat(5000))).toBe(false);
  });
});
