/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a combobox with a list that no select can draw */
import type { KeyboardEvent } from 'react';
import { Icon, Kbd, type IconName } from '../../ui';
import type { PaletteGroup, PaletteItem } from './model';
import type { Section } from './results';
import type { Found, MarkedPart } from './search';

const ICONS: Record<PaletteGroup, IconName> = {
  Areas: 'arrow',
  Hosts: 'inventory',
  Features: 'features',
  Options: 'sliders',
  Actions: 'arrow',
  Recipes: 'terminals',
  Settings: 'sliders',
  Files: 'source',
};

function Marked({ parts }: { parts: readonly MarkedPart[] }) {
  return parts.map(({ text, marked }, at) =>
    // oxlint-disable-next-line react/no-array-index-key -- pieces have no identity but their place
    marked ? <mark key={at}>{text}</mark> : text,
  );
}

function Row({ found: { item, words, hint } }: { found: Found }) {
  return (
    <>
      <Icon name={item.refused === undefined ? ICONS[item.group] : 'fail'} small />
      <span className="el nw palette-words">
        <Marked parts={words} />
      </span>
      {item.refused === undefined ? (
        <span className="cap el">
          <Marked parts={hint} />
        </span>
      ) : (
        <span className="cap el bad" title={item.refused}>
          {item.refused}
        </span>
      )}
      {item.keys === undefined ? null : <Kbd>{item.keys}</Kbd>}
      {item.step ? <Icon name="right" small /> : null}
    </>
  );
}

/** What was found, under headings; the combobox names the chosen one. */
export function PaletteList({
  sections,
  at,
  onPoint,
  onTake,
  onKeyDown,
}: {
  sections: readonly Section[];
  at: number;
  onPoint: (at: number) => void;
  onTake: (item: PaletteItem) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const starts = sections.map((_, n) =>
    sections.slice(0, n).reduce((count, { found }) => count + found.length, 0),
  );
  return (
    <div id="palette-list" className="palette-list" role="listbox" aria-label="Found">
      {sections.map(({ title, found }, section) => (
        <div key={title} role="group" aria-label={title}>
          <div className="lab" aria-hidden="true">
            {title}
          </div>
          {found.map((one, n) => {
            const here = (starts[section] ?? 0) + n;
            return (
              <div
                key={one.item.id}
                id={`palette-${here}`}
                className={one.item.refused === undefined ? 'palette-item' : 'palette-item broken'}
                role="option"
                tabIndex={-1}
                aria-selected={here === at}
                aria-disabled={one.item.refused !== undefined}
                onPointerMove={() => onPoint(here)}
                onClick={() => onTake(one.item)}
                onKeyDown={onKeyDown}
              >
                <Row found={one} />
              </div>
            );
          })}
        </div>
      ))}
      {sections.length === 0 ? (
        <div className="palette-none" role="option" aria-selected="false" aria-disabled="true" tabIndex={-1}>
          Nothing by that name
        </div>
      ) : null}
    </div>
  );
}
