import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { Host } from '../../shared/contract';
import { hostState, useFleet } from '../app';
import { Icon } from '../ui';
import { openTerminalAt } from './running';
import { presentPane, setState, type Place } from './store';

function nameOf(place: Place): string {
  if (place.kind === 'tab') return 'New terminal to';
  return place.direction === 'row' ? 'Split to the right: terminal to' : 'Split down: terminal to';
}

/** Which host; a split offers the one it is split from first. */
export function NewTerminalMenu({
  place,
  hosts,
  anchor,
}: {
  place: Place;
  hosts: readonly Host[];
  anchor: HTMLElement;
}) {
  const fleet = useFleet().data?.dir ?? '';
  const beside = place.kind === 'split' ? presentPane()?.host : undefined;
  const ordered = hosts.toSorted((a, b) => Number(b.name === beside) - Number(a.name === beside));
  const close = (): void => setState({ choosing: null });
  return (
    <Menu
      open
      onClose={close}
      anchorEl={anchor}
      disableRestoreFocus
      slotProps={{ list: { 'aria-label': nameOf(place) } }}
    >
      {hosts.length === 0 ? <MenuItem disabled>No host in this fleet</MenuItem> : null}
      {ordered.map((host) => {
        const state = hostState(host);
        return (
          <MenuItem
            key={host.name}
            data-host={host.name}
            onClick={() => {
              close();
              openTerminalAt(place, host.name, fleet);
            }}
          >
            <span className={state.tone}>
              <Icon name={state.icon} small label={state.words} />
            </span>
            {host.name}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
