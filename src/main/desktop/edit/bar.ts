import type { DesktopEdit } from '../../../shared/contract';
import { insertAfter, nixString } from '../../../shared/nix-syntax';
import type { ToldValue } from '../../fleet';
import { below, entryOf, textIn } from '../nix/told-values';
import { HOME } from '../nix/wanted';
import { around, type FileEdit } from './files';
import { type Bench, inFiles, refused, type Step } from './step';

type BarWish = Extract<DesktopEdit, { kind: 'bar' }>['wish'];

/** Changes height, edge or margins of a bar of waybar. */
export function editBar(bench: Bench, name: string, wish: BarWish): Step[] {
  const settings = bench.desktop.options[HOME.waybar];
  const bar =
    settings?.kind === 'list'
      ? settings.items.find((item) => textIn(entryOf(item, 'name')) === name)
      : below(settings, name);
  if (bar?.kind !== 'set')
    throw refused('unknown-option', `There is no bar ${name}.`, 'Ask for the bars of this host again.');
  const margins = ['margin-top', 'margin-right', 'margin-bottom', 'margin-left'].filter((key) =>
    entryOf(bar, key),
  );
  const wanted: (readonly [string, string | undefined])[] = [
    ['height', numberWords(wish.height)],
    ['width', numberWords(wish.width)],
    ['position', wish.position === undefined ? undefined : nixString(wish.position)],
    ...(margins.length > 0 ? margins : ['margin']).map(
      (key) => [key, marginWords(key, wish.margin)] as const,
    ),
  ];
  return wanted.flatMap(([key, text]) => {
    if (text === undefined) return [];
    const option = entryOf(bar, key)?.through ?? null;
    return [option === null ? inFiles(edit(bench, bar, key, text)) : { kind: 'option', option, value: text }];
  });
}

const numberWords = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

/** waybar takes a number for one side, and a text for all. */
function marginWords(key: string, value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  return key === 'margin' ? nixString(String(value)) : String(value);
}

function edit(bench: Bench, bar: Extract<ToldValue, { kind: 'set' }>, key: string, text: string): FileEdit {
  const present = entryOf(bar, key);
  if (present) {
    const literal = present.kind === 'plain' || present.kind === 'text' ? present.literal : null;
    if (literal) return { ...literal, text };
    throw refused('not-literal', `${key} of the bar is computed.`, 'Change it there by hand.', present);
  }
  for (const [, sibling] of bar.entries.toReversed()) {
    const literal = 'literal' in sibling ? sibling.literal : null;
    const tree = literal && bench.files.tree(literal.file);
    if (!literal || !tree) continue;
    const nodes = around(tree, literal.start, literal.end);
    const at = nodes.findIndex(({ kind }) => kind === 'binding');
    const set = nodes.slice(at + 1).find(({ kind }) => kind === 'attrSet');
    const binding = nodes[at];
    if (binding?.kind !== 'binding' || set?.kind !== 'attrSet' || binding.path.names.length !== 1) continue;
    const container = { open: set.open, close: set.close, items: set.bindings };
    return { file: literal.file, ...insertAfter(tree, container, binding, `${key} = ${text};`) };
  }
  throw refused('not-literal', 'The bar is computed.', 'Change it there by hand.', bar);
}
