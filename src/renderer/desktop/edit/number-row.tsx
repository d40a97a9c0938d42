import { type CSSProperties, type KeyboardEvent, useId, useState } from 'react';
import { undo } from '../../app';
import { dropTrial, keepSoon, keepTrial } from './trial';
import { canWrite, RowFrame, type Standing } from './row-frame';

/** How far the slider's line is filled; the style sheet draws it. */
const filled = (share: number): CSSProperties => ({ '--at': `${share * 100}%` }) as CSSProperties;

/** A number with a slider: drawn while it moves, written when it is let go. */
export function NumberRow({
  name,
  value,
  min,
  max,
  step,
  unit,
  standing,
  onTry,
}: {
  name: string;
  /** As it is drawn now. */
  value: number;
  min: number;
  max: number;
  step: number;
  unit: 'px' | '°' | '';
  standing: Standing;
  onTry: (value: number) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const locked = !canWrite(standing);
  const shown = Number(value.toFixed(4));
  const type = (text: string): void => {
    setTyped(text);
    const number = Number(text);
    if (text.trim() !== '' && Number.isFinite(number) && number >= min) {
      onTry(number);
      keepSoon();
    }
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      setTyped(null);
      dropTrial();
    } else if (event.key === 'Enter') {
      setTyped(null);
      void keepTrial();
    } else if (typed === null && (event.ctrlKey || event.metaKey) && event.key === 'z') {
      // The field would take its letters back, which would be written as one change more.
      event.preventDefault();
      void undo();
    }
  };
  return (
    <RowFrame
      name={name}
      labelFor={id}
      standing={standing}
      value={
        <>
          <input
            className="de-number mono"
            inputMode="decimal"
            aria-label={`${name}, number`}
            value={typed ?? String(shown)}
            disabled={locked}
            onChange={({ target }) => type(target.value)}
            onKeyDown={onKey}
            onBlur={() => {
              setTyped(null);
              void keepTrial();
            }}
          />
          <span className="de-unit mono">{unit}</span>
        </>
      }
    >
      <input
        id={id}
        type="range"
        className="de-range"
        min={Math.min(min, shown)}
        max={Math.max(max, shown)}
        step={step}
        value={shown}
        disabled={locked}
        aria-valuetext={`${shown} ${unit}`.trim()}
        style={filled((shown - min) / Math.max(step, Math.max(max, shown) - min))}
        onChange={({ target }) => onTry(Number(target.value))}
        onPointerUp={() => void keepTrial()}
        onKeyUp={(event) => {
          if (event.key !== 'Tab') keepSoon();
        }}
        onKeyDown={onKey}
        onBlur={() => void keepTrial()}
      />
    </RowFrame>
  );
}
