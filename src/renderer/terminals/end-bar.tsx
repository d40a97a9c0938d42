import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import type { ErrorShape, Terminal, TerminalPane } from '../../shared/contract';
import { ErrorLine, Icon, Kbd } from '../ui';
import { NextTry } from './pane-words';
import { connect, screenOf } from './running';
import type { PaneState } from './store';

function endWords(terminal: Terminal): string {
  if (terminal.signal !== null) return `The shell was ended by ${terminal.signal}`;
  return terminal.exitCode === null
    ? 'The shell has ended'
    : `The shell has ended with exit code ${terminal.exitCode}`;
}

interface Saying {
  readonly title: string;
  readonly detail: ReactNode;
  readonly action: string;
  readonly key: string;
}

const KEPT = 'Output above is kept until the terminal is closed.';

function sayingOf(state: PaneState, terminal: Terminal | undefined): Saying | null {
  switch (state) {
    case 'idle':
      return { title: 'Not connected', detail: 'Nothing runs here.', action: 'Connect', key: 'Enter' };
    case 'elsewhere':
      return {
        title: 'Shown in another window',
        detail: 'The shell goes on there. What it says meanwhile comes here when you take it.',
        action: 'Show here',
        key: 'Enter',
      };
    case 'ended':
      if (!terminal) return null;
      return { title: endWords(terminal), detail: KEPT, action: 'Reopen', key: 'R' };
    case 'lost': {
      if (!terminal) return null;
      const detail = (
        <>
          Output above is kept. <NextTry terminal={terminal} />
        </>
      );
      const title = terminal.error?.message ?? 'The connection broke';
      return { title, detail, action: 'Connect now', key: 'Enter' };
    }
    default:
      return null;
  }
}

/** Below a terminal that is not connected: why, what holds, and the way back. */
export function EndBar({
  pane,
  state,
  terminal,
  error,
}: {
  pane: TerminalPane;
  state: PaneState;
  terminal: Terminal | undefined;
  error: ErrorShape | null;
}) {
  const again = (): void => {
    // The button goes away; the keys are the shell's again.
    screenOf(pane.id)?.terminal.focus();
    void connect(pane.id);
  };
  if (state === 'failed' && error) {
    return (
      <div className="ended-error">
        <ErrorLine title={`No terminal to ${pane.host}`} error={error} onRetry={again} />
      </div>
    );
  }
  const saying = sayingOf(state, terminal);
  if (!saying) return null;
  return (
    <output className="ended">
      <span className={state === 'lost' ? 'warn' : 'mut'}>
        <Icon name={state === 'lost' ? 'alert' : 'inert'} />
      </span>
      <span className="col grow">
        <span className="sm md">{saying.title}</span>
        <span className="cap mut">{saying.detail}</span>
      </span>
      <Button className="s24" onClick={again}>
        {saying.action}
        <Kbd>{saying.key}</Kbd>
      </Button>
    </output>
  );
}
