/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a progress element cannot be drawn alike in all engines */
import type { ReactNode } from 'react';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

/** A key to press. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd>{children}</kbd>;
}

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'inf' | 'acc' | 'dr' | 'pr' | 'unk';

/** A word in a soft box; the icon says it a second time, by shape. */
export function Chip({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <span className={`chip ${tone}`}>
      {icon ? <Icon name={icon} small /> : null}
      {children}
    </span>
  );
}

/** A word behind its state's shape, as the first cell of a row has it. */
export function IconWord({
  icon,
  tone,
  label,
  small,
  children,
}: {
  icon: IconName;
  tone: string;
  label?: string;
  small?: boolean;
  children: ReactNode;
}) {
  return (
    <span className="row">
      <span className={tone}>
        <Icon name={icon} small={small ?? false} {...(label === undefined ? {} : { label })} />
      </span>
      <span className="el">{children}</span>
    </span>
  );
}

/** Empty: an icon, what this is, the next step and a second way in. */
export function EmptyState({
  icon,
  title,
  words,
  children,
}: {
  icon: IconName;
  title: string;
  words: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      <p>{words}</p>
      {children ? <div className="row">{children}</div> : null}
    </div>
  );
}

/** One choice of a few, side by side. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  disabled,
}: {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly words: string; readonly tip?: string }[];
  onChange: (value: Value) => void;
  disabled?: boolean;
}) {
  return (
    <span className="seg" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={option.value === value ? 'on' : undefined} title={option.tip}>
          <input
            type="radio"
            name={label}
            className="unseen"
            checked={option.value === value}
            disabled={disabled}
            onChange={() => onChange(option.value)}
          />
          {option.words}
        </label>
      ))}
    </span>
  );
}

/** A field that narrows a list. */
export function Filter({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <span className="field">
      <Icon name="search" small />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onChange('');
          }
        }}
      />
    </span>
  );
}

/** Grey bars in the shape of what comes; only shown once it takes longer than 300 ms (CSS delays it). */
export function Skeleton({ rows, label }: { rows: number; label: string }) {
  return (
    <output className="skeleton" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} className={`w${index % 3}`} />
      ))}
    </output>
  );
}

/** A progress line; without a fraction it shows only that work goes on. */
export function Progress({
  fraction,
  label,
  tone,
}: {
  fraction: number | null;
  label: string;
  tone?: 'ok' | 'warn';
}) {
  const percent = fraction === null ? undefined : Math.round(fraction * 100);
  return (
    <span
      className={`bar ${tone ?? 'acc'} ${fraction === null ? 'open' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <i style={{ width: `${percent ?? 100}%` }} />
    </span>
  );
}
