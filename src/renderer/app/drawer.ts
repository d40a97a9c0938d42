import useMediaQuery from '@mui/material/useMediaQuery';
import { useLocation } from 'react-router';
import { setView, usePreferences, useSetPreferences, useView } from './view';

/** A window too low for a page and the drawer, such as one of 1280 x 800 at 200 %. */
const LOW = '(max-height: 560px)';

/**
 * Whether the draft's drawer is open here: on the board as it was left, elsewhere and in low windows folded until it is
 * asked for.
 */
export function useDrawer(): readonly [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const isLow = useMediaQuery(LOW);
  const hasRoom = useLocation().pathname === '/features' && !isLow;
  const { drawerOpen } = usePreferences();
  const elsewhere = useView((state) => state.drawerElsewhere);
  const setPreferences = useSetPreferences();
  return hasRoom
    ? [drawerOpen, (isOpen) => setPreferences({ drawerOpen: isOpen })]
    : [elsewhere, (isOpen) => setView({ drawerElsewhere: isOpen })];
}
