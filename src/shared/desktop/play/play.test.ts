import { expect, test } from 'vitest';
import { type Bind, emptyDesktop } from '../model';
import { actionOf, bindFor } from './host-binds';
import { openingOf } from './opening';
import { playThrough, triedModel } from './perform';
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

test('what cannot be done leaves the desk as it was and says why', () => {
  const { desk, refused } = playThrough(
    emptyDesktop(),
    [],
    [
      { do: 'open', class: 'kitty', title: 'zsh' },
      { do: 'close', window: 'gone' },
      { do: 'open', class: 'firefox', title: 'docs' },
    ],
  );
  expect([...desk.windows.values()].map((win) => win.class)).toEqual(['kitty', 'firefox']);
  expect(refused).toEqual(['There is no window gone.']);
});

test('a scale or layout that is tried leaves everything else as configured', () => {
  const model = {
    ...emptyDesktop(),
    monitors: [
      { output: '', others: {}, mode: { value: { kind: 'exact' as const, width: 3840, height: 2160 } } },
    ],
  };
  const screens = [{ name: 'DP-1', modes: [{ width: 1920, height: 1080, hertz: 60 }] }];
  const tried = triedModel(model, { layout: 'master', scales: { 'DP-1': 1.5 } });
  const [monitor] = playThrough(tried, screens, []).desk.monitors;
  expect(monitor).toMatchObject({ width: 3840, scale: 1.5, box: { w: 2560, h: 1440 } });
  expect(triedModel(model, { scales: {} })).toBe(model);
});
