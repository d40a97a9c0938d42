import { describe, expect, it } from 'vitest';
import type { Bind } from '../../../shared/desktop';
import { bindLine } from './bind-line';
import { foundBinds, groupedBinds, pressedBinds } from './find';

const bind: Bind = { modifiers: ['SUPER'], key: 'Q', flags: [], action: 'exec', argument: 'foot, -e top' };
const shifted: Bind = { ...bind, modifiers: ['SUPER', 'SHIFT'], action: 'killactive', argument: '' };
const locked: Bind = {
  ...bind,
  modifiers: [],
  key: 'XF86AudioMute',
  flags: ['locked', 'repeat'],
  description: 'Quiet',
};

describe('the line of a bind', () => {
  it('has flags, description and arguments with commas', () => {
    expect(bindLine(bind)).toEqual({ keyword: 'bind', value: 'SUPER, Q, exec, foot, -e top' });
    expect(bindLine(shifted)).toEqual({ keyword: 'bind', value: 'SUPER SHIFT, Q, killactive' });
    expect(bindLine(locked)).toEqual({
      keyword: 'bindled',
      value: ', XF86AudioMute, Quiet, exec, foot, -e top',
    });
    const mouse: Bind = {
      ...bind,
      key: 'mouse:273',
      flags: ['mouse'],
      action: 'resizewindow',
      argument: '1',
    };
    expect(bindLine(mouse)).toEqual({ keyword: 'bindm', value: 'SUPER, mouse:273, resizewindow 1' });
  });

  it('keeps the text of what did not change', () => {
    const before = { bind, text: 'bind = $mod, Q, exec, $terminal, -e top' };
    expect(bindLine({ ...bind, key: 'W' }, before).value).toBe('$mod, W, exec, $terminal, -e top');
    expect(bindLine({ ...bind, modifiers: ['ALT'] }, before).value).toBe('ALT, Q, exec, $terminal, -e top');
    expect(bindLine({ ...bind, description: 'Top' }, before)).toEqual({
      keyword: 'bindd',
      value: '$mod, Q, Top, exec, $terminal, -e top',
    });
  });

  it('writes modifiers as other binds do', () => {
    const others = [{ bind: shifted, text: 'bind = $mod SHIFT, Q, killactive' }];
    expect(bindLine({ ...bind, modifiers: ['SHIFT', 'SUPER'] }, undefined, others).value).toBe(
      '$mod SHIFT, Q, exec, foot, -e top',
    );
    expect(bindLine(bind, undefined, others).value).toBe('SUPER, Q, exec, foot, -e top');
  });
});

describe('binds that are looked for', () => {
  const all = [bind, shifted, locked];
  const press = { code: 'KeyQ', key: 'q', meta: true, ctrl: false, alt: false, shift: false };

  it('are found by words, by keys, and by pressing them with Alt for Super', () => {
    expect(foundBinds(all, 'QUIET')).toEqual([locked]);
    expect(foundBinds(all, 'super shift q')).toEqual([shifted]);
    expect(pressedBinds(all, press)).toEqual([bind]);
    expect(pressedBinds(all, { ...press, meta: false, alt: true, shift: true })).toEqual([shifted]);
    expect(pressedBinds(all, { ...press, code: 'KeyX', key: 'x' })).toEqual([]);
  });

  it('stand by their modifiers', () => {
    expect(groupedBinds(all).map(({ name, binds }) => [name, binds.length])).toEqual([
      ['SUPER', 1],
      ['SUPER + SHIFT', 1],
      ['No modifier', 1],
    ]);
  });
});
