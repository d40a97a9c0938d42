import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { toErrorShape } from '../../shared/contract';
import { highlightNix, plainLines } from '../../shared/nix-syntax';
import { announce } from '../app';
import { ErrorLine, Icon, shortPlace, Skeleton } from '../ui';
import { backInSource, closeSource, useAsked, type SourcePlace } from '../app';
import { findInLines } from './find-in-lines';
import { SourceLines } from './source-lines';
import { openInEditor, useSourceText } from './source-queries';
import { SourceSearch } from './source-search';

/** Read-only view of a file of the fleet, at the right over the page; Esc closes it and gives the focus back. */
export function SourcePanel({ place }: { place: SourcePlace }) {
  const hasBefore = useAsked((state) => state.places.length > 1);
  const panel = useRef<HTMLElement>(null);
  const source = useSourceText(place.file);
  const [search, setSearch] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const text = source.data?.text;
  const file = source.data?.file ?? place.file;
  const lines = useMemo(() => {
    if (text === undefined) return null;
    return file.endsWith('.nix') ? highlightNix(text) : plainLines(text);
  }, [text, file]);
  const texts = useMemo(() => lines?.map((line) => line.map((span) => span.text).join('')) ?? [], [lines]);
  const hits = useMemo(() => findInLines(texts, search ?? ''), [texts, search]);
  const current = hits.length === 0 ? null : at % hits.length;
  const shown = useMemo(() => ({ ...place, file }), [place, file]);

  // Before there is text to read: its keys count as soon as the panel is seen.
  useEffect(() => {
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus({ preventScroll: true });
  }, []);

  const step = (by: 1 | -1): void => {
    if (hits.length === 0) return;
    const next = ((current ?? 0) + by + hits.length) % hits.length;
    setAt(next);
    announce(`${next + 1} of ${hits.length}, line ${(hits[next]?.line ?? 0) + 1}`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (command && event.key.toLowerCase() === 'f') {
      event.preventDefault();
      setSearch((old) => old ?? '');
    } else if (event.altKey && event.key === 'ArrowLeft' && hasBefore) {
      event.preventDefault();
      backInSource();
    } else if (event.key === 'Escape') {
      closeSource();
    }
  };
  const copy = (words: string, what: string): void => {
    void navigator.clipboard?.writeText(words).then(() => announce(`${what} copied`));
  };
  const where = place.line === undefined ? file : `${file}:${place.line}`;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the panel count wherever the focus is in it
    <aside
      ref={panel}
      className="src-panel"
      aria-label={`Source: ${file}`}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className="src-head row">
        <IconButton
          className="s24"
          aria-label="Back to the file before"
          disabled={!hasBefore}
          onClick={backInSource}
        >
          <Icon name="back" small />
        </IconButton>
        <Icon name="source" small />
        <h2 className="mono el" title={where}>
          {shortPlace(where, 60)}
        </h2>
        <span className="cap mut nw">read-only</span>
        <span className="sp" />
        <IconButton
          className="s24"
          aria-label="Search this file"
          aria-keyshortcuts="Control+F"
          onClick={() => setSearch((old) => (old === null ? '' : null))}
        >
          <Icon name="search" small />
        </IconButton>
        <Button className="s24" variant="text" onClick={() => copy(where, 'Place')}>
          Copy place
        </Button>
        <Button
          className="s24"
          variant="text"
          disabled={text === undefined}
          onClick={() => copy(text ?? '', 'Text')}
        >
          Copy text
        </Button>
        <Button className="s24" onClick={() => void openInEditor({ ...place, file })}>
          Open in editor
        </Button>
        <IconButton className="s24" aria-label="Close the source" onClick={closeSource}>
          <Icon name="x" />
        </IconButton>
      </header>
      {search === null ? null : (
        <SourceSearch
          query={search}
          count={hits.length}
          current={current}
          onQuery={(query) => {
            setSearch(query);
            setAt(0);
          }}
          onStep={step}
          onClose={() => {
            setSearch(null);
            panel.current?.querySelector<HTMLElement>('.src-scroll')?.focus();
          }}
        />
      )}
      {source.error ? (
        <ErrorLine
          title={`${place.file} cannot be shown`}
          error={toErrorShape(source.error)}
          onRetry={() => void source.refetch()}
        />
      ) : null}
      {source.isPending ? <Skeleton rows={10} label={`Reading ${place.file}`} /> : null}
      {lines ? <SourceLines place={shown} lines={lines} hits={hits} current={current} /> : null}
      {source.data?.encoding === 'latin1' ? (
        <p className="src-note cap mut">This file is not UTF-8; it is shown as Latin-1.</p>
      ) : null}
    </aside>
  );
}
