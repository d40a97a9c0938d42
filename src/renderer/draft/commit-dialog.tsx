import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toErrorShape, type CommitProposal, type Draft } from '../../shared/contract';
import { announce, api, client, showToast, invalidate, invalidateAfterGesture } from '../app';
import { ErrorLine, focusOnMount, Skeleton } from '../ui';
import { changesWords } from './words';

/** Where the commit goes and who makes it, as git says. */
function placeWords({ branch, isFirst, author }: CommitProposal): string {
  const where = branch === null ? 'to no branch: HEAD is detached' : `to ${branch}`;
  const first = isFirst ? ' as its first commit' : '';
  return `${where}${first}${author === null ? '' : `, by ${author}`}`;
}

function Message({
  draft,
  proposal,
  onClose,
}: {
  draft: Draft;
  proposal: CommitProposal;
  onClose: () => void;
}) {
  const [message, setMessage] = useState(proposal.message);
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
  const refused = commit.error ? toErrorShape(commit.error) : proposal.refused;
  const words = changesWords(draft.gestures.length);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        commit.mutate();
      }}
    >
      <DialogContent>
        <p className="sec">
          Only our own changes in {draft.files.map((entry) => entry.file).join(', ')}. What you have staged
          stays staged, and nothing is pushed.
        </p>
        {proposal.refused ? null : <p className="cap mut">The commit goes {placeWords(proposal)}.</p>}
        <TextField
          inputRef={focusOnMount}
          fullWidth
          multiline
          minRows={4}
          maxRows={12}
          margin="dense"
          value={message}
          onChange={(event) => setMessage(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': 'Commit message' } }}
        />
        {refused ? <ErrorLine error={refused} /> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="contained" disabled={commit.isPending || message.trim() === ''}>
          Commit {words}
        </Button>
      </DialogActions>
    </form>
  );
}

/** Commits our own hunks under a message in the repository's style, which the user writes over. */
export function CommitDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  // Asked anew each time: commits, hooks and merges happen outside.
  const proposal = useQuery(api.draft.proposeCommit.queryOptions({ gcTime: 0, staleTime: 0 }));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="commit-title">
      <DialogTitle id="commit-title">Commit {changesWords(draft.gestures.length)}</DialogTitle>
      {proposal.data ? (
        <Message draft={draft} proposal={proposal.data} onClose={onClose} />
      ) : (
        <DialogContent>
          {proposal.error ? (
            <ErrorLine error={toErrorShape(proposal.error)} onRetry={() => void proposal.refetch()} />
          ) : (
            <Skeleton rows={3} label="Asking git" />
          )}
        </DialogContent>
      )}
    </Dialog>
  );
}
