import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { askAboutHost } from '../app';
import { Icon } from '../ui';

const ITEMS = [
  { kind: 'clone', words: 'Clone…' },
  { kind: 'rename', words: 'Rename…' },
  { kind: 'retire', words: 'Retire…' },
] as const;

/** What can become of a host, behind three dots. */
export function HostMenu({ host }: { host: string }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = (): void => setAnchor(null);
  return (
    <>
      <IconButton
        className="s24"
        aria-label={`More for ${host}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon name="more" />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={close}>
        {ITEMS.map(({ kind, words }) => (
          <MenuItem
            key={kind}
            onClick={() => {
              close();
              anchor?.focus();
              askAboutHost({ kind, host });
            }}
          >
            {words}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
