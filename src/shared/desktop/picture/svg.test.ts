import { expect, test } from 'vitest';
import { sceneSvg } from './svg';
import { madeMonitor, madeScene, madeWindow } from './testing/made-scene';

test('markup in a title stays letters, and what XML cannot hold is left out', () => {
  const title = '</text><script>alert(1)</script>&"\u0000\ud800';
  const svg = sceneSvg(
    madeScene(madeMonitor({ items: [madeWindow({ title })], name: '"><image href="x"/>' })),
  );
  expect(svg).not.toContain('<script');
  expect(svg).not.toContain('<image');
  expect(svg).toContain('&lt;/text&gt;&lt;script&gt;');
  expect(svg).not.toMatch(/\p{Cs}/u);
  expect(svg).not.toContain('\u0000');
});

test('the same scene gives the same file', () => {
  const scene = madeScene(madeMonitor({ backdrop: { colour: '#000000', wallpaper: 'lake.png' } }));
  expect(sceneSvg(scene)).toBe(sceneSvg(structuredClone(scene)));
});

test('numbers that are none become no attribute a reader would refuse', () => {
  const box = { x: Number.NaN, y: 1e9, width: Number.POSITIVE_INFINITY, height: -4 };
  const svg = sceneSvg(
    madeScene(madeMonitor({ items: [madeWindow({ box })], box: { x: 0, y: 0, width: 0, height: 0 } })),
  );
  expect(svg).not.toMatch(/NaN|Infinity/);
});
