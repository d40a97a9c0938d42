import { useLocation } from 'react-router';
import { setView, usePreferences, useSetPreferences, useView } from './view';

/** Whether the draft's drawer is open here: on the board as it was left, elsewhere folded until it is asked for. */
export function useDrawer(): readonly [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const isBoard = useLocation().pathname === '/features';
  const { drawerOpen } = usePreferences();
  const elsewhere = useView((state) => state.drawerElsewhere);
  const setPreferences = useSetPreferences();
  return isBoard
    ? [drawerOpen, (isOpen) => setPreferences({ drawerOpen: isOpen })]
    : [elsewhere, (isOpen) => setView({ drawerElsewhere: isOpen })];
}
