import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { terminalLayoutSchema, type TerminalLayout, type TerminalPane } from '../../shared/contract';
import {
  activePane,
  addTab,
  allPanes,
  EMPTY_LAYOUT,
  focusPane,
  neighbour,
  panesOf,
  placesOf,
  removePane,
  setShare,
  splitPane,
  stepTab,
  tie,
} from './layout';

const pane = (id: number, host = `h${id}`): TerminalPane => ({
  kind: 'pane',
  id,
  host,
  fleet: '/f',
  terminal: null,
});

/** One large at the left, two above each other at the right. */
function three(): TerminalLayout {
  const one = addTab(EMPTY_LAYOUT, pane(1));
  return splitPane(splitPane(one, 1, 'row', pane(2)), 2, 'column', pane(3));
}

const rootOf = (layout: TerminalLayout) => layout.tabs[0]?.root ?? pane(0);

describe('the layout of terminals', () => {
  it('splits to the right and down, with the focus on what is new', () => {
    const layout = three();
    expect(activePane(layout)?.id).toBe(3);
    expect([...placesOf(rootOf(layout)).panes]).toEqual([
      [1, { left: 0, top: 0, width: 0.5, height: 1 }],
      [2, { left: 0.5, top: 0, width: 0.5, height: 0.5 }],
      [3, { left: 0.5, top: 0.5, width: 0.5, height: 0.5 }],
    ]);
    expect(splitPane(layout, 99, 'row', pane(4))).toBe(layout);
  });

  it('finds the neighbour on each side', () => {
    const root = rootOf(setShare(three(), 1, ['second'], 0.7));
    expect(neighbour(root, 1, 'right')).toBe(2);
    expect(neighbour(root, 3, 'left')).toBe(1);
    expect(neighbour(root, 2, 'down')).toBe(3);
    expect(neighbour(root, 3, 'up')).toBe(2);
    expect(neighbour(root, 1, 'left')).toBeNull();
    expect(neighbour(root, 1, 'down')).toBeNull();
  });

  it('gives the room of a closed pane to its neighbour, and the focus', () => {
    const layout = removePane(three(), 3);
    expect(activePane(layout)?.id).toBe(2);
    expect(placesOf(rootOf(layout)).panes.get(2)).toEqual({ left: 0.5, top: 0, width: 0.5, height: 1 });
    expect(activePane(removePane(three(), 1))?.id).toBe(3);
    expect(removePane(removePane(layout, 1), 2)).toEqual(EMPTY_LAYOUT);
  });

  it('shows the tab after the one that was closed, else the one before', () => {
    const tabs = [1, 2, 3].reduce((layout, id) => addTab(layout, pane(id)), EMPTY_LAYOUT);
    expect(removePane(focusPane(tabs, 2), 2).active).toBe(3);
    expect(removePane(tabs, 3).active).toBe(2);
    expect(removePane(tabs, 1).active).toBe(3);
  });

  it('steps through tabs in a circle', () => {
    const tabs = [1, 2, 3].reduce((layout, id) => addTab(layout, pane(id)), EMPTY_LAYOUT);
    expect(stepTab(tabs, 1).active).toBe(1);
    expect(stepTab(tabs, -1).active).toBe(2);
    expect(stepTab(EMPTY_LAYOUT, 1)).toBe(EMPTY_LAYOUT);
  });

  it('moves a line, but not so far that a pane is gone', () => {
    const layout = setShare(three(), 1, [], 0.99);
    expect(placesOf(rootOf(layout)).panes.get(1)?.width).toBeCloseTo(0.9);
    expect(placesOf(rootOf(setShare(three(), 1, ['second'], -3))).panes.get(2)?.height).toBeCloseTo(0.1);
  });

  it('ties a terminal to its pane alone', () => {
    expect(panesOf(rootOf(tie(three(), 2, 9))).map(({ terminal }) => terminal)).toEqual([null, 9, null]);
  });

  it('whatever is done: panes fill the page, the focus is on one of them, and it can be kept', () => {
    const step = fc.tuple(
      fc.constantFrom('tab', 'row', 'column', 'close', 'share', 'focus', 'step'),
      fc.nat(40),
      fc.double({ min: -1, max: 2, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let layout: TerminalLayout = EMPTY_LAYOUT;
        let next = 1;
        for (const [what, which, share] of steps) {
          const panes = allPanes(layout);
          const of = panes[which % Math.max(1, panes.length)]?.id ?? 0;
          if (what === 'tab') layout = addTab(layout, pane(next++));
          else if (what === 'row' || what === 'column') layout = splitPane(layout, of, what, pane(next++));
          else if (what === 'close') layout = removePane(layout, of);
          else if (what === 'focus') layout = focusPane(layout, of);
          else if (what === 'step') layout = stepTab(layout, 1);
          else layout = setShare(layout, layout.active ?? 0, [], share);

          expect(terminalLayoutSchema.parse(layout)).toEqual(layout);
          expect(activePane(layout) === undefined).toBe(layout.tabs.length === 0);
          for (const tab of layout.tabs) {
            expect(panesOf(tab.root).map(({ id }) => id)).toContain(tab.focus);
            const area = [...placesOf(tab.root).panes.values()].reduce(
              (sum, r) => sum + r.width * r.height,
              0,
            );
            expect(area).toBeCloseTo(1);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
