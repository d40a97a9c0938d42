import { expect, test } from 'vitest';
import { type Bind, emptyDesktop } from '../model';
import { actionOf, bindFor } from './host-binds';
import { openingOf } from './opening';
import { programOfCommand, programsOf } from './programs';

const bind = (wanted: Partial<Bind>): Bind => ({
  modifiers: ['SUPER'],
  key: 'Q',
  flags: [],
  action: 'killactive',
  argument: '',
  ...wanted,
});
const pressed = { meta: false, ctrl: false, alt: false, shift: false };

test('a pressed key finds the host’s bind by name, place and number', () => {
  const binds = [
    bind({}),
    bind({ key: 'Return', action: 'exec', argument: 'kitty' }),
    bind({ key: 'left', action: 'movefocus', argument: 'l' }),
    bind({ key: 'code:12', action: 'workspace', argument: '3' }),
    bind({ key: 'X', submap: 'resize' }),
    bind({ key: 'mouse:272', flags: ['mouse'], action: 'movewindow' }),
  ];
  const find = (code: string, key: string) => bindFor(binds, { ...pressed, meta: true, code, key })?.action;
  expect(find('KeyQ', 'q')).toBe('killactive');
  expect(find('Enter', 'Enter')).toBe('exec');
  expect(find('ArrowLeft', 'ArrowLeft')).toBe('movefocus');
  expect(find('Digit3', '3')).toBe('workspace');
  expect(find('KeyX', 'x')).toBeUndefined();
  expect(bindFor(binds, { ...pressed, code: 'KeyQ', key: 'q' })).toBeUndefined();
});

test('Alt stands for Super unless the host binds Alt itself', () => {
  const alt = { ...pressed, alt: true, code: 'KeyQ', key: 'q' };
  expect(bindFor([bind({})], alt)?.action).toBe('killactive');
  const own = bind({ modifiers: ['ALT'], action: 'exec' });
  expect(bindFor([bind({}), own], alt)).toBe(own);
});

test('what a bind starts opens the window it would, and nothing where none is known', () => {
  expect(programOfCommand('uwsm app -- kitty --class=scratch')).toEqual({ class: 'scratch', title: 'zsh' });
  expect(programOfCommand('${pkgs}/bin/google-chrome-stable')?.class).toBe('google-chrome');
  expect(programOfCommand('wpctl set-volume @DEFAULT_AUDIO_SINK@ 5%+')).toBeNull();
  expect(actionOf(bind({ action: 'exec', argument: 'wpctl x' }))).toBeNull();
  expect(actionOf(bind({ action: 'movefocus', argument: 'l' }))).toEqual({
    do: 'dispatch',
    dispatcher: 'movefocus',
    argument: 'l',
  });
});

test('the host’s own programs come first, in the list and when a preview begins', () => {
  const model = {
    ...emptyDesktop(),
    binds: [
      bind({ action: 'exec', argument: 'ghostty' }),
      bind({ action: 'exec', argument: 'google-chrome-stable' }),
    ],
    windowRules: [{ match: { class: '^(pavucontrol)$' }, effects: {}, enabled: true }],
  };
  expect(
    programsOf(model)
      .map((program) => program.class)
      .slice(0, 4),
  ).toEqual(['com.mitchellh.ghostty', 'google-chrome', 'pavucontrol', 'kitty']);
  const opening = openingOf(model, ['DP-1', 'DP-2']);
  expect(opening.filter((action) => action.do === 'open').map((action) => action.class)).toEqual([
    'code',
    'google-chrome',
    'com.mitchellh.ghostty',
    'discord',
    'google-chrome',
    'com.mitchellh.ghostty',
  ]);
  expect(opening.at(-1)).toEqual({ do: 'dispatch', dispatcher: 'focusmonitor', argument: 'DP-1' });
});
