import { type Bind, bindFor, bindWords, type PressedKey } from '../../../shared/desktop';

const NONE = 'No modifier';

/** Binds in which every word occurs: in keys, in what is done, or in its description. */
export function foundBinds(binds: readonly Bind[], words: string): readonly Bind[] {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return binds;
  return binds.filter((bind) => {
    const text = `${bindWords(bind)} ${bind.action} ${bind.argument} ${bind.submap ?? ''}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** All binds that a pressed combination would run, those of submaps too. */
export function pressedBinds(binds: readonly Bind[], pressed: PressedKey): readonly Bind[] {
  const global = binds.map(({ submap: _submap, ...bind }) => bind);
  const first = bindFor(global, pressed);
  if (!first) return [];
  return binds.filter(
    ({ key, modifiers }) =>
      key.toLowerCase() === first.key.toLowerCase() &&
      modifiers.length === first.modifiers.length &&
      modifiers.every((modifier) => first.modifiers.includes(modifier)),
  );
}

/** Binds by their modifiers, in the order in which those first come. */
export function groupedBinds(
  binds: readonly Bind[],
): readonly { readonly name: string; readonly binds: readonly Bind[] }[] {
  const groups = new Map<string, Bind[]>();
  for (const bind of binds) {
    const name = bind.modifiers.length === 0 ? NONE : bind.modifiers.join(' + ');
    groups.set(name, [...(groups.get(name) ?? []), bind]);
  }
  return [...groups].map(([name, all]) => ({ name, binds: all }));
}
