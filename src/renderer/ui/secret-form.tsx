import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { type ReactNode, useId, useState } from 'react';
import { toAppError } from '../../shared/carrier';
import { type ErrorShape, toErrorShape } from '../../shared/contract';
import { ErrorLine } from './error-line';

/** A field whose text is not shown, offered to no password manager of the browser, and not checked for spelling. */
export function SecretField({
  label,
  value,
  onChange,
  inputRef,
  help,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  inputRef?: (element: HTMLInputElement | null) => void;
  help?: string;
}) {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <TextField
        id={id}
        type="password"
        fullWidth
        autoComplete="new-password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...(inputRef ? { inputRef } : {})}
        slotProps={{ htmlInput: { spellCheck: false, className: 'mono' } }}
      />
      {help === undefined ? null : <span className="cap mut">{help}</span>}
    </div>
  );
}

/**
 * A dialog that hands a secret to the core. The call goes out directly and not through the query client, which would
 * remember what it was called with.
 */
export function SecretDialog({
  title,
  words,
  action,
  ready,
  onSend,
  onClose,
  children,
}: {
  title: string;
  words: ReactNode;
  action: string;
  ready: boolean;
  /** Throws the refusal, which is shown here. */
  onSend: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}) {
  const id = useId();
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<ErrorShape | null>(null);
  const send = async (): Promise<void> => {
    setSending(true);
    setError(null);
    try {
      await onSend();
      onClose();
    } catch (reason) {
      setError(toErrorShape(toAppError(reason)));
      setSending(false);
    }
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !sending) void send();
        }}
      >
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent>
          <p className="sec">{words}</p>
          {children}
          {error ? <ErrorLine error={error} /> : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={sending || !ready}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
