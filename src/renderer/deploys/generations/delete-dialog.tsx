import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useQuery } from '@tanstack/react-query';
import { toErrorShape } from '../../../shared/contract';
import { api } from '../../app';
import { bytes, counted, ErrorLine, focusOnMount, Skeleton } from '../../ui';
import { generationsWords } from './words';

/** Tells what is gained before it is lost for good. */
export function DeleteDialog({
  host,
  numbers,
  onDelete,
  onClose,
}: {
  host: string;
  numbers: readonly number[];
  onDelete: () => void;
  onClose: () => void;
}) {
  const space = useQuery(
    api.deploys.generationsSpace.queryOptions({
      input: { host, numbers: [...numbers] },
      // Another deploy may have come between.
      staleTime: 0,
      gcTime: 0,
    }),
  );
  const words = generationsWords(numbers);
  return (
    <Dialog open onClose={onClose} aria-labelledby="delete-title">
      <DialogTitle id="delete-title">
        Delete {words} of {host}?
      </DialogTitle>
      <DialogContent>
        <p className="sec">
          There is no way back to {numbers.length === 1 ? 'it' : 'them'} then, and the boot menu is written
          anew without {numbers.length === 1 ? 'it' : 'them'}. What other generations need stays.
        </p>
        <div aria-live="polite">
          {space.isPending ? <Skeleton rows={1} label="Comparing what the host's store holds" /> : null}
          {space.error ? (
            <ErrorLine error={toErrorShape(space.error)} onRetry={() => void space.refetch()} />
          ) : null}
          {space.data ? (
            <p className="space">
              <b>{bytes(space.data.bytes)}</b> in {counted(space.data.paths, 'store path')} will be freed
              {space.data.free === null ? '' : `; ${bytes(space.data.free)} are free on the host now`}.
            </p>
          ) : null}
        </div>
      </DialogContent>
      <DialogActions>
        <Button ref={focusOnMount} onClick={onClose}>
          Keep
        </Button>
        <Button
          className="danger"
          variant="outlined"
          disabled={space.data === undefined}
          onClick={() => {
            onClose();
            onDelete();
          }}
        >
          Delete {words}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
