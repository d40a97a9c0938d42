import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { announce } from '../app';
import { isOwn, setSpot, unsetSpot, type Spot } from './matrix-actions';
import { valueAt } from './matrix-cells';
import { OptionField } from './option-field';
import { readTyped, typedOf } from './option-text';

/** A field over a cell: Enter takes the value, Escape gives it back. */
export function CellEditor({ spot, onClose }: { spot: Spot; onClose: () => void }) {
  const { row, lane } = spot;
  const option = row.kind === 'option' ? row.option : null;
  const value = row.kind === 'option' ? valueAt(row.option, row.places.get(lane.host) ?? -1) : undefined;
  // A list is put together from several files; only the host's own part is changed.
  const before = option
    ? typedOf(value?.own ? value.own.value : (value?.value ?? option.default), option.editor)
    : '';
  const [text, setText] = useState(before);
  if (!option) return null;
  const typed = readTyped(text, option.editor);
  const take = (): void => {
    if (!typed.ok) {
      announce(typed.problem);
      return;
    }
    onClose();
    if (text !== before || !value?.own) void setSpot(spot, typed.nix);
  };
  return (
    <Popover
      open
      anchorEl={spot.anchor}
      onClose={onClose}
      // The matrix takes the focus back at once; a later restoring would take it from the next cell that is edited.
      disableRestoreFocus
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{
        paper: { className: 'cell-editor', role: 'dialog', 'aria-label': `${option.name} for ${lane.host}` },
      }}
    >
      <p className="cap mut el">for {lane.host}</p>
      <OptionField row={option} text={text} onChange={setText} onTake={take} onCancel={onClose} isFirst />
      <div className="row g6">
        <Button variant="contained" className="s24" disabled={!typed.ok} onClick={take}>
          Take
        </Button>
        <Button className="s24" onClick={onClose}>
          Put back
        </Button>
        {isOwn(spot) ? (
          <Button
            variant="text"
            className="s24"
            onClick={() => {
              onClose();
              void unsetSpot(spot);
            }}
          >
            Unset
          </Button>
        ) : null}
      </div>
    </Popover>
  );
}
