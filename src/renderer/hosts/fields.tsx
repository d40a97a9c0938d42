import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { useId } from 'react';
import { focusOnMount } from '../ui';

/** A line of text with its label above and a word on it below. */
export function TextLine({
  label,
  value,
  onChange,
  hint = '',
  error = null,
  mono = false,
  first = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  error?: string | null;
  mono?: boolean;
  /** Takes the focus when it appears. */
  first?: boolean;
}) {
  const id = useId();
  return (
    <div className="host-field">
      <label htmlFor={id}>{label}</label>
      <TextField
        id={id}
        fullWidth
        autoComplete="off"
        value={value}
        error={error !== null}
        onChange={(event) => onChange(event.target.value)}
        {...(first ? { inputRef: focusOnMount } : {})}
        slotProps={{
          htmlInput: {
            spellCheck: false,
            'aria-describedby': `${id}-hint`,
            ...(mono ? { className: 'mono' } : {}),
          },
        }}
      />
      <span id={`${id}-hint`} className={error === null ? 'cap mut' : 'cap bad'}>
        {error ?? hint}
      </span>
    </div>
  );
}

/** One of several, or none of them. */
export function Choice({
  label,
  value,
  options,
  onChange,
  hint = '',
  first = false,
}: {
  label: string;
  value: string;
  options: readonly { readonly value: string; readonly words: string }[];
  onChange: (value: string) => void;
  hint?: string;
  first?: boolean;
}) {
  const id = useId();
  return (
    <div className="host-field">
      <label htmlFor={id}>{label}</label>
      <TextField
        id={id}
        select
        fullWidth
        value={value}
        onChange={(event) => onChange(event.target.value)}
        slotProps={{
          select: { native: true },
          htmlInput: { 'aria-describedby': `${id}-hint`, ...(first ? { ref: focusOnMount } : {}) },
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </TextField>
      <span id={`${id}-hint`} className="cap mut">
        {hint}
      </span>
    </div>
  );
}

/** Any number of several. */
export function Several({
  label,
  chosen,
  options,
  onChange,
}: {
  label: string;
  chosen: readonly string[];
  options: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  return (
    <fieldset className="host-field">
      <legend>{label}</legend>
      <div className="row wrap">
        {options.map((option) => (
          <FormControlLabel
            key={option}
            label={option}
            control={
              <Checkbox
                size="small"
                checked={chosen.includes(option)}
                onChange={(event) =>
                  onChange(
                    options.filter((one) => (one === option ? event.target.checked : chosen.includes(one))),
                  )
                }
              />
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
