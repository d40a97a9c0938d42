import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import type { TerminalTab } from '../../shared/contract';
import { useConnection } from '../app';
import { Icon, Kbd } from '../ui';
import { toggleMany } from './commands';
import { allPanes, panesOf } from './layout';
import { StateIcon } from './pane-words';
import { closePane, screenOf } from './running';
import { changeLayout, findPane, paneState, setState, useTerminals } from './store';

/** `p620`, and `p620 2` for the second one. */
function tabNames(tabs: readonly TerminalTab[]): ReadonlyMap<number, string> {
  const counts = new Map<string, number>();
  return new Map(
    tabs.map((tab) => {
      const host = findPane(tab.focus)?.host ?? '';
      const nth = (counts.get(host) ?? 0) + 1;
      counts.set(host, nth);
      return [tab.id, nth === 1 ? host : `${host} ${nth}`];
    }),
  );
}

function Tab({ tab, name, isShown }: { tab: TerminalTab; name: string; isShown: boolean }) {
  const connected = useConnection(({ status }) => status === 'open');
  const panes = panesOf(tab.root);
  const focused = panes.find(({ id }) => id === tab.focus);
  const state = useTerminals((all) => (focused ? paneState(all, focused, connected) : 'idle'));
  const isTarget = useTerminals(({ many }) => panes.some(({ id }) => many.has(id)));
  const show = (): void => {
    changeLayout((layout) => ({ ...layout, active: tab.id }));
    setState({ searching: null });
    setTimeout(() => screenOf(tab.focus)?.terminal.focus(), 0);
  };
  return (
    <li className={isShown ? 'tab on' : 'tab'}>
      <button
        type="button"
        className="tab-name"
        data-host={focused?.host}
        data-state={state}
        aria-current={isShown}
        onClick={show}
      >
        <StateIcon state={state} />
        {name}
        {panes.length > 1 ? <span className="cap mut">+{panes.length - 1}</span> : null}
        {isTarget ? (
          <span className="warn">
            <Icon name="cast" small label="typed to with others" />
          </span>
        ) : null}
      </button>
      <IconButton
        className="s24"
        aria-label={`Close the terminal to ${name}`}
        onClick={() => panes.forEach(({ id }) => closePane(id))}
      >
        <Icon name="x" small />
      </IconButton>
    </li>
  );
}

/** Tabs at the left; splitting, typing to many and settings at the right. */
export function TabBar({ plus }: { plus: (button: HTMLButtonElement | null) => void }) {
  const { tabs, active } = useTerminals(({ layout }) => layout);
  const many = useTerminals((state) => state.many);
  const names = tabNames(tabs);
  return (
    <div className="terminal-bar">
      <ul className="terminal-tabs" aria-label="Open terminals">
        {tabs.map((tab) => (
          <Tab key={tab.id} tab={tab} name={names.get(tab.id) ?? ''} isShown={tab.id === active} />
        ))}
      </ul>
      <IconButton
        ref={plus}
        className="s24"
        aria-label="New terminal"
        aria-haspopup="menu"
        onClick={() => setState({ choosing: { kind: 'tab' } })}
      >
        <Icon name="plus" />
      </IconButton>
      <span className="sp" />
      <Button
        className="s24 quiet"
        startIcon={<Icon name="split" small />}
        aria-haspopup="menu"
        onClick={() => setState({ choosing: { kind: 'split', direction: 'row' } })}
      >
        Split
        <Kbd>Ctrl Shift D</Kbd>
      </Button>
      <Button
        className="s24 quiet"
        startIcon={<Icon name="cast" small />}
        aria-pressed={many.size > 0}
        onClick={toggleMany}
      >
        Type to many
      </Button>
      <IconButton
        className="s24"
        aria-label="Settings of terminals"
        onClick={() => setState({ question: { kind: 'settings' } })}
      >
        <Icon name="sliders" small />
      </IconButton>
    </div>
  );
}

/** Says at all times where typing goes while it goes to many. */
export function ManyBar() {
  const all = useTerminals();
  const connected = useConnection(({ status }) => status === 'open');
  const panes = allPanes(all.layout).filter(({ id }) => all.many.has(id));
  if (panes.length === 0) return null;
  return (
    <section className="many-bar" aria-label="Typing to many">
      <span className="warn">
        <Icon name="cast" />
      </span>
      <b className="md">Typing goes to {panes.length === 1 ? '1 terminal' : `${panes.length} terminals`}</b>
      <ul>
        {panes.map((pane) => (
          <li key={pane.id} className="chip">
            <StateIcon state={paneState(all, pane, connected)} />
            {pane.host}
            <IconButton
              aria-label={`No longer type to ${pane.host}`}
              onClick={() =>
                setState(({ many }) => ({ many: new Set([...many].filter((id) => id !== pane.id)) }))
              }
            >
              <Icon name="x" small />
            </IconButton>
          </li>
        ))}
      </ul>
      <span className="sp" />
      <Button className="s24" onClick={toggleMany}>
        Stop
        <Kbd>Ctrl Shift B</Kbd>
      </Button>
    </section>
  );
}
