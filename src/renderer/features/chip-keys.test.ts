import { expect, it } from 'vitest';
import { stepChip } from './chip-keys';

it('moves among the chips and stays at the ends', () => {
  expect(stepChip('ArrowRight', 0, 3)).toBe(1);
  expect(stepChip('ArrowRight', 2, 3)).toBe(2);
  expect(stepChip('ArrowLeft', 2, 3)).toBe(1);
  expect(stepChip('ArrowLeft', 0, 3)).toBe(0);
  expect(stepChip('Home', 2, 3)).toBe(0);
  expect(stepChip('End', 0, 3)).toBe(2);
});

it('leaves other keys to the chip', () => expect(stepChip('Delete', 1, 3)).toBeNull());
