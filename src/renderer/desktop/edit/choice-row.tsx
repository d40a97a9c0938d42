import { useId } from 'react';
import { Segmented } from '../../ui';
import { canWrite, RowFrame, type Standing } from './row-frame';

/** One of a few values; many stand in a list. */
export function ChoiceRow({
  name,
  value,
  options,
  wide,
  standing,
  onPick,
}: {
  name: string;
  value: string;
  options: readonly { readonly value: string; readonly words: string }[];
  /** All beside each other over the whole width. */
  wide?: boolean;
  standing: Standing;
  onPick: (value: string) => void;
}) {
  const id = useId();
  const all = options.some((option) => option.value === value)
    ? options
    : [...options, { value, words: value === '' ? 'not set' : value }];
  const locked = !canWrite(standing);
  if (wide)
    return (
      <RowFrame name={name} standing={standing}>
        <Segmented label={name} value={value} options={all} disabled={locked} onChange={onPick} />
      </RowFrame>
    );
  return (
    <RowFrame
      name={name}
      labelFor={id}
      standing={standing}
      value={
        <select
          id={id}
          className="de-select"
          value={value}
          disabled={locked}
          onChange={({ target }) => onPick(target.value)}
        >
          {all.map((option) => (
            <option key={option.value} value={option.value}>
              {option.words}
            </option>
          ))}
        </select>
      }
    />
  );
}

/** On or off. */
export function FlagRow({
  name,
  value,
  standing,
  onPick,
}: {
  name: string;
  value: boolean;
  standing: Standing;
  onPick: (value: boolean) => void;
}) {
  const id = useId();
  return (
    <RowFrame
      name={name}
      labelFor={id}
      standing={standing}
      value={
        <input
          id={id}
          type="checkbox"
          checked={value}
          disabled={!canWrite(standing)}
          onChange={({ target }) => onPick(target.checked)}
        />
      }
    />
  );
}
