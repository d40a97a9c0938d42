import type { Wallpaper } from '../../../shared/desktop';
import type { ToldValue } from '../../fleet';
import { entryOf, textIn, wordsIn } from './told-values';

/**
 * What hyprpaper shows: `wallpaper = "MONITOR,PATH"` with an empty monitor for all others, `contain:` and `tile:` before
 * the path, or a set for each (hyprpaper 0.8).
 */
export function wallpapersOf(settings: ToldValue | null | undefined): Wallpaper[] {
  const wallpaper = entryOf(settings, 'wallpaper');
  const items = wallpaper?.kind === 'list' ? wallpaper.items : wallpaper ? [wallpaper] : [];
  return items.flatMap((item): Wallpaper[] => {
    const from = item.at ? { from: item.at } : {};
    if (item.kind === 'set') {
      const monitor = textIn(entryOf(item, 'monitor')) ?? '';
      const path = pathIn(entryOf(item, 'path'));
      const fit = fitOf(textIn(entryOf(item, 'fit_mode')) ?? 'cover');
      if (path === undefined) return [];
      return [{ outputs: monitor === '' ? [] : [monitor], show: { kind: 'picture', path }, fit, ...from }];
    }
    const text = pathIn(item);
    const comma = text?.indexOf(',') ?? -1;
    if (text === undefined || comma < 0) return [];
    const monitor = text.slice(0, comma).trim();
    const [, mode, path = ''] = /^(?:(contain|tile|cover):)?(.*)$/s.exec(text.slice(comma + 1).trim()) ?? [];
    const show = { kind: 'picture', path } as const;
    return [{ outputs: monitor === '' ? [] : [monitor], show, fit: fitOf(mode ?? 'cover'), ...from }];
  });
}

function fitOf(word: string): Wallpaper['fit'] {
  return word === 'contain' || word === 'tile' || word === 'fill' ? word : 'cover';
}

/** A file as it is written, holes included: the picture may be made by a package. */
function pathIn(value: ToldValue | undefined): string | undefined {
  if (value?.kind === 'path') return value.path;
  return value?.kind === 'text' ? wordsIn(value.pieces) : undefined;
}
