import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { Kbd } from '../../ui';
import { STAGE_KEYS } from '../play/keys';

/** Which keys the stage takes. */
export function KeysHint({ host }: { host: string }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        className="dk-more cap mut"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Keys…
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Keys of the stage', tabIndex: -1 } }}
      >
        <div className="dk-keys sm">
          <p>
            With the focus on the desktop, binds of {host} do what they do there; <Kbd>Alt</Kbd> stands for
            Super. Besides:
          </p>
          <dl>
            {STAGE_KEYS.map(({ keys, words }) => (
              <div key={keys} className="row">
                <dt>
                  <Kbd>{keys}</Kbd>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </div>
      </Popover>
    </>
  );
}
