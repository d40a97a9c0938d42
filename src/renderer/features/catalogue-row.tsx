import { memo, type MouseEvent } from 'react';
import { useCarry } from '../app';
import { Icon } from '../ui';
import type { CatalogueEntry } from './board-model';
import { openBoardMenu } from './board-menu';
import { selectFeature, selectFeatures, toggleFeature, useBoardView } from './board-view';
import { liftFeature } from './targets';

/** What a click on a row selects: it alone, with Ctrl one more, with Shift all from the last that was clicked. */
function choose(path: string, event: MouseEvent<HTMLElement>): void {
  const list = event.currentTarget.closest('.catalogue-list');
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-path]') ?? [])];
  const paths = rows.flatMap((row) => row.dataset['path'] ?? []);
  const { clicked } = useBoardView.getState();
  const from = clicked === null ? -1 : paths.indexOf(clicked);
  if (event.shiftKey && from >= 0) {
    const to = paths.indexOf(path);
    selectFeatures(paths.slice(Math.min(from, to), Math.max(from, to) + 1), path);
    return;
  }
  if (event.ctrlKey || event.metaKey) toggleFeature(path);
  else selectFeature(path);
  useBoardView.setState({ clicked: path });
}

/** A feature of the catalogue: to be lifted, selected, or asked what can be done with it. */
export const CatalogueRow = memo(function CatalogueRow({
  entry,
  hosts,
  focusable,
}: {
  entry: CatalogueEntry;
  hosts: number;
  focusable: boolean;
}) {
  const { path } = entry.feature;
  const chosen = useBoardView((state) => state.features.has(path));
  const carried = useCarry(({ carry }) => carry?.load.kind === 'features' && carry.load.paths.includes(path));
  return (
    <li className="fr-item">
      <button
        type="button"
        className={chosen || carried ? 'fr on' : 'fr'}
        data-feature={entry.short}
        data-path={path}
        data-lift={liftFeature(path)}
        tabIndex={focusable ? 0 : -1}
        aria-pressed={chosen}
        aria-describedby="carry-keys"
        title={`${entry.feature.title}\n${entry.feature.description}`}
        onClick={(event) => choose(path, event)}
        onContextMenu={(event) => {
          event.preventDefault();
          openBoardMenu({ kind: 'feature', path, anchor: event.currentTarget });
        }}
      >
        <Icon name="grip" small />
        <span className="el">{entry.name}</span>
        <span className="cap mut">
          {entry.onHosts} of {hosts}
        </span>
      </button>
      <button
        type="button"
        className="fr-more"
        tabIndex={-1}
        aria-label={`What can be done with ${entry.name}`}
        aria-haspopup="menu"
        onClick={(event) => openBoardMenu({ kind: 'feature', path, anchor: event.currentTarget })}
      >
        <Icon name="more" small />
      </button>
    </li>
  );
});
