/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a select holds no verdicts beside names, and draws every option */
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon, Kbd } from '../ui';

/** Something to pick: a host, or a tag. */
export interface PickItem {
  readonly id: string;
  readonly name: string;
  readonly note: ReactNode;
  /** The whole of it for a screen reader. */
  readonly spoken: string;
  readonly tip?: string;
}

const ROW_PX = 28;
const MOST_ROWS = 12;

function nextAt(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(count - 1, at + MOST_ROWS);
    case 'PageUp':
      return Math.max(0, at - MOST_ROWS);
    default:
      return null;
  }
}

/** A list to pick one of by typing, or several with Shift Enter; it stays quick however long it is. */
export function Picker({
  title,
  label,
  items,
  anchor,
  several,
  onPick,
  onClose,
}: {
  title: ReactNode;
  label: string;
  items: readonly PickItem[];
  anchor: HTMLElement;
  /** What the button for several says; one can be picked only where it is left out. */
  several?: (count: number) => string;
  onPick: (ids: readonly string[]) => void;
  onClose: () => void;
}) {
  const id = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [list, setList] = useState<HTMLElement | null>(null);
  const shown = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    return items.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  }, [items, query]);
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here and handed to nobody
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => list,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  const active = Math.min(at, shown.length - 1);
  const go = (to: number): void => {
    setAt(to);
    virtual.scrollToIndex(to);
  };
  const toggle = (item: string): void =>
    setPicked((old) => (old.includes(item) ? old.filter((one) => one !== item) : [...old, item]));
  const take = (item: string): void => {
    onClose();
    onPick(picked.length > 0 ? [...new Set([...picked, item])] : [item]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = nextAt(event.key, active, shown.length);
    const item = shown[active];
    if (to !== null && shown.length > 0) {
      event.preventDefault();
      go(to);
    } else if (event.key === 'Enter' && item) {
      event.preventDefault();
      if (event.shiftKey && several) toggle(item.id);
      else take(item.id);
    }
  };
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { className: 'picker', role: 'dialog', 'aria-label': label } }}
    >
      <p className="picker-title cap mut">{title}</p>
      <span className="field">
        <Icon name="search" small />
        <input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the popover was asked for, and typing is what it is for
          autoFocus
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          placeholder="Name or @tag"
          value={query}
          spellCheck={false}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </span>
      <div
        ref={setList}
        id={`${id}-list`}
        role="listbox"
        tabIndex={-1}
        aria-label={label}
        aria-multiselectable={several !== undefined}
        className="picker-list"
        style={{ height: Math.max(1, Math.min(shown.length, MOST_ROWS)) * ROW_PX }}
      >
        {shown.length === 0 ? <p className="cap mut wb">Nothing by that name.</p> : null}
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const item = shown[index];
            if (!item) return null;
            const isPicked = picked.includes(item.id);
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field has the focus and the keys
              <div
                key={item.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={several ? isPicked : index === active}
                aria-label={item.spoken}
                aria-setsize={shown.length}
                aria-posinset={index + 1}
                className={index === active ? 'picker-row on' : 'picker-row'}
                style={{ transform: `translateY(${start}px)` }}
                title={item.tip}
                data-pick={item.id}
                onClick={(event) =>
                  several && (event.ctrlKey || event.metaKey || event.shiftKey)
                    ? toggle(item.id)
                    : take(item.id)
                }
              >
                {several ? (
                  <span className="menu-check">{isPicked ? <Icon name="check" small /> : null}</span>
                ) : null}
                <span className="el grow">{item.name}</span>
                {item.note}
              </div>
            );
          })}
        </div>
      </div>
      {several ? (
        <p className="picker-foot cap mut">
          {picked.length > 0 ? (
            <Button
              className="s24"
              onClick={() => {
                onClose();
                onPick(picked);
              }}
            >
              {several(picked.length)}
            </Button>
          ) : (
            <span>
              <Kbd>Enter</Kbd> assigns, <Kbd>Shift Enter</Kbd> takes several
            </span>
          )}
        </p>
      ) : null}
    </Popover>
  );
}
