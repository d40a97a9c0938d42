import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { emptyDesktop, hyprlandScene, playThrough } from '../../../shared/desktop';
import { savePicture } from './save';

const folder = mkdtempSync(join(tmpdir(), 'snowfleet-picture-'));
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});

const { desk } = playThrough(emptyDesktop(), [], [{ do: 'open', class: 'kitty', title: '<b>' }]);
const what = { scene: hyprlandScene(desk, []), document: { monitors: [] } };

test('a picture is written as its name asks for, and no other file is left', async () => {
  const file = (name: string): string => join(folder, name);
  await savePicture(file('desk.svg'), what);
  await savePicture(file('desk.PNG'), what);
  await savePicture(file('desk.json'), what);
  expect(readdirSync(folder).toSorted()).toEqual(['desk.PNG', 'desk.json', 'desk.svg']);
  expect(readFileSync(file('desk.svg'), 'utf8')).toMatch(/^<svg [\s\S]*&lt;b&gt;[\s\S]*<\/svg>\n$/u);
  const png = readFileSync(file('desk.PNG'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  // Width and height stand in the first chunk: as wide as the drawing.
  expect(png.readUInt32BE(16)).toBe(1600);
  expect(JSON.parse(readFileSync(file('desk.json'), 'utf8'))).toEqual({ monitors: [] });
});

test('another ending is refused before anything is drawn, and a place where no file can be is told', async () => {
  await expect(savePicture(join(folder, 'desk.jpg'), what)).rejects.toMatchObject({ code: 'usage' });
  expect(readdirSync(folder)).toEqual([]);
  await savePicture(join(folder, 'desk.svg'), what);
  await expect(savePicture(join(folder, 'desk.svg', 'within.svg'), what)).rejects.toMatchObject({
    code: 'unreadable-file',
  });
});
