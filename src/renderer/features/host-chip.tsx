import type { CSSProperties } from 'react';
import type { Board } from '../../shared/contract';
import { shortPath } from '../../shared/features';
import { Icon } from '../ui';
import { openBoardMenu } from './board-menu';
import { categoryColour, type LaneChip } from './board-model';
import { canTurnOff, chipWords, LOOKS } from './chip-words';
import { turnOff } from './gestures';
import { liftFeature } from './targets';

/**
 * A feature on a lane; it can be carried on to other hosts. Delete or its menu turns it off, where that can be written.
 * Only the lane's `focusable` one is a stop of Tab.
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
  const { icon } = LOOKS[chip.look];
  const words = chipWords(chip);
  const open = (anchor: HTMLElement): void => openBoardMenu({ kind: 'chip', host, chip, anchor });
  return (
    <li>
      <button
        type="button"
        className={`fc ${chip.look}`}
        style={{ '--c': categoryColour(chip.category) } as CSSProperties}
        data-feature={shortPath(chip.path, board.featureRoots)}
        data-look={chip.look}
        data-chip={chip.path}
        data-lift={chip.look === 'undeclared' ? undefined : liftFeature(chip.path)}
        tabIndex={focusable ? 0 : -1}
        aria-haspopup="menu"
        aria-label={`${chip.name} on ${host}: ${words}`}
        title={`${chip.name}: ${words}`}
        onClick={(event) => open(event.currentTarget)}
        onContextMenu={(event) => {
          event.preventDefault();
          open(event.currentTarget);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Delete' && canTurnOff(chip)) void turnOff(board, host, chip.path);
        }}
      >
        <i className="tick" />
        <span className="el">{chip.name}</span>
        {icon ? <Icon name={icon} small /> : null}
      </button>
    </li>
  );
}
