import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useMemo } from 'react';
import { type DesktopModel, type Program, programsOf } from '../../../shared/desktop';
import { Icon } from '../../ui';

/** Picks a program to open a window of; the host's own come first. */
export function OpenMenu({
  model,
  anchor,
  onAnchor,
  onOpen,
}: {
  model: DesktopModel;
  anchor: HTMLElement | null;
  onAnchor: (element: HTMLElement | null) => void;
  onOpen: (program: Program) => void;
}) {
  const programs = useMemo(() => programsOf(model), [model]);
  return (
    <>
      <Button
        className="s24"
        data-opens-windows
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => onAnchor(event.currentTarget)}
      >
        <Icon name="plus" small />
        Open…
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => onAnchor(null)}>
        {programs.map((program) => (
          <MenuItem
            key={program.class}
            onClick={() => {
              onAnchor(null);
              onOpen(program);
            }}
          >
            {program.class}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
