import type { DesktopModel } from '../model';
import type { PlayAction } from './actions';
import { type Program, programLike, programOf, programsOf } from './programs';

const open = (program: Program): PlayAction => ({ do: 'open', ...program });

/**
 * What is open when a preview begins: an editor, a browser, a terminal and a chat on the first monitor, and two windows on
 * each of the next, of the host's own programs where it names such.
 */
export function openingOf(model: DesktopModel, monitors: readonly string[]): readonly PlayAction[] {
  const programs = programsOf(model);
  const terminal = programLike(programs, 'terminal') ?? programOf('kitty');
  const browser = programLike(programs, 'browser') ?? programOf('firefox');
  const first = [
    programLike(programs, 'editor') ?? programOf('code'),
    browser,
    terminal,
    programLike(programs, 'chat') ?? programOf('discord'),
  ].map(open);
  const others = monitors
    .slice(1, 4)
    .flatMap((name): readonly PlayAction[] => [
      { do: 'dispatch', dispatcher: 'focusmonitor', argument: name },
      open({ ...browser, title: 'grafana' }),
      open({ ...terminal, title: 'journal' }),
    ]);
  const back: readonly PlayAction[] =
    others.length === 0 ? [] : [{ do: 'dispatch', dispatcher: 'focusmonitor', argument: monitors[0] ?? '' }];
  return [...first, ...others, ...back];
}
