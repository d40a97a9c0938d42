import { describe, expect, it } from 'vitest';
import { createDesk, LayoutError, openWindow, placeMonitors, scaleOf, screensNamed } from '.';
import { emptyDesktop, type Bar, type MonitorRule } from '../model';
import { boxes, desk, model } from './testing/desks';

const headless = { name: 'M', modes: [] };
const places = (...monitors: string[]): Record<string, string> => {
  const made = model({ monitors });
  return Object.fromEntries(
    placeMonitors(made, screensNamed(made)).map(({ name, box }) => [
      name,
      `${box.x},${box.y} ${box.w}x${box.h}`,
    ]),
  );
};

describe('monitors', () => {
  it('get a scale that gives whole pixels', () => {
    const mode = { width: 1920, height: 1080, hertz: 60 };
    expect(scaleOf(1.3, mode, headless).scale).toBe(Math.fround(160 / 120));
    expect(scaleOf(1.25, { ...mode, width: 3840, height: 2160 }, headless).scale).toBe(1.25);
    expect(scaleOf(1.6, { ...mode, width: 2560, height: 1440 }, headless).scale).toBe(Math.fround(1.6));
    // A size of 0 mm, as headless outputs have, counts as endless density.
    expect(scaleOf('auto', mode, headless).scale).toBe(2);
    const inches27 = { ...headless, millimetres: { width: 597, height: 336 } };
    expect(scaleOf('auto', { ...mode, width: 3840, height: 2160 }, inches27).scale).toBe(1.5);
    expect(places('M, 1920x1080, 0x0, 1.3')).toEqual({ M: '0,0 1440x810' });
  });

  it('turn', () => {
    expect(places('M, 1920x1080, 0x0, 1, 1')).toEqual({ M: '0,0 1080x1920' });
    expect(boxes(desk(2, { monitors: ['M, 1920x1080, 0x0, 1, 3'] }))).toEqual({
      w1: '22,22 1036x931',
      w2: '22,967 1036x931',
    });
  });

  it('go beside what is placed, explicit positions first', () => {
    expect(places('A, 1920x1080, auto, 1', 'B, 1280x720, auto, 1')).toMatchObject({ B: '1920,0 1280x720' });
    expect(places('A, 1920x1080, auto, 1', 'B, 1280x720, 0x0, 1')).toMatchObject({ A: '1280,0 1920x1080' });
    expect(places('A, 1920x1080, 0x0, 1', 'B, 1280x1024, auto-up, 1')).toMatchObject({
      B: '0,-1024 1280x1024',
    });
    expect(places('A, 1920x1080, 0x0, 1', 'B, 1280x1024, auto-left, 1')).toMatchObject({
      B: '-1280,0 1280x1024',
    });
    expect(places('A, 1920x1080, 0x0, 1', 'B, 1280x1024, auto-center-down, 1')).toMatchObject({
      B: '320,1080 1280x1024',
    });
    // The bounding box has the origin in it, wherever the others are.
    expect(places('A, 1920x1080, 500x0, 1', 'B, 1280x1024, auto-left, 1')).toMatchObject({
      B: '-1280,0 1280x1024',
    });
  });

  it('keep free what is reserved and what bars take', () => {
    const reserved: MonitorRule = {
      output: 'M',
      mode: { value: { kind: 'exact', width: 1920, height: 1080 } },
      scale: { value: 1 },
      reserved: { value: { top: 40, right: 0, bottom: 0, left: 0 } },
      others: {},
    };
    const bar: Bar = {
      program: 'waybar',
      edge: 'bottom',
      thickness: 34,
      margin: { top: 0, right: 12, bottom: 6, left: 12 },
      exclusive: true,
      outputs: [],
      start: [],
      middle: [],
      end: [],
    };
    const made = { ...model(), monitors: [reserved], bars: [bar, { ...bar, outputs: ['other'] }] };
    const open = openWindow(createDesk(made), { class: 'w1' });
    expect(open.monitors[0]?.reserved).toEqual({ top: 40, right: 0, bottom: 40, left: 0 });
    expect(boxes(open)).toEqual({ w1: '22,62 1876x956' });
  });
});

describe('what cannot be', () => {
  const rule = (width: number, height: number, scale = 1): MonitorRule => ({
    output: 'M',
    mode: { value: { kind: 'exact', width, height } },
    scale: { value: scale },
    others: {},
  });
  const made = (monitor: MonitorRule) => createDesk({ ...emptyDesktop(), monitors: [monitor] });

  it('is refused in words', () => {
    for (const bad of [
      rule(0, 0),
      rule(1920, 0),
      rule(Number.NaN, 1080),
      rule(1e9, 1e9),
      rule(1920, 1080, 0),
    ])
      expect(() => made(bad)).toThrow(LayoutError);
    for (const scale of [Number.NaN, Infinity, 1e9, -1])
      expect(() => made(rule(1920, 1080, scale))).toThrow('scale');
    const off = { ...emptyDesktop(), monitors: [{ ...rule(1, 1), disabled: { value: true } }] };
    expect(() => createDesk(off, { screens: [headless] })).toThrow('no monitor switched on');
    expect(() =>
      made({ ...rule(800, 600), position: { value: { kind: 'at', x: Number.NaN, y: 0 } } }),
    ).toThrow('position');
    expect(() => desk(1, { options: { 'general:gaps_out': '1000000000' } })).toThrow('gaps_out');
    expect(() => desk(1, { workspaceRules: { '1': { gapsin: '1000000000' } } })).toThrow('Inner gaps');
    expect(() => openWindow(desk(0), { class: 'x', size: { x: Number.NaN, y: 1 } })).toThrow(
      'width of a window',
    );
    expect(() => openWindow(desk(0), ...Array.from({ length: 10_000 }, () => ({ class: 'x' })))).toThrow(
      'at most 500 windows',
    );
  });

  it('still is laid out where it is only strange', () => {
    // Gaps wider than the monitor leave nothing: sizes stay zero, none is negative.
    const strange = desk(3, { monitors: ['M, 100x100, 0x0, 1'], options: { 'general:gaps_out': '200' } });
    for (const box of Object.values(boxes(strange))) expect(box).toMatch(/^-?\d+,-?\d+ \d+x\d+$/);
  });
});
