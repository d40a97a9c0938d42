import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect, useRef, useState } from 'react';
import { useFleet } from '../app';
import { Age, ErrorLine, focusOnMount, Icon, type IconName } from '../ui';
import { screenTheme } from './screen';
import { connect, screenOf, useSessions, type Session } from './sessions';

const LOOK: Record<Session['state'], { icon: IconName; tone: string }> = {
  opening: { icon: 'spin', tone: 'acc live-stroke' },
  open: { icon: 'ok', tone: 'ok' },
  ended: { icon: 'inert', tone: 'mut' },
  lost: { icon: 'clock', tone: 'warn' },
  failed: { icon: 'fail', tone: 'bad' },
};

/** A tab's state by shape. */
export function SessionIcon({ state }: { state: Session['state'] }) {
  return (
    <span className={LOOK[state].tone}>
      <Icon name={LOOK[state].icon} small label={state} />
    </span>
  );
}

function StateWords({ session, practice }: { session: Session; practice: boolean }) {
  const kind = practice ? 'practice host, ' : '';
  switch (session.state) {
    case 'opening':
      return <>{kind}connecting</>;
    case 'open':
      return (
        <>
          {kind}connected <Age at={session.since} />
        </>
      );
    case 'ended':
      return <>ended</>;
    case 'lost':
      return <>connection lost</>;
    case 'failed':
      return <>not connected</>;
  }
}

function SearchBar({ session }: { session: Session }) {
  const [query, setQuery] = useState('');
  const search = screenOf(session.key)?.search;
  const close = (): void => {
    search?.clearDecorations();
    useSessions.setState({ searching: false });
    screenOf(session.key)?.terminal.focus();
  };
  return (
    <search className="find-bar">
      <span className="field">
        <Icon name="search" small />
        <input
          ref={focusOnMount}
          type="text"
          aria-label="Find in the output"
          placeholder="Find in the output"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            search?.findNext(event.target.value, { incremental: true });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') close();
            if (event.key === 'Enter') {
              if (event.shiftKey) search?.findPrevious(query);
              else search?.findNext(query);
            }
          }}
        />
      </span>
      <Button className="s24" onClick={() => search?.findPrevious(query)}>
        Up
      </Button>
      <Button className="s24" onClick={() => search?.findNext(query)}>
        Down
      </Button>
      <IconButton className="s24" aria-label="Close the search" onClick={close}>
        <Icon name="x" small />
      </IconButton>
    </search>
  );
}

function endWords(session: Session): { title: string; detail: string } {
  if (session.state === 'lost') {
    return {
      title: 'The connection was lost',
      detail: 'Output above is kept. The shell is taken back if it still runs when the connection returns.',
    };
  }
  const code = session.exitCode;
  return {
    title: code === null ? 'The shell has ended' : `The shell has ended with exit code ${code}`,
    detail: 'Output above is kept until the tab is closed.',
  };
}

function EndBar({ session }: { session: Session }) {
  const { title, detail } = endWords(session);
  return (
    <output className="ended">
      <span className={session.state === 'lost' ? 'warn' : 'mut'}>
        <Icon name={session.state === 'lost' ? 'alert' : 'inert'} />
      </span>
      <span className="col grow">
        <span className="sm md">{title}</span>
        <span className="cap mut">{detail}</span>
      </span>
      <Button
        className="s24"
        onClick={() => {
          // This button goes away; the keys are the shell's again.
          screenOf(session.key)?.terminal.focus();
          void connect(session.key);
        }}
      >
        Reopen
      </Button>
    </output>
  );
}

/** One terminal: its head, its screen, and what to do when it has ended. */
export function Pane({ session, scheme }: { session: Session; scheme: 'dark' | 'light' }) {
  const practice = useFleet().data?.practice === true;
  const searching = useSessions((state) => state.searching);
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState('');
  const { key } = session;

  useEffect(() => {
    const screen = screenOf(key);
    const holder = box.current;
    if (!screen || !holder) return undefined;
    let gone = false;
    holder.append(screen.element);
    const onSize = (): void => {
      screen.fit();
      setSize(`${screen.terminal.cols} x ${screen.terminal.rows}`);
    };
    const watcher = new ResizeObserver(onSize);
    const first = screen.terminal.element === undefined;
    const show = async (): Promise<void> => {
      await screen.show();
      if (gone) return;
      onSize();
      watcher.observe(holder);
      screen.terminal.focus();
      if (first) await connect(key);
    };
    void show();
    return () => {
      gone = true;
      watcher.disconnect();
      screen.element.remove();
    };
  }, [key]);

  useEffect(() => {
    const screen = screenOf(key);
    if (screen) screen.terminal.options.theme = screenTheme(scheme);
  }, [key, scheme]);

  return (
    <section
      className="pane"
      data-host={session.host}
      data-state={session.state}
      aria-label={`Terminal to ${session.host}`}
    >
      <div className="pane-head">
        <SessionIcon state={session.state} />
        <b className="md">{session.host}</b>
        <span className="mut">
          <StateWords session={session} practice={practice} />
        </span>
        <span className="sp" />
        <span className="cap mut">{size}</span>
        <IconButton
          className="s24"
          aria-label="Find in the output"
          onClick={() => useSessions.setState({ searching: !searching })}
        >
          <Icon name="search" small />
        </IconButton>
      </div>
      {searching ? <SearchBar session={session} /> : null}
      {session.state === 'failed' && session.error ? (
        <ErrorLine
          title={`No terminal to ${session.host}`}
          error={session.error}
          onRetry={() => void connect(key)}
        />
      ) : null}
      <div ref={box} className="pane-screen" />
      {session.state === 'ended' || session.state === 'lost' ? <EndBar session={session} /> : null}
    </section>
  );
}
