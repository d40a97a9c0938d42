import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import type { Draft } from '../../shared/contract';
import { discard } from '../app';
import { focusOnMount } from '../ui';
import { changesWords } from './words';

/** Discard loses work, so it asks. */
export function DiscardDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const words = changesWords(draft.gestures.length + draft.aside.length);
  const files = draft.files.map((entry) => entry.file);
  return (
    <Dialog open onClose={onClose} aria-labelledby="discard-title">
      <DialogTitle id="discard-title">Discard {words}?</DialogTitle>
      <DialogContent>
        <p className="sec">
          {files.length === 0
            ? 'No file changes. '
            : `${files.join(', ')} ${files.length === 1 ? 'returns to how it was' : 'return to how they were'} before the draft. `}
          Nothing outside our own changes is touched.
          {draft.aside.length > 0 ? ' What was put aside is forgotten.' : ''}
        </p>
      </DialogContent>
      <DialogActions>
        <Button ref={focusOnMount} onClick={onClose}>
          Keep
        </Button>
        <Button
          className="danger"
          onClick={() => {
            onClose();
            void discard();
          }}
        >
          Discard {words}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
