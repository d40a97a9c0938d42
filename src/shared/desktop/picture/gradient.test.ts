import { expect, test } from 'vitest';
import { gradientLine, gradientStops, mixed } from './gradient';

test('how far along a point is follows the shader of Hyprland, not a turned line', () => {
  // At 0 degrees to the right, at 90 down, at 180 to the left, at 270 up; each over the whole box.
  expect(gradientLine(0)).toEqual({ x1: 0, y1: 0, x2: 1, y2: 0 });
  expect(gradientLine(90)).toEqual({ x1: 0, y1: 0, x2: 0, y2: 1 });
  expect(gradientLine(180)).toEqual({ x1: 1, y1: 0, x2: 0, y2: 0 });
  expect(gradientLine(-90)).toEqual(gradientLine(270));
  // y·sin 45° + x·(1 - sin 45°) is 1 where the line ends.
  const { x2, y2 } = gradientLine(45);
  const sine = Math.SQRT1_2;
  expect(y2 * sine + x2 * (1 - sine)).toBeCloseTo(1, 1);
});

test('colours mix in OkLab and end at themselves', () => {
  expect(mixed('#33ccffee', '#00ff99ee', 0)).toBe('#33ccffee');
  expect(mixed('#33ccffee', '#00ff99ee', 1)).toBe('#00ff99ee');
  expect(mixed('#000000ff', '#ffffff00', 0.5).slice(7)).toBe('80');
  const stops = gradientStops(['#ff0000ff', '#00ff00ff', '#0000ffff']);
  expect(stops[0]).toEqual({ offset: 0, colour: '#ff0000ff' });
  expect(stops.find(({ offset }) => offset === 0.5)?.colour).toBe('#00ff00ff');
  expect(stops.at(-1)).toEqual({ offset: 1, colour: '#0000ffff' });
});
