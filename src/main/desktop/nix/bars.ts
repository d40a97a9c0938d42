import type { Bar, Edge } from '../../../shared/desktop';
import { allSides } from '../../../shared/desktop';
import type { ToldValue } from '../../fleet';
import { entryOf, flagIn, numberIn, textIn, textsIn } from './told-values';

const EDGES: readonly Edge[] = ['top', 'right', 'bottom', 'left'];

/** The bars of waybar: `settings` is a set of bars by name, or a list of them. */
export function barsOf(settings: ToldValue | null | undefined): Bar[] {
  if (settings?.kind === 'list') return settings.items.flatMap((bar) => barOf(bar, undefined));
  if (settings?.kind !== 'set') return [];
  return settings.entries.flatMap(([name, bar]) => barOf(bar, name));
}

function barOf(bar: ToldValue, name: string | undefined): Bar[] {
  if (bar.kind !== 'set') return [];
  const edge = EDGES.find((each) => each === textIn(entryOf(bar, 'position'))) ?? 'top';
  const isUpright = edge === 'left' || edge === 'right';
  const thickness = numberIn(entryOf(bar, isUpright ? 'width' : 'height'));
  const named = name ?? textIn(entryOf(bar, 'name'));
  const mode = textIn(entryOf(bar, 'mode'));
  const exclusive = flagIn(entryOf(bar, 'exclusive')) ?? (mode !== 'overlay' && mode !== 'invisible');
  return [
    {
      program: 'waybar',
      ...(named === undefined ? {} : { name: named }),
      edge,
      ...(thickness !== undefined && thickness > 0 ? { thickness } : {}),
      margin: marginOf(bar),
      exclusive,
      outputs: textsIn(entryOf(bar, 'output')),
      start: textsIn(entryOf(bar, 'modules-left')),
      middle: textsIn(entryOf(bar, 'modules-center')),
      end: textsIn(entryOf(bar, 'modules-right')),
      ...(bar.at ? { from: bar.at } : {}),
    },
  ];
}

function marginOf(bar: ToldValue): Bar['margin'] {
  const whole = entryOf(bar, 'margin');
  const parts = (textIn(whole) ?? '').split(/\s+/).filter((part) => part !== '');
  const numbers = parts.map((part) => Number.parseInt(part, 10));
  const [top = 0, right = top, bottom = top, left = right] = numbers.some(Number.isNaN) ? [] : numbers;
  const base = numberIn(whole) === undefined ? { top, right, bottom, left } : allSides(numberIn(whole) ?? 0);
  const side = (edge: Edge): number => numberIn(entryOf(bar, `margin-${edge}`)) ?? base[edge];
  return { top: side('top'), right: side('right'), bottom: side('bottom'), left: side('left') };
}
