import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { announce } from '../app';
import { Icon } from '../ui';
import type { Views } from './use-views';

/** As many as are kept; the contract's own limit. */
const MOST = 50;

/** Saved views: open one, keep what is shown under a name, remove one. */
export function ViewsMenu({ views }: { views: Views }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [name, setName] = useState('');
  const { saved, present } = views;
  const wanted = name.trim();
  const isKnown = saved.some((view) => view.name === wanted);
  const isFull = !isKnown && saved.length >= MOST;
  const close = (): void => {
    setAnchor(null);
    setName('');
  };
  return (
    <>
      <button
        type="button"
        className="tool"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        title={present?.name}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <span className="el">{present ? `View: ${present.name}` : 'Views'}</span>
        <Icon name="down" small />
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { className: 'views-menu', role: 'dialog', 'aria-label': 'Saved views' } }}
      >
        {saved.length === 0 ? (
          <p className="cap mut">
            A view is the filter, order, groups and columns as they are now, kept under a name.
          </p>
        ) : (
          <ul>
            {saved.map((view) => (
              <li key={view.name} className="row">
                <button
                  type="button"
                  className="view-name grow"
                  aria-current={view === present}
                  onClick={() => {
                    views.open(view);
                    announce(`View ${view.name}`);
                    close();
                  }}
                >
                  <span className="menu-check">{view === present ? <Icon name="check" small /> : null}</span>
                  <span className="el" title={view.name}>
                    {view.name}
                  </span>
                  {view.filter === '' ? null : <span className="cap mut el">{view.filter}</span>}
                </button>
                <IconButton
                  className="s24"
                  aria-label={`Remove the view ${view.name}`}
                  onClick={() => {
                    views.remove(view.name);
                    announce(`View ${view.name} removed`);
                  }}
                >
                  <Icon name="x" small />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted === '' || isFull) return;
            views.save(wanted);
            announce(`View ${wanted} saved`);
            close();
          }}
        >
          <span className="field grow">
            <input
              aria-label="Name of the view"
              placeholder="Name of the view"
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.target.value)}
            />
          </span>
          <Button type="submit" className="s24" disabled={wanted === '' || isFull}>
            {isKnown ? 'Replace' : 'Save'}
          </Button>
        </form>
        {isFull ? <p className="cap mut">There are {MOST} views; remove one first.</p> : null}
      </Popover>
    </>
  );
}
