import { terminalLayoutSchema, type TerminalLayout, type TerminalNode } from '../../../shared/contract';
import { document, type Home } from '../../state';

const NOTHING: TerminalLayout = { tabs: [], active: null };

/** Where terminals stand on the page: with their ids while this process lives, on disk without. */
export interface LayoutStore {
  read(): Promise<TerminalLayout>;
  write(layout: TerminalLayout): Promise<void>;
}

/**
 * Terminals end with the process that holds them, so their numbers mean nothing to the next one, nor to another
 * that runs now. Without a home nothing survives.
 */
export function createLayoutStore(home: Home | null): LayoutStore {
  const stored = home ? document(home, 'terminals', terminalLayoutSchema, NOTHING) : null;
  let present: TerminalLayout | null = null;
  return {
    async read() {
      present ??= withoutTerminals((await stored?.read()) ?? NOTHING);
      return present;
    },
    async write(layout) {
      const before = present;
      present = layout;
      const bare = withoutTerminals(layout);
      // Most changes only tie a terminal to its pane; those need no disk.
      if (before && JSON.stringify(withoutTerminals(before)) === JSON.stringify(bare)) return;
      await stored?.write(bare);
    },
  };
}

function withoutTerminals(layout: TerminalLayout): TerminalLayout {
  const bare = (node: TerminalNode): TerminalNode =>
    node.kind === 'pane'
      ? { ...node, terminal: null }
      : { ...node, first: bare(node.first), second: bare(node.second) };
  return { ...layout, tabs: layout.tabs.map((tab) => ({ ...tab, root: bare(tab.root) })) };
}
