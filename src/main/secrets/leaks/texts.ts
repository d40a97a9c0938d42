import { FORMATS } from './formats';
import { type Found, WORDS } from './nix';
import { looksRandom, tellingKind } from './telling';

/** Credentials that their form gives away, in any text. */
export function byFormat(text: string): Found[] {
  return FORMATS.flatMap(({ kind, words, pattern }) =>
    [...text.matchAll(pattern)].flatMap((match): Found[] => {
      const [whole] = match;
      const secret = match.groups?.['secret'];
      const start = match.index + (secret === undefined ? 0 : whole.lastIndexOf(secret));
      if (secret !== undefined && /^(?:pass(?:word|wd)?|secret|token|changeme|x+|\*+)$/i.test(secret))
        return [];
      return [{ start, end: start + (secret ?? whole).length, name: '', kind, words }];
    }),
  );
}

/** `NAME=value`, `name: value`, `--name value`: as scripts, environments and configuration files write settings. */
const ASSIGNMENT =
  /(?:(?<name>[A-Za-z][A-Za-z0-9_.-]{1,60})["']?\s{0,3}[=:]|--(?<flag>[a-z][a-z0-9-]{1,60})\s)\s{0,3}["']?(?<value>[A-Za-z0-9+/_.~!@#%^&*-][A-Za-z0-9+/=_.~!@#%^&*-]{11,199})["']?/g;

/** Credentials in lines of a script or a configuration file: a telling name, and a value that a machine made. */
export function byAssignment(text: string): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(ASSIGNMENT)) {
    const { flag = '', name = flag, value = '' } = match.groups ?? {};
    const kind = tellingKind(name);
    // A name that is spoken of in a sentence has words behind it, which no machine made.
    if (kind === null || !looksRandom(value) || /^[a-z]+(?:[-_.][a-z0-9]+)+$/i.test(value)) continue;
    const start = match.index + match[0].lastIndexOf(value);
    found.push({ start, end: start + value.length, name, kind, words: WORDS[kind] });
  }
  return found;
}
