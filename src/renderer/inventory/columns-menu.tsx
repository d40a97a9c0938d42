import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { ALL_COLUMNS, movedColumn, type PlacedColumn } from './columns';
import { Icon } from '../ui';

/** Which columns there are, and in which order; the twin of dragging their heads. */
export function ColumnsMenu({
  columns,
  isChosen,
  onColumns,
}: {
  columns: readonly PlacedColumn[];
  /** Whether somebody chose these, or they are what fits. */
  isChosen: boolean;
  /** Null: whatever fits. */
  onColumns: (columns: readonly PlacedColumn[] | null) => void;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const shown = new Set(columns.map(({ id }) => id));
  const rows = [...columns, ...ALL_COLUMNS.filter(({ id }) => !shown.has(id))];
  return (
    <>
      <button
        type="button"
        className="tool"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Columns
        <Icon name="down" small />
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { className: 'columns-menu', role: 'dialog', 'aria-label': 'Columns' } }}
      >
        <ul>
          {rows.map((column) => {
            const at = columns.findIndex(({ id }) => id === column.id);
            return (
              <li key={column.id} className="row">
                <label className="row grow">
                  <input
                    type="checkbox"
                    checked={at >= 0}
                    disabled={column.id === 'host'}
                    onChange={() =>
                      onColumns(at >= 0 ? columns.filter(({ id }) => id !== column.id) : [...columns, column])
                    }
                  />
                  <span className="el">{column.words}</span>
                </label>
                {at > 0 ? (
                  <>
                    <IconButton
                      className="s24 turn-up"
                      aria-label={`Move ${column.words} to the left`}
                      disabled={at === 1}
                      onClick={() => onColumns(movedColumn(columns, column.id, at - 1))}
                    >
                      <Icon name="down" small />
                    </IconButton>
                    <IconButton
                      className="s24"
                      aria-label={`Move ${column.words} to the right`}
                      disabled={at === columns.length - 1}
                      onClick={() => onColumns(movedColumn(columns, column.id, at + 1))}
                    >
                      <Icon name="down" small />
                    </IconButton>
                  </>
                ) : null}
              </li>
            );
          })}
        </ul>
        <footer className="row">
          <span className="cap mut grow">{isChosen ? 'As you chose them' : 'Those that fit'}</span>
          <Button className="s24" disabled={!isChosen} onClick={() => onColumns(null)}>
            As many as fit
          </Button>
        </footer>
      </Popover>
    </>
  );
}
