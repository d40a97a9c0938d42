import type { SchemeTexts } from '../../../shared/desktop';
import type { ToldValue } from '../../fleet';
import { entryOf, textIn } from '../nix/told-values';

/** Folders of a home that KDE looks for colour schemes in, by the option that files in them are written with. */
const PLACES: readonly (readonly [option: string, prefix: string])[] = [
  ['xdg.dataFile', 'color-schemes/'],
  ['home.file', '.local/share/color-schemes/'],
];

/** The options that colour schemes of a home are found in. */
export const SCHEME_OPTIONS: readonly string[] = PLACES.map(([option]) => option);

/** Only the colours are wanted; a key that source does not tell is left out, and Breeze's stands for it. */
function iniText(sections: ToldValue): string | undefined {
  if (sections.kind !== 'set') return undefined;
  const lines = sections.entries.flatMap(([section, keys]) => {
    if (keys.kind !== 'set') return [];
    const pairs = keys.entries.flatMap(([key, value]) => {
      const text = textIn(value);
      return text === undefined || /[\r\n]/.test(text) ? [] : [`${key}=${text}`];
    });
    return [`[${section}]`, ...pairs];
  });
  return lines.join('\n');
}

function textOfFile(file: ToldValue): string | undefined {
  const text = entryOf(file, 'text');
  if (!text) return undefined;
  if (text.kind === 'call' && text.name === 'toINI') {
    const sections = text.args.at(-1);
    return sections && iniText(sections);
  }
  return textIn(text);
}

/** The `.colors` files that a home's own settings write, by the name of the scheme. */
export function schemeTexts(options: Readonly<Record<string, ToldValue | null>>): SchemeTexts {
  const found = new Map<string, string>();
  for (const [option, prefix] of PLACES) {
    const files = options[option];
    for (const [name, file] of files?.kind === 'set' ? files.entries : []) {
      if (!name.startsWith(prefix) || !name.endsWith('.colors')) continue;
      const text = textOfFile(file);
      if (text !== undefined) found.set(name.slice(prefix.length, -'.colors'.length), text);
    }
  }
  return (name) => found.get(name);
}
