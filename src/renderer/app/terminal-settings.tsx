import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { terminalPreferencesSchema, type TerminalPreferences } from '../../shared/contract';
import { Segmented } from '../ui';
import { usePreferences, useSetPreferences } from './view';

const { fontSize, fontFamily } = terminalPreferencesSchema.shape;

const SWITCHES: readonly { key: 'warnPaste' | 'copyOnSelect' | 'screenReader'; words: string }[] = [
  { key: 'warnPaste', words: 'Ask before several lines are pasted' },
  { key: 'copyOnSelect', words: 'Copy what is selected at once' },
  { key: 'screenReader', words: 'Readable for a screen reader (slower with much output)' },
];

const THEMES: readonly { value: TerminalPreferences['theme']; words: string }[] = [
  { value: 'page', words: 'As the page' },
  { value: 'dark', words: 'Dark' },
  { value: 'light', words: 'Light' },
];

/** Font, colours and habits of terminals; they change while one looks. */
export function TerminalSettings({ fieldRef }: { fieldRef?: (field: HTMLInputElement | null) => void }) {
  const { terminal } = usePreferences();
  const set = useSetPreferences();
  const [size, setSize] = useState(String(terminal.fontSize));
  const [family, setFamily] = useState(terminal.fontFamily);
  const change = (part: Partial<TerminalPreferences>): void => set({ terminal: { ...terminal, ...part } });
  const isSize = fontSize.safeParse(Number(size)).success;
  const isFamily = fontFamily.safeParse(family).success;
  return (
    <>
      <div className="setting fields">
        <TextField
          {...(fieldRef ? { inputRef: fieldRef } : {})}
          label="Letters, pixels"
          slotProps={{ inputLabel: { shrink: true } }}
          type="number"
          value={size}
          error={!isSize}
          helperText={isSize ? ' ' : 'From 8 to 32'}
          onChange={(event) => {
            setSize(event.target.value);
            const wanted = fontSize.safeParse(Number(event.target.value));
            if (wanted.success) change({ fontSize: wanted.data });
          }}
        />
        <TextField
          label="Font of this machine"
          slotProps={{ inputLabel: { shrink: true } }}
          placeholder="JetBrains Mono"
          value={family}
          error={!isFamily}
          helperText={
            isFamily ? 'Empty for our own; used where it is installed' : 'Letters, digits, blanks, _ . -'
          }
          onChange={(event) => {
            setFamily(event.target.value);
            const wanted = fontFamily.safeParse(event.target.value);
            if (wanted.success) change({ fontFamily: wanted.data });
          }}
        />
      </div>
      <div className="setting">
        <span>Colours</span>
        <Segmented
          label="Colours"
          value={terminal.theme}
          options={THEMES}
          onChange={(theme) => change({ theme })}
        />
      </div>
      {SWITCHES.map(({ key, words }) => (
        <FormControlLabel
          key={key}
          control={
            <Checkbox checked={terminal[key]} onChange={(event) => change({ [key]: event.target.checked })} />
          }
          label={words}
        />
      ))}
    </>
  );
}
