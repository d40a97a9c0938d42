import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { Icon } from '../../ui';

/** Picks a program to open a window of. */
export function OpenMenu<Opened extends { readonly class: string }>({
  programs,
  wordsOf,
  onOpen,
}: {
  programs: readonly Opened[];
  wordsOf: (program: Opened) => string;
  onOpen: (program: Opened) => void;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        className="s24"
        data-opens-windows
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon name="plus" small />
        Open…
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {programs.map((program) => (
          <MenuItem
            key={program.class}
            onClick={() => {
              setAnchor(null);
              onOpen(program);
            }}
          >
            {wordsOf(program)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
