import { create } from 'zustand';
import { type Choice, NOTHING_CHOSEN } from './choice';

/** What the inventory remembers while the page is open; what outlives it is kept as preferences. */
interface InventoryState {
  readonly filter: string;
  readonly needsLook: boolean;
  readonly choice: Choice;
  /** Key of the line that has, or would get, the focus; null for the first. */
  readonly active: string | null;
}

export const useInventoryState = create<InventoryState>(() => ({
  filter: '',
  needsLook: false,
  choice: NOTHING_CHOSEN,
  active: null,
}));

export const setInventoryState = useInventoryState.setState;

/** Changes what is chosen. */
export function choose(change: (choice: Choice) => Choice): void {
  useInventoryState.setState(({ choice }) => ({ choice: change(choice) }));
}
