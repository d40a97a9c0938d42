import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configPreview } from './preview-config';

async function preview(name: string, text: string, version?: string) {
  const dir = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await writeFile(join(dir, name), text);
  return (await configPreview({ env: {} }, join(dir, name), version)).result;
}
const first = ({ afterEachWindow }: Awaited<ReturnType<typeof preview>>) => {
  const window = afterEachWindow[0]?.[0];
  return [window?.at.x, window?.at.y, window?.size.x, window?.size.y];
};

describe('preview --config', () => {
  it('lays out the same desktop in both languages', async () => {
    const hyprlang = await preview(
      'hyprland.conf',
      'monitor = DP-1, 2560x1440@60, 0x0, 1.6\nmonitor = DP-2, 1920x1080, auto, 1\ngeneral {\n  gaps_in = 5\n  gaps_out = 20\n  border_size = 2\n}',
    );
    const lua = await preview(
      'hyprland.lua',
      'hl.monitor({ output = "DP-1", mode = "2560x1440@60", position = "0x0", scale = 1.6 })\nhl.monitor({ output = "DP-2", mode = "1920x1080", position = "auto", scale = 1 })\nhl.config({ general = { gaps_in = 5, gaps_out = 20, border_size = 2 } })',
    );
    // One window on a work area of 1600x900, less gaps and border.
    expect(first(hyprlang)).toEqual([22, 22, 1556, 856]);
    expect(lua.afterEachWindow).toEqual(hyprlang.afterEachWindow);
    expect(lua.desk.monitors.map(({ name, box }) => [name, box.x])).toEqual([
      ['DP-1', 0],
      ['DP-2', 1600],
    ]);
    expect([hyprlang.desk.model.version.minor, lua.desk.model.version.minor]).toEqual([56, 57]);
  });

  it('says what is not understood, where', async () => {
    const { notUnderstood } = await preview('hyprland.conf', 'general:gaps_in = wide\nnonsense = 1');
    expect(notUnderstood.map(({ why, from }) => [why, from?.line])).toEqual([
      ['invalid', 1],
      ['unknown', 2],
    ]);
  });

  it('refuses what cannot be: versions, languages, monitors', async () => {
    const refused = async (...given: Parameters<typeof preview>) =>
      await preview(...given).then(
        () => 'nothing',
        (error: { code?: unknown }) => error.code,
      );
    expect(await refused('a.conf', '', 'newest')).toBe('usage');
    expect(await refused('a.conf', '', '0.57')).toBe('preview-impossible');
    expect(await refused('a.lua', '', '0.52')).toBe('preview-impossible');
    expect(await refused('a.conf', 'monitor = DP-1, disable\nmonitor = , disable')).toBe(
      'preview-impossible',
    );
    expect(await refused('a.conf', 'monitor = DP-1, 0x0, 0x0, 1')).toBe('preview-impossible');
    expect(await refused('a.conf', 'monitor = DP-1, 1920x1080, 0x0, 1000000000')).toBe('preview-impossible');
    expect(await refused('a.conf', 'monitor = DP-1, 1920x1080, 0x0, NaN')).toBe('nothing');
  });
});
