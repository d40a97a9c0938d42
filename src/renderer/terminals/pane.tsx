import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import type { TerminalPane } from '../../shared/contract';
import { TERMINAL, useConnection, useFleet } from '../app';
import { Icon, Kbd } from '../ui';
import { COMMANDS } from './commands';
import { EndBar } from './end-bar';
import { focusPane, type Rectangle } from './layout';
import { StateIcon, StateWords } from './pane-words';
import { ensureScreen, screenOf, setVisible, sized } from './running';
import type { Scheme } from './screen';
import { SearchBar } from './search-bar';
import { changeLayout, paneState, setState, useTerminals } from './store';

const IN_MENU = ['terminal-right', 'terminal-down', 'terminal-reconnect', 'terminal-close'];

function PaneMenu({
  pane,
  anchor,
  onClose,
}: {
  pane: TerminalPane;
  anchor: HTMLElement;
  onClose: () => void;
}) {
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ list: { 'aria-label': `Terminal to ${pane.host}` } }}
    >
      {IN_MENU.flatMap((id) => COMMANDS.filter((one) => one.id === id)).map((command) => (
        <MenuItem
          key={command.id}
          onClick={() => {
            onClose();
            changeLayout((layout) => focusPane(layout, pane.id));
            // After the menu has given the focus back.
            setTimeout(() => command.run(), 0);
          }}
        >
          {command.words}
          <span className="sp" />
          <Kbd>{command.keys}</Kbd>
        </MenuItem>
      ))}
    </Menu>
  );
}

function PaneHead({
  pane,
  practice,
  isTarget,
}: {
  pane: TerminalPane;
  practice: boolean;
  isTarget: boolean;
}) {
  const connected = useConnection(({ status }) => status === 'open');
  const state = useTerminals((all) => paneState(all, pane, connected));
  const terminal = useTerminals(({ terminals }) =>
    pane.terminal === null ? undefined : terminals.get(pane.terminal),
  );
  const title = useTerminals(({ titles }) => titles.get(pane.id)) ?? '';
  const size = useTerminals(({ sizes }) => sizes.get(pane.id)) ?? '';
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <div className="pane-head">
      <StateIcon state={state} />
      <b className="md">{pane.host}</b>
      <span className="mut el">
        {practice ? 'practice host, ' : ''}
        <StateWords state={state} terminal={terminal} />
      </span>
      {isTarget ? (
        <span className="chip warn">
          <Icon name="cast" small />
          typed to with others
        </span>
      ) : null}
      <span className="sp" />
      {title === '' ? null : (
        <span className="cap mut el pane-title" title={`Title set by a program on ${pane.host}`}>
          {title}
        </span>
      )}
      <span className="cap mut">{size}</span>
      <IconButton
        className="s24"
        aria-label="Find in the output"
        onClick={() => {
          changeLayout((layout) => focusPane(layout, pane.id));
          setState(({ searching }) => ({ searching: searching === pane.id ? null : pane.id }));
        }}
      >
        <Icon name="search" small />
      </IconButton>
      <IconButton
        className="s24"
        aria-label={`More for ${pane.host}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon name="more" small />
      </IconButton>
      {anchor ? <PaneMenu pane={pane} anchor={anchor} onClose={() => setAnchor(null)} /> : null}
    </div>
  );
}

/** Puts the pane's screen into the page, keeps it at the pane's size, and connects what waits for that. */
function useScreen(pane: number, hasFocus: boolean): React.RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const holder = box.current;
    if (!holder) return undefined;
    const screen = ensureScreen(pane);
    let gone = false;
    let frame = 0;
    holder.append(screen.element);
    // A window that is being dragged changes many times a frame; once is enough.
    const watcher = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => screen.fit());
    });
    const show = async (): Promise<void> => {
      await screen.show();
      if (gone) return;
      screen.fit();
      watcher.observe(holder);
      sized(pane);
      setVisible(pane, true);
    };
    void show();
    return () => {
      gone = true;
      watcher.disconnect();
      cancelAnimationFrame(frame);
      setVisible(pane, false);
      screen.rest();
      screen.element.remove();
    };
  }, [pane]);
  useEffect(() => {
    if (!hasFocus) return;
    const focus = async (): Promise<void> => {
      const screen = screenOf(pane);
      await screen?.show();
      // What the user went to meanwhile, a dialog's field, keeps the focus.
      if (!document.activeElement?.closest('[role="dialog"], [role="menu"]')) screen?.terminal.focus();
    };
    void focus();
  }, [pane, hasFocus]);
  return box;
}

function place({ left, top, width, height }: Rectangle): CSSProperties {
  const percent = (part: number): string => `${part * 100}%`;
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) };
}

/** One terminal: its head, its screen, and what to do when it is not connected. */
export function Pane({
  pane,
  at,
  hasFocus,
  scheme,
}: {
  pane: TerminalPane;
  at: Rectangle;
  hasFocus: boolean;
  scheme: Scheme;
}) {
  const fleet = useFleet().data;
  const practice = fleet?.practice === true && fleet.dir === pane.fleet;
  const connected = useConnection(({ status }) => status === 'open');
  const state = useTerminals((all) => paneState(all, pane, connected));
  const terminal = useTerminals(({ terminals }) =>
    pane.terminal === null ? undefined : terminals.get(pane.terminal),
  );
  const refused = useTerminals((all) => all.refused.get(pane.id)) ?? null;
  const isTarget = useTerminals(({ many }) => many.has(pane.id));
  const isSearched = useTerminals(({ searching }) => searching === pane.id);
  const box = useScreen(pane.id, hasFocus);
  return (
    <section
      className={`pane${hasFocus ? ' foc' : ''}${isTarget ? ' many' : ''}`}
      style={place(at)}
      data-host={pane.host}
      data-pane={pane.id}
      data-state={state}
      aria-label={`Terminal to ${pane.host}`}
    >
      <PaneHead pane={pane} practice={practice} isTarget={isTarget} />
      {isSearched ? <SearchBar pane={pane.id} scheme={scheme} /> : null}
      <div ref={box} className="pane-screen" style={{ background: TERMINAL[scheme].background }} />
      <EndBar pane={pane} state={state} terminal={terminal} error={refused ?? terminal?.error ?? null} />
    </section>
  );
}
