import {
  closeWindow,
  createDesk,
  type Desk,
  dispatch,
  focus,
  LayoutError,
  openWindow,
  type ShownWindow,
  windowsOf,
} from '../layout';
import type { DesktopModel, MonitorRule, Screen } from '../model';
import type { Play, PlayAction } from './actions';

/** What became of an action: another desk, or the same and why nothing happened. */
export interface Performed {
  readonly desk: Desk;
  readonly refused?: string;
}

/** Does one thing. What cannot be leaves the desk as it was, with a sentence. */
export function perform(desk: Desk, action: PlayAction): Performed {
  try {
    switch (action.do) {
      case 'open':
        return { desk: openWindow(desk, { class: action.class, title: action.title }) };
      case 'close':
        return { desk: closeWindow(desk, action.window) };
      case 'focus':
        return { desk: focus(desk, action.window) };
      case 'dispatch':
        return { desk: dispatch(desk, `${action.dispatcher} ${action.argument}`.trim()) };
    }
  } catch (error) {
    if (error instanceof LayoutError) return { desk, refused: error.message };
    throw error;
  }
}

/** The rule of a monitor with another scale; where only the rule for all monitors holds, that one for this monitor. */
function scaledRule(model: DesktopModel, monitor: string, scale: number): MonitorRule {
  const own = model.monitors.some(({ output }) => output === monitor || output.startsWith('desc:'));
  const forAll = own ? undefined : model.monitors.findLast(({ output }) => output === '');
  return { others: {}, ...forAll, output: monitor, scale: { value: scale } };
}

/** The configuration with what is tried otherwise. */
export function triedModel(
  model: DesktopModel,
  { layout, scales }: Pick<Play, 'layout' | 'scales'>,
): DesktopModel {
  const names = Object.keys(scales);
  if (layout === undefined && names.length === 0) return model;
  return {
    ...model,
    options:
      layout === undefined
        ? model.options
        : { ...model.options, 'general:layout': { value: { kind: 'text', text: layout } } },
    monitors: [...model.monitors, ...names.map((name) => scaledRule(model, name, scales[name] ?? 1))],
  };
}

/** What became of a list of actions. */
export interface PlayedThrough {
  readonly desk: Desk;
  readonly refused: readonly string[];
  /** All windows, told anew each time one was opened. */
  readonly afterEachWindow: readonly (readonly ShownWindow[])[];
}

/**
 * A desk on which everything was done in order; what could not be done is left out, and told. Throws LayoutError where
 * monitors cannot be placed.
 */
export function playThrough(
  model: DesktopModel,
  screens: readonly Screen[],
  actions: readonly PlayAction[],
): PlayedThrough {
  let desk = createDesk(model, screens.length === 0 ? {} : { screens });
  const refused: string[] = [];
  const afterEachWindow: ShownWindow[][] = [];
  for (const action of actions) {
    const performed = perform(desk, action);
    desk = performed.desk;
    if (performed.refused !== undefined) refused.push(performed.refused);
    else if (action.do === 'open') afterEachWindow.push(windowsOf(desk));
  }
  return { desk, refused, afterEachWindow };
}
