import Button from '@mui/material/Button';
import { useColorScheme } from '@mui/material/styles';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { deployable, notifyFailure, setView, useFleet, useInventory, usePreferences, useView } from '../app';
import { EmptyState } from '../ui';
import { DividerLine } from './dividers';
import { activeTab, panesOf, placesOf } from './layout';
import { NewTerminalMenu } from './new-terminal-menu';
import { Pane } from './pane';
import { Questions } from './questions';
import { openTerminalAt, setLook } from './running';
import type { Scheme } from './screen';
import { useTerminals } from './store';
import { beginTerminals } from './sync';
import { ManyBar, TabBar } from './tab-bar';
import { useKeys } from './use-keys';
import './terminals.css';

/** The colours terminals have now: the page's, or the user's own choice for them. */
function useScheme(): Scheme {
  const { mode, systemMode } = useColorScheme();
  const { terminal } = usePreferences();
  const page = (mode === 'system' ? systemMode : mode) ?? 'dark';
  const scheme = terminal.theme === 'page' ? page : terminal.theme;
  useLayoutEffect(() => setLook({ scheme, preferences: terminal }), [scheme, terminal]);
  return scheme;
}

/** Opens what another part of the page asked for. */
function useWanted(loaded: boolean): void {
  const wanted = useView((state) => state.terminalsWanted);
  const fleet = useFleet().data?.dir;
  useEffect(() => {
    if (!loaded || fleet === undefined || useView.getState().terminalsWanted.length === 0) return;
    setView({ terminalsWanted: [] });
    for (const host of wanted) openTerminalAt({ kind: 'tab' }, host, fleet);
  }, [wanted, loaded, fleet]);
}

function Panes({ scheme }: { scheme: Scheme }) {
  const tab = useTerminals(({ layout }) => activeTab(layout));
  if (!tab) return null;
  const { panes, dividers } = placesOf(tab.root);
  return (
    <div className="panes">
      {panesOf(tab.root).map((pane) => {
        const at = panes.get(pane.id);
        return at ? (
          <Pane key={pane.id} pane={pane} at={at} hasFocus={pane.id === tab.focus} scheme={scheme} />
        ) : null;
      })}
      {dividers.map((divider) => (
        <DividerLine key={divider.path.join('.')} tab={tab.id} divider={divider} />
      ))}
    </div>
  );
}

/** Shells on hosts, in tabs and splits. They go on while another area is on screen, and when the page is closed. */
export function TerminalsPage() {
  const scheme = useScheme();
  const hosts = (useInventory().data?.hosts ?? []).filter(deployable);
  const loaded = useTerminals((state) => state.loaded);
  const hasTabs = useTerminals(({ layout }) => layout.tabs.length > 0);
  const choosing = useTerminals((state) => state.choosing);
  const main = useRef<HTMLElement>(null);
  /** Where the menu of hosts opens. */
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  useWanted(loaded);
  useKeys(main);

  useEffect(() => {
    beginTerminals().catch(notifyFailure('Show the terminals'));
  }, []);

  return (
    <main aria-label="Terminals" ref={main}>
      <h1 className="unseen">Terminals</h1>
      {hasTabs ? (
        <>
          <TabBar plus={setAnchor} />
          <ManyBar />
          <Panes scheme={scheme} />
        </>
      ) : loaded ? (
        <EmptyState
          icon="terminals"
          title="No terminal is open"
          words="A terminal is a shell on a host, over an SSH connection of its own. It goes on while you look elsewhere."
        >
          <Button
            ref={setAnchor}
            variant="contained"
            aria-haspopup="menu"
            onClick={() => useTerminals.setState({ choosing: { kind: 'tab' } })}
          >
            New terminal…
          </Button>
        </EmptyState>
      ) : null}
      {choosing && anchor ? <NewTerminalMenu place={choosing} hosts={hosts} anchor={anchor} /> : null}
      <Questions />
    </main>
  );
}
