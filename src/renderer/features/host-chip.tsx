import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState, type CSSProperties } from 'react';
import type { Board } from '../../shared/contract';
import { leafName, shortPath } from '../../shared/features';
import { Icon, Kbd, type IconName } from '../ui';
import { categoryColour, type LaneChip } from './board-model';
import { selectFeature, turnOff } from './gestures';

const LOOKS: Record<LaneChip['look'], { icon: IconName | null; words: string }> = {
  on: { icon: null, words: 'on' },
  draft: { icon: 'draft', words: 'on, in the draft' },
  inherited: { icon: 'inherit', words: 'brought, nothing is written for it' },
  forced: { icon: 'forced', words: 'forced on' },
  'forced-off': { icon: 'forced', words: 'forced off' },
  computed: { icon: 'computed', words: 'computed by an expression' },
};

function explain(chip: LaneChip): string {
  const { state } = chip;
  const place = state.place ? `, ${state.place.file}:${state.place.line}` : '';
  if (chip.look === 'inherited' && state.by)
    return `brought by ${state.by.includes('/') ? state.by : leafName(state.by)}${place}`;
  return `${LOOKS[chip.look].words}${place}`;
}

/**
 * A feature on a lane. Delete or its menu turns it off, where that can be written. Only the lane's `focusable`
 * one is a stop of Tab.
 */
export function HostChip({
  board,
  host,
  chip,
  focusable,
}: {
  board: Board;
  host: string;
  chip: LaneChip;
  focusable: boolean;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const open = anchor !== null;
  const { icon } = LOOKS[chip.look];
  const words = explain(chip);
  const canTurnOff = chip.look === 'on' || chip.look === 'draft';
  return (
    <li>
      <button
        type="button"
        className={`fc ${chip.look}`}
        style={{ '--c': categoryColour(chip.category) } as CSSProperties}
        data-feature={shortPath(chip.path, board.featureRoots)}
        data-look={chip.look}
        data-chip={chip.path}
        tabIndex={focusable ? 0 : -1}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={`${chip.name} on ${host}: ${words}`}
        title={words}
        onClick={(event) => setAnchor(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key === 'Delete' && canTurnOff) void turnOff(board, host, chip.path);
        }}
      >
        <i className="tick" />
        {chip.name}
        {icon ? <Icon name={icon} small /> : null}
      </button>
      {open ? (
        <Menu open onClose={() => setAnchor(null)} anchorEl={anchor}>
          <MenuItem disabled className="menu-note">
            {chip.name}: {words}
          </MenuItem>
          <Divider />
          <MenuItem
            disabled={!canTurnOff}
            onClick={() => {
              setAnchor(null);
              void turnOff(board, host, chip.path);
            }}
          >
            <span className="grow">Turn off on {host}</span>
            <Kbd>Delete</Kbd>
          </MenuItem>
          <MenuItem
            onClick={() => {
              setAnchor(null);
              selectFeature(chip.path);
            }}
          >
            What follows from {chip.name}
          </MenuItem>
        </Menu>
      ) : null}
    </li>
  );
}
