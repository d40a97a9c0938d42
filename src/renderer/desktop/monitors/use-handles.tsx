import { type ReactNode, useMemo } from 'react';
import type { Desktop } from '../../../shared/contract';
import type { PlacedGlass, PlacedMonitor } from '../../../shared/desktop';
import { announce } from '../../app';
import { useDesktopState } from '../desktop-store';
import { keepSoon, keepTrial, tryEdits } from '../edit/trial';
import { MonitorHandle } from './monitor-handle';
import { moveEdits } from './wishes';
import './monitors.css';

/** What lies over each monitor of the picture while monitors are changed; undefined else. */
export function useMonitorHandles(
  desktop: Desktop,
  monitors: readonly PlacedMonitor[],
): ((glass: PlacedGlass, zoom: number) => ReactNode) | undefined {
  const moves = useDesktopState((state) => state.panel === 'monitors');
  return useMemo(() => {
    if (!moves) return undefined;
    const { host, model } = desktop;
    return ({ monitor: { name } }, zoom) => {
      const placed = monitors.find((monitor) => monitor.name === name);
      if (!placed) return null;
      const put = ({ x, y }: { x: number; y: number }): void => {
        const words = `${name} at ${x}, ${y}`;
        tryEdits(host, model, moveEdits(model, monitors, name, { x, y }), `${words} on ${host}`);
        announce(words);
      };
      return (
        <MonitorHandle
          placed={placed}
          others={monitors.filter((other) => other !== placed).map(({ box }) => box)}
          zoom={zoom}
          onStep={(to) => {
            put(to);
            keepSoon();
          }}
          onDrop={(to) => {
            put(to);
            void keepTrial();
          }}
        />
      );
    };
  }, [moves, desktop, monitors]);
}
