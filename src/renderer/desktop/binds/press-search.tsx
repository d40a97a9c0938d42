import { type KeyboardEvent, useState } from 'react';
import type { PressedKey } from '../../../shared/desktop';
import { announce } from '../../app';
import { pressedOf } from '../play/keys';

const MODIFIER_KEYS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock']);

const wordsOf = ({ meta, ctrl, alt, shift, key }: PressedKey): string =>
  [meta && 'Super', ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', key === ' ' ? 'Space' : key]
    .filter(Boolean)
    .join(' + ');

/** While it listens, the next combination that is pressed is looked for. Escape ends it, Tab goes on. */
export function PressSearch({
  pressed,
  onPressed,
}: {
  pressed: PressedKey | null;
  onPressed: (pressed: PressedKey | null) => void;
}) {
  const [listens, setListens] = useState(false);
  const key = (event: KeyboardEvent): void => {
    if (!listens || event.key === 'Tab' || MODIFIER_KEYS.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    setListens(false);
    if (event.key === 'Escape' && !event.ctrlKey && !event.altKey && !event.metaKey) return;
    onPressed(pressedOf(event));
  };
  return (
    <span className="row g4">
      <button
        type="button"
        className="tool db-press"
        aria-pressed={listens}
        title="Then press the keys of a bind; Alt stands for Super"
        onClick={() => {
          setListens(!listens);
          if (!listens) announce('Press the keys to look for; Alt stands for Super');
        }}
        onKeyDown={key}
        onBlur={() => setListens(false)}
      >
        {listens ? 'Press keys…' : pressed === null ? 'By keys' : wordsOf(pressed)}
      </button>
      {pressed === null ? null : (
        <button type="button" className="tool" onClick={() => onPressed(null)}>
          All
        </button>
      )}
    </span>
  );
}
