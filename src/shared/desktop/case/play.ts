import {
  createDesk,
  dispatch,
  openWindow,
  windowsOf,
  type Desk,
  type PlacedMonitor,
  type ShownWindow,
} from '../layout';
import type { DesktopModel, NotUnderstood } from '../model';
import { fromLuaDispatch } from './lua-dispatch';
import type { DesktopCase } from './schema';

/** What a case comes to: all monitors and windows at the end, and the windows after each one opened. */
export interface CaseResult {
  readonly monitors: readonly PlacedMonitor[];
  readonly clients: readonly ShownWindow[];
  readonly afterEachWindow: readonly (readonly ShownWindow[])[];
  readonly desk: Desk;
  readonly notUnderstood: readonly NotUnderstood[];
}

/** Dispatchers that a case may name alone, though they are messages to the layout. */
const dispatcherOf = (text: string): string | undefined => {
  const call = text.replace(/\s+->\s+\S.*$/, '').trim();
  return call.startsWith('hl.') ? fromLuaDispatch(call) : call;
};

/** When which dispatch runs: before a window opens, after it, or after all of them. */
function stepsOf(given: DesktopCase): { before: string[][]; after: string[][]; end: string[] } {
  const { windows, post } = given.case;
  const each = typeof windows === 'number' ? [] : windows;
  const before = each.map((one) => one.pre ?? []);
  const after = each.map((one) => one.post ?? []);
  const told = before.flat().length + after.flat().length;
  const end = post ?? (told > 0 ? [] : given.dispatches);
  return { before, after, end };
}

/**
 * Opens the windows of a case as they were opened and runs its dispatches. Throws LayoutError for what cannot be laid out.
 * A dispatch that the layout refuses is told among what was not understood, as the compositor would only have answered so.
 */
export function playCase(given: DesktopCase, model: DesktopModel): CaseResult {
  const steps = stepsOf(given);
  const screens = given.case.monitors.map(({ name }) => ({
    name,
    modes: [{ width: 1920, height: 1080, hertz: 60 }],
  }));
  let desk = createDesk(model, {
    ...(screens.length > 0 && { screens }),
    ...(given.cursor && { cursor: { x: given.cursor[0], y: given.cursor[1] } }),
  });
  const refused: NotUnderstood[] = [];
  const runAll = (texts: readonly string[] | undefined): void => {
    for (const text of texts ?? []) {
      const dispatcher = dispatcherOf(text);
      try {
        if (dispatcher === undefined) refused.push({ text, why: 'unknown' });
        else desk = dispatch(desk, dispatcher);
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'LayoutError') throw error;
        refused.push({ text, why: 'invalid', because: error.message });
      }
    }
  };
  const afterEachWindow = given.windows.map((name, index) => {
    runAll(steps.before[index]);
    const step = typeof given.case.windows === 'number' ? undefined : given.case.windows[index];
    desk = openWindow(desk, { class: step?.class ?? name, title: step?.title ?? name });
    runAll(steps.after[index]);
    return windowsOf(desk);
  });
  runAll(steps.end);
  return {
    monitors: desk.monitors,
    clients: windowsOf(desk),
    afterEachWindow,
    desk,
    notUnderstood: [
      ...model.notUnderstood,
      ...refused,
      ...desk.notPreviewed.map((text): NotUnderstood => ({ text, why: 'not-previewed' })),
    ],
  };
}
