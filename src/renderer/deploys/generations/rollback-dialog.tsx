import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import type { Generation } from '../../../shared/contract';
import { focusOnMount, moment, useNow } from '../../ui';
import { startRollback } from '../start-job';

/** Asks once, for it leaves this machine. */
export function RollbackDialog({ host, to, onClose }: { host: string; to: Generation; onClose: () => void }) {
  const now = useNow();
  return (
    <Dialog open onClose={onClose} aria-labelledby="rollback-title">
      <DialogTitle id="rollback-title">
        Roll {host} back to generation {to.number}?
      </DialogTitle>
      <DialogContent>
        <p className="sec">
          It switches to the system of {moment(to.date, now)} and confirms over a new connection. The present
          generation stays; you can come back to it here.
        </p>
        <p className="mono m11 mut store-path">{to.path}</p>
      </DialogContent>
      <DialogActions>
        <Button ref={focusOnMount} onClick={onClose}>
          Keep
        </Button>
        <Button
          variant="contained"
          onClick={() => {
            onClose();
            void startRollback(host, to.number);
          }}
        >
          Roll back to {to.number}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
