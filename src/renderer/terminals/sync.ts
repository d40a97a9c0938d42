import { QueryObserver } from '@tanstack/react-query';
import { api, client, queries, useConnection } from '../app';
import { allPanes } from './layout';
import { follow, openTerminalAt, takeAgain } from './running';
import { getState, setState, useTerminals } from './store';

const SAVE_MS = 300;
let begun: Promise<void> | null = null;

/** Reads the layout once, then keeps it; follows the core's terminals for as long as the page lives. */
export function beginTerminals(): Promise<void> {
  begun ??= begin().catch((error: unknown) => {
    begun = null;
    throw error;
  });
  return begun;
}

async function begin(): Promise<void> {
  const [layout, list] = await Promise.all([client.terminals.layout(), client.terminals.list()]);
  setState({ layout, loaded: true });
  follow(list);
  // Those that were opened and not yet written down, as when the page was closed at once.
  const placed = new Set(allPanes(layout).map(({ terminal }) => terminal));
  for (const { id, host, fleet } of list) {
    if (!placed.has(id)) openTerminalAt({ kind: 'tab' }, host, fleet, id);
  }
  if (layout.active !== null) setState(({ layout: now }) => ({ layout: { ...now, active: layout.active } }));
  keepLayout();
  let last = 0;
  new QueryObserver(queries, api.terminals.list.queryOptions()).subscribe(({ data, dataUpdatedAt }) => {
    // Also told when a question is put; the answer is then still the old one.
    if (!data || dataUpdatedAt === last) return;
    last = dataUpdatedAt;
    follow(data);
  });
  useConnection.subscribe((now, before) => {
    if (now.status === 'open' && before.status !== 'open') void again();
  });
}

/** The core is there again: the same one goes on, another one has none of our terminals. */
async function again(): Promise<void> {
  follow(await client.terminals.list().catch(() => []));
  takeAgain();
}

function keepLayout(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    // A layout that could not be kept is kept with the next change; nothing on screen depends on it.
    void client.terminals.setLayout(getState().layout).catch(() => undefined);
  };
  useTerminals.subscribe(({ layout }, { layout: before }) => {
    if (layout === before) return;
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_MS);
  });
  window.addEventListener('pagehide', save);
}
