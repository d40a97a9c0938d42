import { describe, expect, it } from 'vitest';
import { emptyDesktop, type WindowRule } from '../../../shared/desktop';
import { judge } from './judge';

const rule = (match: Record<string, string>, effects: Record<string, string>): WindowRule => ({
  match,
  effects: Object.fromEntries(Object.entries(effects).map(([name, value]) => [name, { value }])),
  enabled: true,
});

const screens = [{ name: 'DP-1', modes: [{ width: 1920, height: 1080, hertz: 60 }] }];
const window = {
  class: 'mpv',
  title: 'a film',
  floating: false,
  xwayland: false,
  fullscreen: false,
  pinned: false,
};

const model = {
  ...emptyDesktop(),
  windowRules: [
    rule({ class: 'mpv' }, { float: 'on', size: '800 600', tag: '+film' }),
    rule({ class: 'foot' }, { opacity: '0.9' }),
    rule({ tag: 'film' }, { opacity: '0.8' }),
    rule({ title: '.*film' }, { opacity: '1', border_size: '0' }),
    rule({ float: 'on', class: '(a+)+b' }, { pin: 'on' }),
  ],
};

describe('rules for a window', () => {
  it('holds in their order, later over earlier, with the tags that were set before', () => {
    const judged = judge(model, screens, window);
    if (!judged.ok) expect.fail(judged.because);
    expect(judged.holding.map(({ number }) => number)).toEqual([1, 3, 4]);
    expect(judged.tags).toEqual(['film']);
    expect(judged.remaining.find(({ name }) => name === 'opacity')).toEqual({
      name: 'opacity',
      value: '1',
      number: 4,
    });
    expect(judged.opened).toMatchObject({ floating: true, size: { x: 800, y: 600 }, border: 0 });
    expect(judged.unsure.map(({ number }) => number)).toEqual([5]);
  });

  it('says why nothing can be laid out', () => {
    const none = { ...model, monitors: [{ output: 'DP-1', disabled: { value: true }, others: {} }] };
    expect(judge(none, screens, window)).toMatchObject({ ok: false });
  });
});
