import { performance } from 'node:perf_hooks';
import {
  createDesk,
  dispatch,
  emptyDesktop,
  openWindow,
  relayout,
  windowsOf,
  type Desk,
  type DesktopModel,
} from '../src/shared/desktop';
import { sliderFigures } from './desktop/slider';
import { readerFigures } from './desktop/readers';
import type { Bench, Figure, Pair } from './harness';
import { summarize } from './statistics';

const MONITORS = ['DP-1', 'DP-2', 'DP-3'];
const WINDOWS = 20;

/** Three monitors of 2560x1440 side by side, with rules as people have them. */
function model(layout: string, gapsIn: number): DesktopModel {
  const side = { top: gapsIn, right: gapsIn, bottom: gapsIn, left: gapsIn };
  return {
    ...emptyDesktop(),
    options: {
      'general:layout': { value: { kind: 'text', text: layout } },
      'general:gaps_in': { value: { kind: 'sides', sides: side } },
      'general:border_size': { value: { kind: 'whole', number: 2 } },
    },
    monitors: MONITORS.map((output, index) => ({
      output,
      mode: { value: { kind: 'exact', width: 2560, height: 1440 } },
      position: { value: { kind: 'at', x: index * 2560, y: 0 } },
      scale: { value: 1 },
      others: {},
    })),
    workspaceRules: [
      { selector: 'w[tv1]', gapsOut: { value: { top: 0, right: 0, bottom: 0, left: 0 } }, layoutOptions: {} },
    ],
    windowRules: Array.from({ length: 30 }, (_, index) => ({
      match: { class: `^(program-${index}|other-${index})$` },
      effects: { rounding: { value: '4' }, opacity: { value: '0.9 0.8' } },
      enabled: true,
    })),
  };
}

/** Sixty windows, twenty on each monitor. */
function filled(layout: string): Desk {
  let desk = createDesk(model(layout, 5));
  for (const monitor of MONITORS) {
    desk = dispatch(desk, `focusmonitor ${monitor}`);
    desk = openWindow(
      desk,
      ...Array.from({ length: WINDOWS }, (_, index) => ({
        class: `program-${index}`,
        id: `${monitor}-${index}`,
      })),
    );
  }
  if (windowsOf(desk).length !== MONITORS.length * WINDOWS) throw new Error('a window is missing');
  return desk;
}

const LAYOUTS = ['dwindle', 'master', 'scrolling', 'monocle'];
/** One call is too short for the clock. */
const CALLS = 50;

/** As a slider does it: another gap each time, so that nothing can be taken from before. */
function drag(desk: Desk, layout: string, calls: number): void {
  for (let call = 0; call < calls; call += 1) relayout(desk, model(layout, 1 + (call % 40)));
}

const pairOf = (layout: string): Pair => {
  const desk = filled(layout);
  const windows = windowsOf(desk);
  return {
    name: `${layout}: another gap, ${MONITORS.length} monitors × ${WINDOWS} windows`,
    peer: 'structuredClone of what is told of the windows',
    ours: () => drag(desk, layout, CALLS),
    theirs: () => {
      for (let call = 0; call < CALLS; call += 1) structuredClone(windows);
    },
    work: { amount: CALLS * MONITORS.length * WINDOWS, unit: 'windows' },
    note: 'What a new desk costs at least, were nothing laid out: its windows copied as plain data.',
  };
};

function figureOf(layout: string, runs: number): Figure {
  const desk = filled(layout);
  drag(desk, layout, CALLS);
  const times = Array.from({ length: runs }, (_, run) => {
    const changed = model(layout, 1 + (run % 40));
    const started = performance.now();
    relayout(desk, changed);
    return performance.now() - started;
  });
  return {
    name: `relayout, ${layout}: ${MONITORS.length} monitors × ${WINDOWS} windows`,
    unit: 'ms',
    summary: summarize(times),
    aim: 4,
    note: 'With 30 window rules by class.',
  };
}

export const bench: Bench = {
  prepare: () => Promise.resolve(LAYOUTS.map(pairOf)),
  figures: async (runs = 100) => [
    ...LAYOUTS.map((layout) => figureOf(layout, runs)),
    ...(await readerFigures(Math.min(runs, 30))),
    ...(await sliderFigures(Math.min(runs, 5))),
  ],
};
