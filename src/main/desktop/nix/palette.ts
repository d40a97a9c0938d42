import { parseColour, type NamedColour } from '../../../shared/desktop';
import type { ToldPiece, ToldValue } from '../../fleet';
import { SCHEMES } from './schemes';
import { textIn, wordsIn } from './told-values';

/** The base16 colours of Stylix on a host. */
export interface Palette {
  /** `base00` to `base0F`, six digits each in lower case. */
  readonly colours: ReadonlyMap<string, string>;
  readonly named: readonly NamedColour[];
}

const NAME = /^base0[0-9A-F]$/i;

/**
 * The palette that `stylix.base16Scheme` names: a set of colours, a file of the fleet (of which `texts` has the text), or a
 * scheme known by its file's name.
 */
export function paletteOf(
  scheme: ToldValue | null | undefined,
  texts: Readonly<Record<string, string>>,
): Palette | null {
  const yaml = scheme?.kind === 'path' ? texts[scheme.path] : undefined;
  if (scheme && yaml !== undefined) return fromYaml(yaml, scheme);
  if (scheme?.kind === 'set') {
    const found = scheme.entries.flatMap(([name, value]): [string, string, ToldValue][] => {
      const text = textIn(value)?.replace(/^#/, '').toLowerCase();
      return text !== undefined && NAME.test(name) && /^[0-9a-f]{6}$/.test(text) ? [[name, text, value]] : [];
    });
    return found.length === 0
      ? null
      : {
          colours: new Map(found.map(([name, text]) => [name, text])),
          named: found.flatMap(([name, text, value]) => named(name, text, value)),
        };
  }
  const words = scheme?.kind === 'text' ? wordsIn(scheme.pieces) : scheme?.kind === 'path' ? scheme.path : '';
  const file = /([A-Za-z0-9_-]+)\.ya?ml$/.exec(words)?.[1];
  const digits = file === undefined ? undefined : SCHEMES[file];
  if (!scheme || digits === undefined) return null;
  const colours = digits
    .split(' ')
    .map((text, index): [string, string] => [`base0${index.toString(16).toUpperCase()}`, text]);
  return {
    colours: new Map(colours),
    named: colours.flatMap(([name, text]) => named(name, text, scheme)),
  };
}

/** `base00: "1d2021"`, alone or below `palette:`, with or without `#`. */
function fromYaml(text: string, scheme: ToldValue): Palette | null {
  const lines = text.matchAll(/^\s*(base0[0-9A-Fa-f])\s*:\s*["']?#?([0-9A-Fa-f]{6})\b/gm);
  const colours = [...lines].map(([, name = '', digits = '']): [string, string] => [
    `base0${name.slice(5).toUpperCase()}`,
    digits.toLowerCase(),
  ]);
  if (colours.length === 0) return null;
  return {
    colours: new Map(colours),
    named: colours.flatMap(([name, digits]) => named(name, digits, scheme)),
  };
}

function named(name: string, digits: string, { at }: ToldValue): NamedColour[] {
  const colour = parseColour(`#${digits}`);
  return colour ? [{ name, colour, ...(at ? { from: at } : {}) }] : [];
}

/** The text of a hole that asks Stylix for a colour: `config.lib.stylix.colors.base0D`, `…withHashtag.base0D`. */
export function colourInHole(
  palette: Palette,
  { option }: Extract<ToldPiece, { kind: 'hole' }>,
): string | null {
  const found = /^lib\.stylix\.colors\.(withHashtag\.)?(base0[0-9A-F])(?:-hex)?$/i.exec(option ?? '');
  const digits = palette.colours.get(found?.[2] ?? '');
  return digits === undefined ? null : `${found?.[1] === undefined ? '' : '#'}${digits}`;
}
