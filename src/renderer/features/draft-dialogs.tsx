import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toErrorShape, type Draft } from '../../shared/contract';
import { discard, announce, client, showToast, invalidate, invalidateAfterGesture } from '../app';
import { ErrorLine, focusOnMount } from '../ui';

/** `1 change`, `2 changes`. */
export function changesWords(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}

/** Discard loses work, so it asks. */
export function DiscardDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const words = changesWords(draft.gestures.length);
  return (
    <Dialog open onClose={onClose} aria-labelledby="discard-title">
      <DialogTitle id="discard-title">Discard {words}?</DialogTitle>
      <DialogContent>
        <p className="sec">
          {draft.files.map((entry) => entry.file).join(', ')}{' '}
          {draft.files.length === 1 ? 'returns' : 'return'} to how
          {draft.files.length === 1 ? ' it was' : ' they were'} before the draft. Nothing outside our own
          changes is touched.
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

/** A message that says what the gestures did; the user writes their own over it. */
export function defaultMessage(draft: Draft): string {
  const titles = [...new Set(draft.gestures.map((gesture) => gesture.title))];
  const [first] = titles;
  if (titles.length === 1 && first !== undefined) return first;
  const hosts = [...new Set(draft.gestures.flatMap((gesture) => gesture.hosts))];
  return [
    `${changesWords(titles.length)} for ${hosts.join(', ')}`,
    '',
    ...titles.map((title) => `- ${title}`),
  ].join('\n');
}

/** Commits our own hunks under the user's message. */
export function CommitDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const [message, setMessage] = useState(() => defaultMessage(draft));
  const commit = useMutation({
    mutationFn: () => client.draft.commit({ message: message.trim() }),
    onSuccess: ({ commit: hash, gestures }) => {
      invalidateAfterGesture();
      invalidate('fleet');
      const done = `Committed ${hash.slice(0, 7)}`;
      announce(done);
      showToast({ title: done, detail: `${changesWords(gestures.length)}; nothing was pushed` });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby="commit-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          commit.mutate();
        }}
      >
        <DialogTitle id="commit-title">Commit {changesWords(draft.gestures.length)}</DialogTitle>
        <DialogContent>
          <p className="sec">
            Only our own changes in {draft.files.map((entry) => entry.file).join(', ')}. What you have staged
            stays staged, and nothing is pushed.
          </p>
          <TextField
            inputRef={focusOnMount}
            fullWidth
            multiline
            minRows={3}
            maxRows={8}
            margin="dense"
            value={message}
            onChange={(event) => setMessage(event.target.value)}
            slotProps={{ htmlInput: { 'aria-label': 'Commit message' } }}
          />
          {commit.error ? <ErrorLine error={toErrorShape(commit.error)} /> : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={commit.isPending || message.trim() === ''}>
            Commit {changesWords(draft.gestures.length)}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
