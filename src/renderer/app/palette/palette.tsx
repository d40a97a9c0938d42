/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a combobox with a list that no select can draw */
import Dialog from '@mui/material/Dialog';
import { useDeferredValue, useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { focusOnMount, Icon, Kbd } from '../../ui';
import { announce } from '../announce';
import { setView, useView } from '../view';
import { useFileItems, useOptionItems, useRecipeItems } from './asked-items';
import { usePaletteItems } from './items';
import { PaletteList } from './list';
import { splitQuery, type PaletteItem, type PaletteStep } from './model';
import './palette.css';
import { useRecent } from './recent';
import { PREFIX_WORDS, results, stepResults } from './results';
import { indexOf } from './search';

const LABEL = 'Find a host, a feature, an action';
const PAGE = 10;

function close(): void {
  setView({ paletteOpen: false });
}

function useAllItems(query: string): readonly PaletteItem[] {
  const own = usePaletteItems();
  const recipes = useRecipeItems();
  const files = useFileItems();
  const options = useOptionItems(splitQuery(query).query);
  return useMemo(() => [...own, ...recipes, ...options, ...files], [own, recipes, options, files]);
}

/** How far a key moves the choice, or null when it is no such key. */
function stepOfKey(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'PageDown':
      return Math.min(at + PAGE, count - 1);
    case 'PageUp':
      return Math.max(at - PAGE, 0);
    default:
      return null;
  }
}

function Foot() {
  return (
    <div className="palette-foot cap mut" aria-hidden="true">
      {PREFIX_WORDS.map(([sign, words]) => (
        <span key={sign}>
          <Kbd>{sign}</Kbd> {words}
        </span>
      ))}
    </div>
  );
}

function PaletteBody() {
  const [query, setQuery] = useState('');
  const [step, setStep] = useState<{ id: string; of: PaletteStep } | null>(null);
  const [at, setAt] = useState(0);
  const looked = useDeferredValue(query);
  const items = useAllItems(step ? '' : looked);
  const { recent, remember } = useRecent();
  const index = useMemo(() => indexOf(items), [items]);
  const sections = useMemo(
    () => (step ? stepResults(step.of, looked) : results(index, looked, recent)),
    [index, looked, recent, step],
  );
  const found = sections.flatMap((section) => section.found);
  const place = Math.min(at, found.length - 1);
  const chosen = found[place]?.item;
  const chosenId = chosen ? `palette-${place}` : undefined;
  useEffect(() => {
    if (chosenId !== undefined) document.getElementById(chosenId)?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);

  const look = (words: string): void => {
    setQuery(words);
    setAt(0);
  };
  const enter = (next: { id: string; of: PaletteStep } | null): void => {
    setStep(next);
    look('');
    if (next) announce(`${next.of.words}: choose`);
  };
  const take = (item: PaletteItem | undefined): void => {
    if (!item) return;
    if (item.refused !== undefined) return announce(`Cannot be run. ${item.refused}`);
    if (item.step) return enter({ id: item.id, of: item.step });
    const { run } = item;
    if (!run) return;
    remember(step?.id ?? item.id);
    close();
    // After the dialog has given the focus back, so that what opens next may take it.
    setTimeout(run, 0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = found.length > 0 ? stepOfKey(event.key, place, found.length) : null;
    if (next !== null) {
      event.preventDefault();
      setAt(next);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // What is typed counts, not what was found for less of it.
      if (looked === query) take(chosen);
      else take((step ? stepResults(step.of, query) : results(index, query, recent))[0]?.found[0]?.item);
    } else if (step && (event.key === 'Escape' || (event.key === 'Backspace' && query === ''))) {
      event.preventDefault();
      event.stopPropagation();
      enter(null);
    }
  };
  return (
    <>
      <div className="palette-input">
        <Icon name="search" />
        {step ? <span className="chip acc">{step.of.words}</span> : null}
        <input
          ref={focusOnMount}
          role="combobox"
          aria-label={step ? step.of.words : LABEL}
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={chosenId}
          aria-autocomplete="list"
          placeholder={step ? 'Choose' : LABEL}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => look(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <PaletteList sections={sections} at={place} onPoint={setAt} onTake={take} onKeyDown={onKeyDown} />
      <Foot />
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
      slotProps={{ paper: { 'aria-label': 'Find', sx: { width: 640, position: 'absolute', top: 64, m: 0 } } }}
    >
      {open ? <PaletteBody /> : null}
    </Dialog>
  );
}
