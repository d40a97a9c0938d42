import { describe, expect, it } from 'vitest';
import { sceneSvg } from '../picture';
import { placeWindow } from './geometry/windows';
import { plasmaScene } from './picture/scene';
import { readPlasma } from './reading/read';
import { plasmaScreens } from './screens';
import { EMPTY_SESSION, focusedWindow, layOutPlasma, type PlasmaAction, plasmaStep } from './session';
import { settingOf } from './setting';

const model = readPlasma(
  settingOf({
    kwin: { virtualDesktops: { number: 2 } },
    panels: [
      { floating: true },
      { location: 'left', hiding: 'autohide' },
      { location: 'right', hiding: 'dodgewindows' },
    ],
  }),
);
const screens = plasmaScreens([{ name: 'DP-1', modes: [{ width: 1920, height: 1080, hertz: 60 }] }]);
const after = (...actions: PlasmaAction[]) =>
  actions.reduce((session, action) => plasmaStep(session, action, model), EMPTY_SESSION);
const open = (name: string, maximised = false): PlasmaAction => ({
  do: 'open',
  class: name,
  title: name,
  maximised,
});
const sceneOf = (...actions: PlasmaAction[]) => {
  const session = after(...actions);
  return plasmaScene(model, layOutPlasma(model, screens, session), session);
};
const panelsOf = (...actions: PlasmaAction[]) =>
  sceneOf(...actions).monitors.flatMap(({ items }) => items.filter((item) => item.kind === 'panel'));

describe('a Plasma that is played with', () => {
  it('puts the window with the focus in front, on the desktop that is looked at', () => {
    const two = after(open('a'), open('b'));
    expect(focusedWindow(two)?.class).toBe('b');
    const first = plasmaStep(two, { do: 'focus', window: 'w0' }, model);
    expect(first.windows.map((each) => each.class)).toEqual(['b', 'a']);
    const other = plasmaStep(first, { do: 'desktop', desktop: 9 }, model);
    expect([other.desktop, focusedWindow(other)]).toEqual([1, undefined]);
    expect(plasmaStep(other, { do: 'focus', window: 'none' }, model)).toBe(other);
    expect(after(open('a'), { do: 'close', window: 'w0' }).windows).toEqual([]);
  });

  it('opens no more windows than anybody looks at', () => {
    expect(after(...Array.from({ length: 300 }, () => open('a'))).windows).toHaveLength(100);
  });

  it('moves a window on that would hide another: measured with KWin on the same screen', () => {
    const area = { x: 0, y: 0, width: 1920, height: 1036 };
    const second = placeWindow({ width: 798, height: 494 }, area).frame;
    expect(second).toEqual({ x: 561, y: 253, width: 798, height: 530 });
    const third = placeWindow({ width: 798, height: 494 }, area, [second]).frame;
    expect(third.x).toBe(601);
    expect(third.y).toBeCloseTo(274.5833);
    // Where there is no room to move on it stays in the middle.
    const large = placeWindow({ width: 1918, height: 999 }, area, [second]).frame;
    expect([large.x, large.y]).toEqual([1, 0]);
  });

  it('draws a panel that floats at its edge, and opaque, while a window touches it', () => {
    const [free] = panelsOf(open('a'));
    expect(free?.box).toEqual({ x: 8, y: 1028, width: 1904, height: 44 });
    const [touched] = panelsOf(open('a', true));
    expect(touched?.box).toEqual({ x: 0, y: 1036, width: 1920, height: 44 });
    expect(touched?.background.endsWith('ff')).toBe(true);
    // Its widgets stay where they were.
    expect(touched?.parts.map(({ box }) => box.x - 8)).toEqual(free?.parts.map(({ box }) => box.x));
  });

  it('draws no panel that hides', () => {
    const names = (...actions: PlasmaAction[]) => panelsOf(...actions).map(({ name }) => name);
    expect(names(open('a'))).toEqual(['Panel at the bottom', 'Panel at the right']);
    expect(names(open('a', true))).toEqual(['Panel at the bottom']);
    expect(sceneOf().approximated.join(' ')).toContain('A panel that hides');
  });

  it('keeps markup in titles as letters, and odd sizes from being drawn', () => {
    const svg = sceneSvg(sceneOf({ do: 'open', class: 'x', title: '<script>alert(1)</script>' }));
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toContain('<script>');
    const [odd] = plasmaScreens([{ name: 'X', modes: [{ width: Number.NaN, height: 1e9, hertz: 0 }] }]);
    expect(odd?.box).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
    const huge = readPlasma(
      settingOf({ panels: [{ height: 1e9, offset: -1e9, minLength: 1e12, widgets: Array(9999).fill('w') }] }),
    );
    const laidOut = layOutPlasma(huge, screens, EMPTY_SESSION);
    expect(laidOut.screens[0]?.workArea.height).toBe(0);
    expect(sceneSvg(plasmaScene(huge, laidOut, EMPTY_SESSION)).length).toBeLessThan(2e6);
  });
});
