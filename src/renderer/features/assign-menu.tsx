import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useMemo } from 'react';
import type { Board } from '../../shared/contract';
import { leafName } from '../../shared/features';
import { judgeAll, refusal, spokenVerdict } from '../app';
import { turnOn } from './gestures';
import { VerdictWords } from './verdict-words';

/** The drag's twin: every host with the same verdict, by menu. */
export function AssignMenu({
  board,
  path,
  anchor,
  onClose,
}: {
  board: Board;
  path: string;
  anchor: HTMLElement;
  onClose: () => void;
}) {
  const verdicts = useMemo(() => judgeAll(board, path), [board, path]);
  return (
    <Menu
      open
      onClose={onClose}
      anchorEl={anchor}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ list: { 'aria-label': `Assign ${leafName(path)} to` } }}
    >
      <MenuItem disabled className="menu-note">
        Assign {leafName(path)} to
      </MenuItem>
      <Divider />
      {board.hosts.map(({ host }) => {
        const verdict = verdicts.get(host);
        if (!verdict) return null;
        const refused = verdict.verdict === 'refused' ? refusal(verdict).reason : undefined;
        return (
          <MenuItem
            key={host}
            data-host={host}
            aria-label={spokenVerdict(path, host, verdict, board.featureRoots)}
            title={refused}
            onClick={() => {
              onClose();
              void turnOn(board, host, path);
            }}
          >
            <span className="grow">{host}</span>
            <VerdictWords verdict={verdict} isTarget={false} />
          </MenuItem>
        );
      })}
    </Menu>
  );
}
