import { expect, test } from 'vitest';
import { emptyDesktop, type DesktopModel, readOption } from '../../model';
import { type PlayAction, playThrough } from '../../play';
import { sceneSvg } from '../svg';
import type { SceneWindow } from '../scene';
import { wallpaperName } from './backdrop';
import { withBarThickness } from './bars';
import { hyprlandScene } from './scene';

const SCREEN = {
  name: 'DP-1',
  modes: [{ width: 1920, height: 1080, hertz: 60 }],
  millimetres: { width: 600, height: 340 },
};

function configured(
  options: Readonly<Record<string, string>>,
  more: Partial<DesktopModel> = {},
): DesktopModel {
  const empty = emptyDesktop();
  const read = Object.entries(options).map(([key, text]) => {
    const reading = readOption([key], text, empty.version);
    if (!reading.ok) throw new Error(`${key} = ${text}`);
    return [key, { value: reading.value }] as const;
  });
  return { ...empty, options: Object.fromEntries(read), ...more };
}

const open = (name: string): PlayAction => ({ do: 'open', class: name, title: name });
const sceneWith = (model: DesktopModel, ...actions: readonly PlayAction[]) =>
  hyprlandScene(playThrough(model, [SCREEN], actions).desk, [SCREEN]);
const windowsIn = (scene: ReturnType<typeof sceneWith>): readonly SceneWindow[] =>
  scene.monitors.flatMap(({ items }) => items.filter((item) => item.kind === 'window'));

test('boxes, border, corners and light are those of the layout and the options', () => {
  const model = configured({
    'general:border_size': '2',
    'general:col.active_border': 'rgba(33ccffee) rgba(00ff99ee) 45deg',
    'decoration:rounding': '10',
    'decoration:active_opacity': '0.95',
    'decoration:inactive_opacity': '0.85',
  });
  const [first, second] = windowsIn(sceneWith(model, open('kitty'), open('firefox')));
  // Measured with Hyprland 0.57: border 2, gaps 5 and 20, cursor at the lower right.
  expect(first?.box).toEqual({ x: 22, y: 22, width: 931, height: 1036 });
  expect(second?.box).toEqual({ x: 967, y: 22, width: 931, height: 1036 });
  expect(first).toMatchObject({ focused: false, opacity: 0.85, rounding: 10, border: 2 });
  expect(second).toMatchObject({
    focused: true,
    opacity: 0.95,
    borderPaint: { colours: ['#33ccffee', '#00ff99ee'], angle: 45 },
  });
});

test('rules of windows have the last word, and fullscreen has neither border nor corners', () => {
  const rule = (effects: Record<string, string>) => ({
    match: { class: 'kitty' },
    effects: Object.fromEntries(Object.entries(effects).map(([name, value]) => [name, { value }])),
    enabled: true,
  });
  const model = configured(
    { 'decoration:active_opacity': '0.5', 'decoration:rounding': '8' },
    { windowRules: [rule({ opacity: '0.8 override', rounding: '3', no_shadow: 'on' })] },
  );
  const [window] = windowsIn(sceneWith(model, open('kitty')));
  expect(window).toMatchObject({ opacity: 0.8, rounding: 3, shadow: null });
  const [full] = windowsIn(
    sceneWith(model, open('kitty'), { do: 'dispatch', dispatcher: 'fullscreen', argument: '0' }),
  );
  expect(full).toMatchObject({ border: 0, rounding: 0, box: { x: 0, y: 0, width: 1920, height: 1080 } });
});

test('a bar without a height gets one, for the layout as for the picture', () => {
  const bar = {
    program: 'waybar',
    edge: 'top' as const,
    margin: { top: 4, right: 0, bottom: 0, left: 0 },
    exclusive: true,
    outputs: [],
    start: ['hyprland/workspaces'],
    middle: ['clock'],
    end: ['tray', 'battery'],
  };
  const scene = sceneWith(withBarThickness(configured({}, { bars: [bar] })), open('kitty'));
  const panel = scene.monitors[0]?.items.find((item) => item.kind === 'panel');
  expect(panel).toMatchObject({ box: { x: 0, y: 4, width: 1920, height: 30 } });
  expect(windowsIn(scene)[0]?.box.y).toBe(34 + 20 + 1);
});

test('a wallpaper is named by its file, never by where it climbs out to', () => {
  expect(wallpaperName('~/pictures/lake.png')).toBe('lake.png');
  expect(wallpaperName('a/../lake.png')).toBe('lake.png');
  expect(wallpaperName('../../etc/shadow')).toBeNull();
});

test('hundreds of windows are drawn up to a bound, and the rest is told', () => {
  const model = configured({ 'general:gaps_in': '0' });
  const many = Array.from({ length: 260 }, (_, index) => open(`w${index}`));
  const scene = sceneWith(model, ...many);
  expect(windowsIn(scene)).toHaveLength(200);
  expect(scene.approximated.join(' ')).toContain('60 more windows');
  expect(sceneSvg(scene)).not.toMatch(/NaN|Infinity/u);
});
