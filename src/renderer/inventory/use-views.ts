import type { Arrangement, SavedView } from '../../shared/contract';
import { usePreferences, useSetPreferences } from '../app';
import { setInventoryState, useInventoryState } from './store';

export interface Views {
  readonly arrangement: Arrangement;
  /** Kept by the core at once. */
  arrange(change: Partial<Arrangement>): void;
  readonly saved: readonly SavedView[];
  /** The saved view that is just what is shown. */
  readonly present: SavedView | null;
  open(view: SavedView): void;
  /** Keeps what is shown under a name, in place of a view that has it already. */
  save(name: string): void;
  remove(name: string): void;
}

/** How the list is arranged, and the arrangements that have a name. */
export function useViews(): Views {
  const { inventory } = usePreferences();
  const setPreferences = useSetPreferences();
  const filter = useInventoryState((state) => state.filter);
  const needsLook = useInventoryState((state) => state.needsLook);
  const { arrangement, views: saved } = inventory;
  const shown = { ...arrangement, filter, needsLook };
  const keep = (change: Partial<typeof inventory>): void =>
    setPreferences({ inventory: { ...inventory, ...change } });
  return {
    arrangement,
    arrange: (change) => keep({ arrangement: { ...arrangement, ...change } }),
    saved,
    present: saved.find((view) => isSame(view, shown)) ?? null,
    open({ name: _name, filter: itsFilter, needsLook: itsLook, ...its }) {
      setInventoryState({ filter: itsFilter, needsLook: itsLook });
      keep({ arrangement: its });
    },
    save: (name) =>
      keep({
        views: [...saved.filter((view) => view.name !== name), { ...shown, name }].toSorted((a, b) =>
          a.name.localeCompare(b.name),
        ),
      }),
    remove: (name) => keep({ views: saved.filter((view) => view.name !== name) }),
  };
}

function isSame(view: SavedView, shown: Omit<SavedView, 'name'>): boolean {
  const plain = ({ mode, sort, group, columns, filter, needsLook }: Omit<SavedView, 'name'>): string =>
    JSON.stringify([mode, sort?.column, sort?.descending, group, columns, filter, needsLook]);
  return plain(view) === plain(shown);
}
