import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import ToggleButton from '@mui/material/ToggleButton';
import type { ISearchOptions } from '@xterm/addon-search';
import { useEffect, useState } from 'react';
import { COLOURS } from '../app';
import { focusOnMount, Icon } from '../ui';
import { screenOf } from './running';
import type { Scheme } from './screen';
import { setState } from './store';

/** The addon takes six-digit colours only. */
function decorations(scheme: Scheme): NonNullable<ISearchOptions['decorations']> {
  const { warningSoft, warning, accent, accentSoft } = COLOURS[scheme];
  return {
    matchBackground: warningSoft,
    matchBorder: warning,
    matchOverviewRuler: warning,
    activeMatchBackground: accentSoft,
    activeMatchBorder: accent,
    activeMatchColorOverviewRuler: accent,
  };
}

/** Searches what a terminal shows and has shown. */
export function SearchBar({ pane, scheme }: { pane: number; scheme: Scheme }) {
  const [query, setQuery] = useState('');
  const [isExact, setExact] = useState(false);
  const [found, setFound] = useState({ index: -1, count: 0 });
  const search = screenOf(pane)?.search;
  const options: ISearchOptions = { caseSensitive: isExact, decorations: decorations(scheme) };

  useEffect(() => {
    const listening = search?.onDidChangeResults(({ resultIndex, resultCount }) =>
      setFound({ index: resultIndex, count: resultCount }),
    );
    return () => {
      listening?.dispose();
      search?.clearDecorations();
    };
  }, [search]);

  const close = (): void => {
    setState({ searching: null });
    screenOf(pane)?.terminal.focus();
  };
  const next = (): void => void search?.findNext(query, options);
  const previous = (): void => void search?.findPrevious(query, options);
  const words =
    query === ''
      ? ''
      : found.count === 0
        ? 'none'
        : `${found.index < 0 ? '?' : found.index + 1} of ${found.count}`;
  return (
    <search className="find-bar">
      <span className="field">
        <Icon name="search" small />
        <input
          ref={focusOnMount}
          type="text"
          aria-label="Find in the output"
          placeholder="Find in the output"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            search?.findPrevious(event.target.value, { ...options, incremental: true });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') close();
            // Upwards first: what one looks for in a terminal lies above.
            if (event.key === 'Enter') (event.shiftKey ? next : previous)();
          }}
        />
        <output className="cap mut" aria-label="Matches">
          {words}
        </output>
      </span>
      <ToggleButton
        className="s24"
        value="exact"
        selected={isExact}
        aria-label="Tell capitals apart"
        onChange={() => {
          setExact(!isExact);
          // The addon compares options with themselves, and would keep the old matches.
          search?.clearDecorations();
          search?.findPrevious(query, { ...options, caseSensitive: !isExact, incremental: true });
        }}
      >
        Aa
      </ToggleButton>
      <Button className="s24" onClick={previous}>
        Up
      </Button>
      <Button className="s24" onClick={next}>
        Down
      </Button>
      <IconButton className="s24" aria-label="Close the search" onClick={close}>
        <Icon name="x" small />
      </IconButton>
    </search>
  );
}
