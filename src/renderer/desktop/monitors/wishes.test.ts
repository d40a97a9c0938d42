import { describe, expect, it } from 'vitest';
import { emptyDesktop, placeMonitors, type Screen } from '../../../shared/desktop';
import { withEdits } from '../edit/with-edit';
import { moveEdits, scaleSteps } from './wishes';

const mode = { width: 2560, height: 1440, hertz: 59.951 };
const screens: readonly Screen[] = ['DP-1', 'DP-2'].map((name) => ({ name, modes: [mode] }));

describe('monitors by wish', () => {
  it('writes where those are that Hyprland placed itself, so that only one moves', () => {
    const model = emptyDesktop();
    const before = placeMonitors(model, screens);
    const edits = moveEdits(model, before, 'DP-1', { x: 0, y: 1440 });
    expect(edits).toMatchObject([
      { output: 'DP-1', wish: { mode: '2560x1440@59.95', position: '0x1440' } },
      { output: 'DP-2', wish: { position: `${before[1]?.box.x}x0` } },
    ]);
    const after = placeMonitors(withEdits(model, edits), screens);
    expect(after.map(({ box }) => [box.x, box.y])).toEqual([
      [0, 1440],
      [before[1]?.box.x, 0],
    ]);
  });

  it('offers the scales that give whole pixels', () => {
    const steps = scaleSteps(mode, screens[0] ?? expect.fail('no screen'));
    expect(steps).toEqual(expect.arrayContaining([1, 1.25, 1.6, 2, 128 / 120]));
    expect(steps).not.toContain(1.5);
  });
});
