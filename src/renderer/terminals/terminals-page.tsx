import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useColorScheme } from '@mui/material/styles';
import '@xterm/xterm/css/xterm.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Host } from '../../shared/contract';
import { api, deployable, hostState, setView, useInventory, useView } from '../app';
import { EmptyState, Icon, Kbd } from '../ui';
import { Pane, SessionIcon } from './pane';
import { adoptSession, channelsWithTab, closeSession, openSession, useSessions } from './sessions';
import './terminals.css';

function NewTerminalMenu({
  hosts,
  anchor,
  onClose,
  onOpen,
}: {
  hosts: readonly Host[];
  anchor: HTMLElement;
  onClose: () => void;
  onOpen: (host: string) => void;
}) {
  return (
    <Menu
      open
      onClose={onClose}
      anchorEl={anchor}
      disableRestoreFocus
      slotProps={{ list: { 'aria-label': 'New terminal to' } }}
    >
      {hosts.length === 0 ? <MenuItem disabled>No host in this fleet</MenuItem> : null}
      {hosts.map((host) => {
        const state = hostState(host);
        return (
          <MenuItem
            key={host.name}
            data-host={host.name}
            onClick={() => {
              onClose();
              onOpen(host.name);
            }}
          >
            <span className={state.tone}>
              <Icon name={state.icon} small label={state.words} />
            </span>
            {host.name}
          </MenuItem>
        );
      })}
    </Menu>
  );
}

/** Shells on hosts, a tab each. They go on while another area is on screen. */
export function TerminalsPage() {
  const { mode, systemMode } = useColorScheme();
  const scheme = (mode === 'system' ? systemMode : mode) ?? 'dark';
  const hosts = (useInventory().data?.hosts ?? []).filter(deployable);
  const { sessions, active } = useSessions();
  const wanted = useView((state) => state.terminalWanted);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const open = (host: string): void => openSession(host, scheme);
  const shown = sessions.find((session) => session.key === active);

  useEffect(() => {
    if (wanted === null || useView.getState().terminalWanted === null) return;
    setView({ terminalWanted: null });
    openSession(wanted, scheme);
  }, [wanted, scheme]);

  const listed = useQuery(api.terminals.list.queryOptions()).data ?? [];
  const mine = channelsWithTab();
  const orphans = listed.filter((terminal) => terminal.open && !mine.has(terminal.id));

  const counts = new Map<string, number>();
  return (
    <main aria-label="Terminals">
      <h1 className="unseen">Terminals</h1>
      {sessions.length > 0 ? (
        <div className="terminal-bar">
          <ul className="terminal-tabs" aria-label="Open terminals">
            {sessions.map((session) => {
              const nth = (counts.get(session.host) ?? 0) + 1;
              counts.set(session.host, nth);
              const name = nth === 1 ? session.host : `${session.host} ${nth}`;
              return (
                <li key={session.key} className={session.key === active ? 'tab on' : 'tab'}>
                  <button
                    type="button"
                    className="tab-name"
                    data-host={session.host}
                    aria-current={session.key === active}
                    onClick={() => useSessions.setState({ active: session.key, searching: false })}
                  >
                    <SessionIcon state={session.state} />
                    {name}
                  </button>
                  <IconButton
                    className="s24"
                    aria-label={`Close the terminal to ${name}`}
                    onClick={() => closeSession(session.key)}
                  >
                    <Icon name="x" small />
                  </IconButton>
                </li>
              );
            })}
          </ul>
          <IconButton
            className="s24"
            aria-label="New terminal"
            aria-haspopup="menu"
            onClick={(event) => setAnchor(event.currentTarget)}
          >
            <Icon name="plus" />
          </IconButton>
          <span className="sp" />
          <span className="terminal-keys">
            <Kbd>Ctrl Shift F</Kbd>find
            <Kbd>Ctrl Shift E</Kbd>leave
          </span>
        </div>
      ) : null}
      {shown ? (
        <Pane key={shown.key} session={shown} scheme={scheme} />
      ) : (
        <EmptyState
          icon="terminals"
          title="No terminal is open"
          words="A terminal is a shell on a host, over the same SSH connection a deploy takes. It goes on while you look elsewhere."
        >
          <Button
            variant="contained"
            aria-haspopup="menu"
            onClick={(event) => setAnchor(event.currentTarget)}
          >
            New terminal…
          </Button>
          {orphans.map((terminal) => (
            <Button key={terminal.id} onClick={() => adoptSession(terminal, scheme)}>
              Take up {terminal.host}
            </Button>
          ))}
        </EmptyState>
      )}
      {anchor ? (
        <NewTerminalMenu hosts={hosts} anchor={anchor} onClose={() => setAnchor(null)} onOpen={open} />
      ) : null}
    </main>
  );
}
