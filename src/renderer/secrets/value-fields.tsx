import TextField from '@mui/material/TextField';
import { useId } from 'react';
import type { SecretValueWish } from '../../shared/contract';
import { Segmented } from '../ui';
import { toBase64 } from './secret-actions';

/** Where a new value comes from. */
export type Source = 'typed' | 'password' | 'hex' | 'ssh-key' | 'wireguard';

const SOURCES: readonly { value: Source; words: string; tip: string }[] = [
  { value: 'typed', words: 'Typed', tip: 'Typed or pasted here' },
  { value: 'password', words: 'Password', tip: '32 letters and digits, made here' },
  { value: 'hex', words: 'Hex', tip: '32 random bytes, in hex' },
  { value: 'ssh-key', words: 'SSH key', tip: 'An Ed25519 pair; the public half is shown afterwards' },
  { value: 'wireguard', words: 'WireGuard', tip: 'A pair; the public half is shown afterwards' },
];

/** The wish as the core takes it. */
export function valueWish(source: Source, text: string): SecretValueWish {
  switch (source) {
    case 'typed':
      return { from: 'content', content: toBase64(text), allowEmpty: false };
    case 'password':
      return { from: 'generated', wish: { kind: 'password', length: 32 } };
    case 'hex':
      return { from: 'generated', wish: { kind: 'hex', bytes: 32 } };
    case 'ssh-key':
      return { from: 'generated', wish: { kind: 'ssh-key', comment: '' } };
    case 'wireguard':
      return { from: 'generated', wish: { kind: 'wireguard' } };
  }
}

/** A value for a secret: typed, or made by Snowfleet. */
export function ValueFields({
  source,
  text,
  onSource,
  onText,
}: {
  source: Source;
  text: string;
  onSource: (source: Source) => void;
  onText: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className="form-field">
      <span id={`${id}-from`}>Value</span>
      <Segmented label="Value" value={source} options={SOURCES} onChange={onSource} />
      {source === 'typed' ? (
        <TextField
          multiline
          fullWidth
          minRows={3}
          maxRows={12}
          autoComplete="off"
          value={text}
          onChange={(event) => onText(event.target.value)}
          slotProps={{
            htmlInput: { 'aria-label': 'Content', spellCheck: false, className: 'mono', autoComplete: 'off' },
          }}
        />
      ) : (
        <span className="cap mut">
          {SOURCES.find(({ value }) => value === source)?.tip}. Nobody needs to see it.
        </span>
      )}
    </div>
  );
}
