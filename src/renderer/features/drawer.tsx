import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useState } from 'react';
import type { Draft } from '../../shared/contract';
import { shortPath } from '../../shared/features';
import {
  chooseForDeploy,
  redo,
  setView,
  undo,
  useFleet,
  usePreferences,
  useSetPreferences,
  useView,
} from '../app';
import { DiffView, Icon, moment, ScrollRegion, Segmented, useNow } from '../ui';
import { changesWords, CommitDialog, DiscardDialog } from './draft-dialogs';

function Gestures({
  draft,
  file,
  onFile,
}: {
  draft: Draft;
  file: string | undefined;
  onFile: (file: string) => void;
}) {
  const now = useNow();
  return (
    <ol className="gestures" aria-label="Changes, the last first">
      {draft.gestures.toReversed().map((gesture, index) => (
        <li key={gesture.id}>
          <button
            type="button"
            className={index === 0 ? 'gi last' : 'gi'}
            aria-current={index === 0 ? 'step' : undefined}
            aria-pressed={file !== undefined && gesture.files.includes(file)}
            onClick={() => gesture.files[0] !== undefined && onFile(gesture.files[0])}
          >
            <span className="el">{gesture.title}</span>
            <em className="el">
              {moment(gesture.at, now).replace('today ', '')}, {gesture.files.join(', ')}
            </em>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Meaning({ draft, roots, hosts }: { draft: Draft; roots: readonly string[]; hosts: number }) {
  const changed = draft.meaning.filter((entry) => entry.changes.length > 0);
  const others = hosts - changed.length;
  return (
    <ScrollRegion className="mean" label="What it means">
      <h3 className="lab">What it means</h3>
      {changed.map((entry) => (
        <div className="ml" key={entry.host} data-host={entry.host}>
          <b>{entry.host}</b>
          <ul>
            {entry.changes.map((change) => (
              <li key={change.path}>
                <span className="mono m11">{shortPath(change.path, roots)}</span>{' '}
                <span className="mut">
                  {change.from ?? 'not set'} → {change.to ?? 'not set'}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {others > 0 ? (
        <div className="ml mut">
          <b>{others === 1 ? '1 other' : `${others} others`}</b>
          <span>no option changes</span>
        </div>
      ) : null}
      <span className="cap mut row g4 mean-foot">
        <Icon name="source" small />
        from source
      </span>
    </ScrollRegion>
  );
}

function Body({ draft, roots, hosts }: { draft: Draft; roots: readonly string[]; hosts: number }) {
  const [picked, setPicked] = useState<string | null>(null);
  const shown = draft.files.find((entry) => entry.file === picked) ?? draft.files[0];
  return (
    <div className="drawer-body">
      <Gestures draft={draft} file={shown?.file} onFile={setPicked} />
      <div className="drawer-diff">
        {draft.files.length > 1 && shown ? (
          <div className="drawer-files">
            <Segmented
              label="File"
              value={shown.file}
              options={draft.files.map(({ file }) => ({ value: file, words: file }))}
              onChange={setPicked}
            />
          </div>
        ) : null}
        {shown ? (
          <DiffView diff={shown.diff} label={`Changes in ${shown.file}`} />
        ) : (
          <p className="none cap mut">No file is changed.</p>
        )}
      </div>
      <Meaning draft={draft} roots={roots} hosts={hosts} />
    </div>
  );
}

function closeDialog(): void {
  setView({ draftDialog: null });
}

/** The draft: gestures, diff, meaning, and the ways on and back. */
export function Drawer({ draft, roots, hosts }: { draft: Draft; roots: readonly string[]; hosts: number }) {
  const fleet = useFleet().data;
  const { drawerOpen } = usePreferences();
  const setPreferences = useSetPreferences();
  const dialog = useView((state) => state.draftDialog);
  const count = draft.gestures.length;
  const open = drawerOpen && count > 0;
  const meant = draft.meaning.filter((entry) => entry.changes.length > 0).map((entry) => entry.host);
  const affected =
    meant.length > 0 ? meant : [...new Set(draft.gestures.flatMap((gesture) => gesture.hosts))];
  const files = draft.files.length === 1 ? '1 file' : `${draft.files.length} files`;
  const on = fleet?.commit ? `, on ${fleet.branch ?? ''} ${fleet.commit.slice(0, 7)}` : '';
  return (
    <section className={open ? 'drawer open' : 'drawer'} aria-label="Draft">
      <div className="drawer-head">
        <span className={count > 0 ? 'dr row g6' : 'mut row g6'}>
          <Icon name="draft" small />
          <b className="md">Draft</b>
        </span>
        <span className="cap mut el">
          {count > 0
            ? `${changesWords(count)}, ${files}${on}`
            : 'Nothing changed yet. What you switch on or off is written here first, and can be undone.'}
        </span>
        {draft.outside.length > 0 ? (
          <span className="cap warn row g4 el" title={draft.outside.join(', ')}>
            <Icon name="alert" small />
            changed outside: {draft.outside.join(', ')}
          </span>
        ) : null}
        <span className="sp" />
        <Button variant="text" className="s24" disabled={count === 0} onClick={() => void undo()}>
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
            <Button variant="contained" className="s24" onClick={() => chooseForDeploy(affected)}>
              Plan deploy
            </Button>
            <IconButton
              className="s24"
              aria-expanded={open}
              aria-label={open ? 'Close the drawer' : 'Open the drawer'}
              onClick={() => setPreferences({ drawerOpen: !drawerOpen })}
            >
              <Icon name={open ? 'down' : 'right'} small />
            </IconButton>
          </>
        ) : null}
      </div>
      {open ? <Body draft={draft} roots={roots} hosts={hosts} /> : null}
      {dialog === 'commit' && count > 0 ? <CommitDialog draft={draft} onClose={closeDialog} /> : null}
      {dialog === 'discard' && count > 0 ? <DiscardDialog draft={draft} onClose={closeDialog} /> : null}
    </section>
  );
}
