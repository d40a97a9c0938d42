import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { toErrorShape, type Draft } from '../../shared/contract';
import {
  announce,
  chooseForDeploy,
  redo,
  setView,
  undo,
  useDraft,
  useDrawer,
  useFleet,
  useInventory,
  useView,
} from '../app';
import { ErrorLine, Icon } from '../ui';
import { CommitDialog } from './commit-dialog';
import { DiscardDialog } from './discard-dialog';
import { DrawerBody } from './drawer-body';
import './draft.css';
import { changesWords, filesWords } from './words';

function closeDialog(): void {
  setView({ draftDialog: null });
}

/** Says aloud what needs an answer, when it comes. */
function useTold(draft: Draft): void {
  const lost = draft.overwritten.map(({ file }) => file).join(', ');
  useEffect(() => {
    if (lost !== '') announce(`Changed outside where a change of the draft stands: ${lost}`);
  }, [lost]);
  const failing = (draft.evaluation?.hosts ?? []).flatMap(({ host, problems }) =>
    problems.map(({ words }) => `${host}: ${words}`),
  );
  const said = failing.join('; ');
  useEffect(() => {
    if (said !== '') announce(`With the draft ${said}`);
  }, [said]);
}

function Outside({ draft }: { draft: Draft }) {
  if (draft.outside.length === 0) return null;
  const asks = draft.overwritten.length > 0;
  const words = asks
    ? `changed outside: ${[...new Set(draft.overwritten.map(({ file }) => file))].join(', ')}`
    : `changed outside too: ${draft.outside.join(', ')}`;
  return (
    <span className={asks ? 'cap warn row g4 el' : 'cap mut row g4 el'} title={words}>
      <Icon name={asks ? 'alert' : 'draft'} small />
      <span className="el">{words}</span>
    </span>
  );
}

function Head({
  draft,
  isOpen,
  setOpen,
}: {
  draft: Draft;
  isOpen: boolean;
  setOpen: (open: boolean) => void;
}) {
  const fleet = useFleet().data;
  // Other pages have a primary action of their own.
  const isBoard = useLocation().pathname === '/features';
  const count = draft.gestures.length;
  const meant = draft.meaning.filter((entry) => entry.changes.length > 0).map((entry) => entry.host);
  const affected =
    meant.length > 0 ? meant : [...new Set(draft.gestures.flatMap((gesture) => gesture.hosts))];
  const on = fleet?.commit ? `, on ${fleet.branch ?? 'no branch,'} ${fleet.commit.slice(0, 7)}` : '';
  return (
    <div className="drawer-head">
      <span className={count > 0 ? 'dr row g6' : 'mut row g6'}>
        <Icon name="draft" small />
        <b className="md">Draft</b>
      </span>
      <span className="cap mut el">
        {count > 0
          ? `${changesWords(count)}, ${filesWords(draft.files.length)}${on}`
          : 'Nothing changed yet. What you switch on or off is written here first, and can be undone.'}
      </span>
      <Outside draft={draft} />
      <span className="sp" />
      <Button
        variant="text"
        className="s24"
        disabled={count === 0 && draft.aside.length === 0}
        onClick={() => void undo()}
      >
        <Icon name="undo" small />
        Undo
      </Button>
      <Button variant="text" className="s24" disabled={draft.redo.length === 0} onClick={() => void redo()}>
        <Icon name="redo" small />
        Redo
      </Button>
      {count > 0 ? (
        <>
          <Button variant="text" className="s24 danger" onClick={() => setView({ draftDialog: 'discard' })}>
            Discard…
          </Button>
          <Button className="s24" onClick={() => setView({ draftDialog: 'commit' })}>
            Commit…
          </Button>
          <Button
            variant={isBoard ? 'contained' : 'outlined'}
            className="s24"
            onClick={() => chooseForDeploy(affected)}
          >
            Plan deploy
          </Button>
        </>
      ) : null}
      {count > 0 || draft.aside.length > 0 ? (
        <IconButton
          className="s24"
          aria-expanded={isOpen}
          aria-label={isOpen ? 'Close the drawer' : 'Open the drawer'}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'down' : 'right'} small />
        </IconButton>
      ) : null}
    </div>
  );
}

function Drawer({ draft }: { draft: Draft }) {
  const [wanted, setOpen] = useDrawer();
  const isBoard = useLocation().pathname === '/features';
  const hosts = useInventory().data?.hosts.length ?? 0;
  const dialog = useView((state) => state.draftDialog);
  const count = draft.gestures.length;
  const hasAny = count > 0 || draft.aside.length > 0;
  useTold(draft);
  // Where nothing is carried an empty drawer would only take room.
  if (!hasAny && !isBoard) return null;
  const isOpen = wanted && hasAny;
  return (
    <section className={isOpen ? 'drawer open' : 'drawer'} aria-label="Draft">
      <Head draft={draft} isOpen={isOpen} setOpen={setOpen} />
      {isOpen ? <DrawerBody draft={draft} hosts={hosts} /> : null}
      {dialog === 'commit' && count > 0 ? <CommitDialog draft={draft} onClose={closeDialog} /> : null}
      {dialog === 'discard' && hasAny ? <DiscardDialog draft={draft} onClose={closeDialog} /> : null}
    </section>
  );
}

/** The draft on every page: gestures, diff, meaning, and the ways on and back. */
export function DraftDrawer() {
  const fleet = useFleet().data;
  const draft = useDraft(fleet !== null && fleet !== undefined);
  if (draft.error) {
    return (
      <ErrorLine
        title="The draft could not be read"
        error={toErrorShape(draft.error)}
        onRetry={() => void draft.refetch()}
      />
    );
  }
  return fleet && draft.data ? <Drawer draft={draft.data} /> : null;
}
