import { AppError, featureStateSchema, type FeatureState } from '../contract';

/**
 * States of a host as numbers, six each, for the way between the core and a page: a large fleet has tens of thousands,
 * and a hundred bytes each add up. Names (paths and files) are told once, by their place in a list.
 */
const FIELDS = 6;
const KINDS = featureStateSchema.shape.state.options;

function placeOf(name: string, names: Map<string, number>): number {
  const place = names.get(name) ?? names.size;
  names.set(name, place);
  return place;
}

/** Packs names; they are put into `names`, each with its place. */
export function packNames(of: readonly string[], names: Map<string, number>): number[] {
  return of.map((name) => placeOf(name, names));
}

/** The names that were packed. Throws `internal` for a place that no packing gives. */
export function unpackNames(packed: readonly number[], names: readonly string[]): string[] {
  return packed.map((place) => {
    const name = names[place];
    if (name === undefined) throw new AppError('internal', 'The inventory cannot be read.');
    return name;
  });
}

/** Packs states; what they name is put into `names`, each with its place. */
export function packStates(states: readonly FeatureState[], names: Map<string, number>): number[] {
  const at = (name: string | undefined): number => (name === undefined ? -1 : placeOf(name, names));
  return states.flatMap(({ path, state, on, by, place }) => [
    at(path),
    KINDS.indexOf(state) * 2 + Number(on),
    at(by),
    at(place?.file),
    place?.line ?? -1,
    place?.column ?? -1,
  ]);
}

/** The states that were packed. Throws `internal` for numbers that no packing gives. */
export function unpackStates(packed: readonly number[], names: readonly string[]): FeatureState[] {
  const states: FeatureState[] = [];
  for (let start = 0; start < packed.length; start += FIELDS) {
    const [path = -1, kind = -1, by = -1, file = -1, line = -1, column = -1] = packed.slice(
      start,
      start + FIELDS,
    );
    const [whole, state, origin, written] = [names[path], KINDS[kind >> 1], names[by], names[file]];
    if (whole === undefined || state === undefined)
      throw new AppError('internal', 'The board cannot be read.', {
        hint: 'Load the page again: it may be of another version than the core.',
      });
    states.push({
      path: whole,
      state,
      on: (kind & 1) === 1,
      ...(origin === undefined ? {} : { by: origin }),
      ...(written === undefined ? {} : { place: { file: written, line, ...(column < 0 ? {} : { column }) } }),
    });
  }
  return states;
}
