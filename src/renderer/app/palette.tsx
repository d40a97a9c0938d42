/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a combobox with a list that no select can draw */
import Dialog from '@mui/material/Dialog';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { focusOnMount, Icon, type IconName } from '../ui';
import { usePaletteItems, type PaletteAction } from './palette-items';
import { searchPalette, type PaletteItem } from './palette-search';
import { setView, useView } from './view';

const ICONS: Record<PaletteItem['group'], IconName> = {
  Areas: 'arrow',
  Hosts: 'inventory',
  Features: 'features',
  Actions: 'sliders',
};

function close(): void {
  setView({ paletteOpen: false });
}

function PaletteBody() {
  const items = usePaletteItems();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = searchPalette(items, query);
  const chosen = found[Math.min(at, found.length - 1)];
  const chosenId = chosen ? `palette-${chosen.id}` : undefined;
  useEffect(() => {
    if (chosenId !== undefined) document.getElementById(chosenId)?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);

  const run = (item: PaletteItem | undefined): void => {
    const action = items.find((entry: PaletteAction) => entry.id === item?.id);
    if (!action) return;
    close();
    // After the dialog has given the focus back, so that what opens next may take it.
    setTimeout(action.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(chosen);
    }
  };
  return (
    <>
      <div className="palette-input">
        <Icon name="search" />
        <input
          ref={focusOnMount}
          role="combobox"
          aria-label="Find a host, a feature, an action"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={chosenId}
          placeholder="Find a host, a feature, an action"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id="palette-list" className="palette-list" role="listbox" aria-label="Found">
        {found.map((item, index) => {
          const head = query === '' && item.group !== found[index - 1]?.group ? item.group : null;
          return [
            head ? (
              <div key={`g:${head}`} className="lab" role="presentation">
                {head}
              </div>
            ) : null,
            <div
              key={item.id}
              id={`palette-${item.id}`}
              className="palette-item"
              role="option"
              tabIndex={-1}
              aria-selected={item.id === chosen?.id}
              onPointerMove={() => setAt(index)}
              onClick={() => run(item)}
              onKeyDown={onKeyDown}
            >
              <Icon name={ICONS[item.group]} small />
              <span className="el">{item.words}</span>
              {item.hint ? <span className="cap">{item.hint}</span> : null}
            </div>,
          ];
        })}
        {found.length === 0 ? (
          <div
            className="palette-none"
            role="option"
            aria-selected="false"
            aria-disabled="true"
            tabIndex={-1}
          >
            Nothing by that name
          </div>
        ) : null}
      </div>
    </>
  );
}

/** Everything by name: Ctrl K. */
export function Palette() {
  const open = useView((state) => state.paletteOpen);
  return (
    <Dialog
      open={open}
      onClose={close}
      slotProps={{ paper: { 'aria-label': 'Find', sx: { width: 560, position: 'absolute', top: 64, m: 0 } } }}
    >
      {open ? <PaletteBody /> : null}
    </Dialog>
  );
}
