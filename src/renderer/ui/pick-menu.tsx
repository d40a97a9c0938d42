import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { Icon } from './icon';

/** A word that opens a menu to pick one of a few. */
export function PickMenu<Value extends string>({
  label,
  value,
  options,
  onPick,
}: {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly words: string }[];
  onPick: (value: Value) => void;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const present = options.find((option) => option.value === value)?.words ?? value;
  return (
    <>
      <button
        type="button"
        className="tool"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {label}: {present}
        <Icon name="down" small />
      </button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {options.map((option) => (
          <MenuItem
            key={option.value}
            role="menuitemradio"
            aria-checked={option.value === value}
            selected={option.value === value}
            onClick={() => {
              setAnchor(null);
              onPick(option.value);
            }}
          >
            <span className="menu-check">{option.value === value ? <Icon name="check" small /> : null}</span>
            {option.words}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
