import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Draft } from '../../shared/contract';
import { bringBack } from '../app';
import { DiffView, diffSize, Icon, moment, ScrollRegion, useNow } from '../ui';
import { Meaning } from './meaning';
import { Overwritten } from './overwritten';
import { fileEnd } from './words';

/** Stands for all files in the choice of one. */
const ALL = '';

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
  const lost = new Set(draft.overwritten.map(({ gesture }) => gesture));
  return (
    <ol aria-label="Changes, the last first">
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
            <em className="el" title={gesture.files.join(', ')}>
              {moment(gesture.at, now).replace('today ', '')}, {gesture.files.join(', ')}
            </em>
            {lost.has(gesture.id) ? (
              <em className="warn row g4">
                <Icon name="alert" small />
                changed outside
              </em>
            ) : null}
          </button>
        </li>
      ))}
    </ol>
  );
}

function Files({ draft, shown, onFile }: { draft: Draft; shown: string; onFile: (file: string) => void }) {
  if (draft.files.length < 2) return null;
  const sizes = draft.files.map(({ file, diff }) => ({ file, ...diffSize(diff) }));
  const total = sizes.reduce(
    (sum, { added, removed }) => ({ added: sum.added + added, removed: sum.removed + removed }),
    {
      added: 0,
      removed: 0,
    },
  );
  return (
    <>
      <h3 className="lab">Files</h3>
      <ul className="draft-files" aria-label="Files of the draft">
        {[{ file: ALL, ...total }, ...sizes].map(({ file, added, removed }) => (
          <li key={file}>
            <button
              type="button"
              className="df"
              aria-pressed={file === shown}
              title={file === ALL ? undefined : file}
              aria-label={`${file === ALL ? `All ${draft.files.length} files` : file}, ${added} added, ${removed} removed`}
              onClick={() => onFile(file)}
            >
              <span className={file === ALL ? 'el' : 'el mono m11'}>
                {file === ALL ? `All ${draft.files.length} files` : fileEnd(file)}
              </span>
              <span className="df-size">
                <span className="add">+{added}</span> <span className="remove">−{removed}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Aside({ draft }: { draft: Draft }) {
  if (draft.aside.length === 0) return null;
  return (
    <>
      <h3 className="lab">Put aside</h3>
      <ul className="draft-aside" aria-label="Changes put aside">
        {draft.aside.map((gesture) => (
          <li key={`${gesture.id} ${gesture.files.join(' ')}`}>
            <span className="el grow" title={gesture.files.join(', ')}>
              {gesture.title}
            </span>
            <Button
              variant="text"
              className="s24"
              aria-label={`Bring back ${gesture.title}`}
              onClick={() => void bringBack(gesture)}
            >
              Bring back
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** All files in one diff, told apart as git does. */
function wholeDiff(draft: Draft): string {
  return draft.files.map(({ file, diff }) => `diff --git a/${file} b/${file}\n${diff}`).join('');
}

/** What the drawer holds when it is open: what was done, what it changes in the files, what that means. */
export function DrawerBody({ draft, hosts }: { draft: Draft; hosts: number }) {
  const [picked, setPicked] = useState<string | null>(null);
  const newest = draft.gestures.at(-1)?.files[0];
  const one =
    draft.files.find((entry) => entry.file === picked) ?? draft.files.find((entry) => entry.file === newest);
  const isAll = picked === ALL && draft.files.length > 1;
  const shown = isAll ? undefined : (one ?? draft.files[0]);
  return (
    <div className="drawer-body">
      <ScrollRegion className="drawer-list" label="Changes and files">
        <Gestures draft={draft} file={shown?.file} onFile={setPicked} />
        <Files draft={draft} shown={isAll ? ALL : (shown?.file ?? ALL)} onFile={setPicked} />
        <Aside draft={draft} />
      </ScrollRegion>
      <div className="drawer-diff">
        {draft.overwritten.length > 0 ? <Overwritten draft={draft} /> : null}
        {isAll ? (
          <DiffView diff={wholeDiff(draft)} label="Changes in all files" />
        ) : shown ? (
          <DiffView diff={shown.diff} label={`Changes in ${shown.file}`} />
        ) : draft.overwritten.length === 0 ? (
          <p className="none cap mut">No file is changed.</p>
        ) : null}
      </div>
      <Meaning draft={draft} hosts={hosts} />
    </div>
  );
}
