import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { announce } from '../app';
import { focusOnMount, ScrollRegion } from '../ui';
import { presentPanes } from './commands';
import { allPanes } from './layout';
import { StateIcon } from './pane-words';
import type { Paste } from './paste';
import { setTerminalPreferences } from './preferences';
import { screenOf } from './running';
import { SettingsDialog } from './settings-dialog';
import { findPane, paneState, presentPane, setState, useTerminals, type Question } from './store';
import { pasteNow, targetsOf } from './typing';

const SHOWN_LINES = 200;

function close(): void {
  setState({ question: null });
  const pane = presentPane();
  // After the dialog has given the focus back to wherever it was.
  if (pane) setTimeout(() => screenOf(pane.id)?.terminal.focus(), 0);
}

function lineWords(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

function removedWords(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? ' Taken out: 1 character that steers a terminal.'
    : ` Taken out: ${count} characters that steer a terminal.`;
}

function PasteDialog({ pane, paste, bracketed }: { pane: number; paste: Paste; bracketed: boolean }) {
  const [isLast, setLast] = useState(false);
  const hosts = targetsOf(pane).map((one) => findPane(one)?.host ?? '');
  const lines = lineWords(paste.lines);
  const shown = paste.text.split('\n').slice(0, SHOWN_LINES);
  return (
    <Dialog open onClose={close} aria-labelledby="paste-title" maxWidth="md" fullWidth>
      <DialogTitle id="paste-title">
        Paste {lines} to {hosts.join(', ')}?
      </DialogTitle>
      <DialogContent>
        <p className="sec">
          {bracketed
            ? 'The shell is told that this is pasted; it runs when you press Enter.'
            : 'Each line runs as soon as it is there.'}
          {removedWords(paste.removed)}
        </p>
        <ScrollRegion className="sunken-text paste-text" label="What is pasted">
          {shown.join('\n')}
          {paste.lines > SHOWN_LINES ? `\n… and ${lineWords(paste.lines - SHOWN_LINES)} more` : ''}
        </ScrollRegion>
        <FormControlLabel
          control={<Checkbox checked={isLast} onChange={(event) => setLast(event.target.checked)} />}
          label="Do not ask again for plain text"
        />
      </DialogContent>
      <DialogActions>
        <Button ref={focusOnMount} onClick={close}>
          Cancel
        </Button>
        <Button
          variant="contained"
          onClick={() => {
            if (isLast) setTerminalPreferences({ warnPaste: false });
            close();
            pasteNow(pane, paste);
          }}
        >
          Paste {lines}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function LinkDialog({ question }: { question: Extract<Question, { kind: 'link' }> }) {
  const { verdict, text } = question;
  return (
    <Dialog open onClose={close} aria-labelledby="link-title" maxWidth="md" fullWidth>
      <DialogTitle id="link-title">
        {verdict.opens ? `Open a page of ${verdict.machine}?` : 'This is not opened'}
      </DialogTitle>
      <DialogContent>
        <p className="sec">
          {verdict.opens ? (verdict.caution ?? 'A program on the host showed this address.') : verdict.why}
        </p>
        <ScrollRegion className="sunken-text paste-text" label="The address">
          {verdict.opens ? verdict.address : text.slice(0, 2048)}
        </ScrollRegion>
      </DialogContent>
      <DialogActions>
        <Button ref={focusOnMount} onClick={close}>
          {verdict.opens ? 'Cancel' : 'Close'}
        </Button>
        {verdict.opens ? (
          <>
            <Button onClick={() => void navigator.clipboard?.writeText(verdict.address).then(close, close)}>
              Copy the address
            </Button>
            <Button
              variant="contained"
              onClick={() => {
                close();
                window.open(verdict.address, '_blank', 'noopener,noreferrer');
              }}
            >
              Open in the browser
            </Button>
          </>
        ) : null}
      </DialogActions>
    </Dialog>
  );
}

function ManyDialog() {
  const all = useTerminals();
  const panes = allPanes(all.layout);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(presentPanes()));
  const toggle = (pane: number): void => {
    const next = new Set(chosen);
    if (!next.delete(pane)) next.add(pane);
    setChosen(next);
  };
  return (
    <Dialog open onClose={close} aria-labelledby="many-title">
      <DialogTitle id="many-title">Type to many</DialogTitle>
      <DialogContent>
        <p className="sec">What you type into one of these goes to all of them, until you stop it.</p>
        <ul className="many-list">
          {panes.map((pane) => (
            <li key={pane.id} data-host={pane.host}>
              <FormControlLabel
                control={<Checkbox checked={chosen.has(pane.id)} onChange={() => toggle(pane.id)} />}
                label={pane.host}
              />
              <StateIcon state={paneState(all, pane, true)} />
            </li>
          ))}
        </ul>
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <Button
          ref={focusOnMount}
          variant="contained"
          disabled={chosen.size < 2}
          onClick={() => {
            close();
            setState({ many: chosen });
            announce(`Typing goes to ${chosen.size} terminals`);
          }}
        >
          Type to {chosen.size}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** What terminals ask the user, one question at a time. */
export function Questions() {
  const question = useTerminals((state) => state.question);
  switch (question?.kind) {
    case 'paste':
      return <PasteDialog {...question} />;
    case 'link':
      return <LinkDialog question={question} />;
    case 'many':
      return <ManyDialog />;
    case 'settings':
      return <SettingsDialog onClose={close} />;
    case undefined:
      return null;
  }
}
