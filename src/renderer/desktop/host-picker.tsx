import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { DesktopHost } from '../../shared/contract';
import { Icon } from '../ui';

/** Which desktops a host has, in words. */
export function desktopWords({ hyprland, plasma }: DesktopHost): string {
  const names = [hyprland === true ? 'Hyprland' : '', plasma === true ? 'Plasma' : ''].filter(Boolean);
  if (names.length > 0) return names.join(', ');
  return hyprland === null || plasma === null ? 'not known from source' : 'no desktop';
}

/** Chooses the host whose desktop is shown. */
export function HostPicker({
  host,
  hosts,
  onPick,
}: {
  host: string;
  hosts: readonly DesktopHost[];
  onPick: (host: string) => void;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        className="dk-host"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={`Host: ${host}`}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon name="desktop" small />
        <b className="el">{host}</b>
        <Icon name="down" small />
      </button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {hosts.map((each) => (
          <MenuItem
            key={each.host}
            role="menuitemradio"
            aria-checked={each.host === host}
            selected={each.host === host}
            data-host={each.host}
            onClick={() => {
              setAnchor(null);
              onPick(each.host);
            }}
          >
            {each.host}
            <span className="sp" />
            <span className="cap mut dk-of">{desktopWords(each)}</span>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
