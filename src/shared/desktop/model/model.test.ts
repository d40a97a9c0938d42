import { describe, expect, it } from 'vitest';
import {
  defaultOption,
  gradientOption,
  KNOWN_OPTIONS,
  numberOption,
  optionKeyOf,
  parseColour,
  parseFlag,
  parseGradient,
  parseHyprlandVersion,
  parseMode,
  parsePosition,
  parseScale,
  parseSides,
  readOption,
  readWorkspacePart,
} from '.';

const version = (text: string) => parseHyprlandVersion(text) ?? expect.fail('no version');

describe('values', () => {
  it('reads gaps in the order of CSS', () => {
    expect(parseSides('5')).toEqual({ top: 5, right: 5, bottom: 5, left: 5 });
    expect(parseSides('10,30')).toEqual({ top: 10, right: 30, bottom: 10, left: 30 });
    expect(parseSides('1 2 3')).toEqual({ top: 1, right: 2, bottom: 3, left: 2 });
    expect(parseSides('1, 2, 3, 4')).toEqual({ top: 1, right: 2, bottom: 3, left: 4 });
    expect(parseSides('wide')).toBeUndefined();
    expect(parseSides('')).toBeUndefined();
  });

  it('reads colours in every form', () => {
    const blue = { red: 0x33, green: 0xcc, blue: 0xff, alpha: 0xee };
    for (const text of ['rgba(33ccffee)', '0xee33ccff', '#33ccffee']) expect(parseColour(text)).toEqual(blue);
    for (const text of ['rgb(33ccff)', 'rgba(51,204,255,1.0)', 'rgb(51, 204, 255)', '#3cf', '#33ccff'])
      expect(parseColour(text)).toEqual({ ...blue, alpha: 255 });
    for (const text of ['rgba(33ccff)', 'rgb(300,0,0)', '#12345', 'blue', ''])
      expect(parseColour(text)).toBeUndefined();
  });

  it('reads gradients and stops at the angle', () => {
    const gradient = parseGradient('rgba(33ccffee) rgba(00ff99ee) 45deg');
    expect(gradient?.colours).toHaveLength(2);
    expect(gradient?.angle).toBe(45);
    expect(parseGradient('45deg')).toBeUndefined();
    expect(parseGradient(Array.from({ length: 11 }, () => '0xff000000').join(' '))).toBeUndefined();
  });

  it('reads flags by their words', () => {
    expect(['on', 'yes', 'true', '1'].map(parseFlag)).toEqual([true, true, true, true]);
    expect(['off', 'no', 'false', '0'].map(parseFlag)).toEqual([false, false, false, false]);
    expect(parseFlag('perhaps')).toBeUndefined();
  });
});

describe('options', () => {
  it('finds a key whichever separators its path has', () => {
    expect(optionKeyOf(['general', 'col', 'active_border'])).toBe('general:col.active_border');
    expect(optionKeyOf(['general', 'col.active_border'])).toBe('general:col.active_border');
    expect(optionKeyOf(['decoration', 'shadow', 'range'])).toBe('decoration:shadow:range');
    expect(optionKeyOf(['general', 'constructor'])).toBeUndefined();
  });

  it('tells what the version has', () => {
    expect(readOption(['general', 'gaps_in'], '5', version('0.57'))).toMatchObject({ ok: true });
    expect(readOption(['misc', 'vfr'], 'true', version('0.54.1'))).toMatchObject({ ok: true });
    expect(readOption(['misc', 'vfr'], 'true', version('0.55'))).toMatchObject({
      ok: false,
      why: 'other-version',
    });
    expect(readOption(['layout', 'single_window_aspect_ratio'], '4 3', version('0.53'))).toMatchObject({
      ok: false,
      why: 'other-version',
    });
    expect(readOption(['general', 'gaps_inn'], '5', version('0.57'))).toEqual({ ok: false, why: 'unknown' });
    expect(readOption(['general', 'gaps_in'], 'wide', version('0.57'))).toMatchObject({
      ok: false,
      why: 'invalid',
    });
  });

  it('knows a default for every option it lists', () => {
    for (const key of KNOWN_OPTIONS.keys()) {
      const known = KNOWN_OPTIONS.get(key);
      if (known?.default !== '') expect(defaultOption(key), key).toBeDefined();
    }
    expect(numberOption({}, 'general:border_size')).toBe(1);
    expect(gradientOption({}, 'general:col.active_border')?.colours[0]).toEqual(parseColour('0xffffffff'));
    expect(() => defaultOption('general:none')).toThrow(TypeError);
  });
});

describe('monitors and workspaces', () => {
  it('reads modes, positions and scales', () => {
    expect(parseMode('2560x1440@59.95')).toEqual({ kind: 'exact', width: 2560, height: 1440, hertz: 59.95 });
    expect(parseMode('preferred')).toEqual({ kind: 'preferred' });
    expect(parseMode('modeline 148.5 1920 2008 2052 2200 1080 1084 1089 1125 +hsync')).toMatchObject({
      width: 1920,
      height: 1080,
      hertz: 60,
    });
    expect(parseMode('big')).toBeUndefined();
    expect(parsePosition('1920x-180')).toEqual({ kind: 'at', x: 1920, y: -180 });
    expect(parsePosition('auto-center-up')).toEqual({ kind: 'auto', side: 'center-up' });
    expect(parsePosition('toString')).toBeUndefined();
    expect(parseScale('0.1')).toBeUndefined();
    expect(parseScale('1.333333')).toBe(1.333333);
  });

  it('reads workspace rules under the names of both languages', () => {
    expect(readWorkspacePart('gapsout', '10 20')?.gapsOut?.value).toEqual({
      top: 10,
      right: 20,
      bottom: 10,
      left: 20,
    });
    expect(readWorkspacePart('gaps_out', '0')?.gapsOut?.value.top).toBe(0);
    expect(readWorkspacePart('on-created-empty', 'foot')?.onCreatedEmpty?.value).toBe('foot');
    expect(readWorkspacePart('no_rounding', 'true')?.rounding?.value).toBe(false);
    expect(readWorkspacePart('gapsin', 'wide')).toBeUndefined();
    expect(readWorkspacePart('colour', 'red')).toBeUndefined();
  });
});
