import { describe, expect, it } from 'vitest';
import { droppedAt, stepped } from './snap';

const left = { x: 0, y: 0, w: 2560, h: 1440 };
const moved = { x: 2560, y: 0, w: 1920, h: 1080 };

describe('a monitor that is moved', () => {
  it('snaps to edges that are near, and to none that are far', () => {
    expect(droppedAt({ ...moved, x: 2590, y: 20 }, [left], 60)).toEqual(moved);
    expect(droppedAt({ ...moved, x: 2570, y: 350 }, [left], 60)).toEqual({ ...moved, y: 360 });
    expect(droppedAt({ ...moved, x: 2800, y: 200 }, [left], 60)).toEqual({ ...moved, x: 2800, y: 200 });
  });

  it('never lies over another, and goes to the nearest side', () => {
    expect(droppedAt({ ...moved, x: 2000, y: 100 }, [left], 0)).toEqual({ ...moved, y: 100 });
    expect(droppedAt({ ...moved, x: 100, y: 1200 }, [left], 0)).toEqual({ ...moved, x: 100, y: 1440 });
    const right = { ...left, x: 2560 };
    expect(droppedAt({ ...moved, x: 1600, y: 100 }, [left, right], 0)).toEqual({
      ...moved,
      x: 1600,
      y: -1080,
    });
  });

  it('goes past its neighbour by key', () => {
    expect(stepped(moved, [left], 'down', 40)).toEqual({ ...moved, y: 40 });
    expect(stepped(moved, [left], 'left', 40)).toEqual({ ...moved, x: -1920 });
    const further = { ...left, x: -2560 };
    expect(stepped(moved, [left, further], 'left', 40)).toEqual({ ...moved, x: -2560 - 1920 });
  });
});
