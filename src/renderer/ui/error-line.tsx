import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useState } from 'react';
import type { ErrorShape } from '../../shared/contract';
import { Icon } from './icon';
import { ScrollRegion } from './scroll-region';

/** The full text of an error, for reading and for copying into a report. */
export function errorText(error: ErrorShape): string {
  const detail = Object.entries(error.detail).map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [`${error.code}: ${error.message}`, error.hint, ...detail].filter((line) => line !== '').join('\n');
}

/** Where an error says it stands, as `file:line`. */
export function errorPlace(error: ErrorShape): string | null {
  const { file, line } = error.detail;
  if (typeof file !== 'string') return null;
  return typeof line === 'number' ? `${file}:${line}` : file;
}

/** Wrong: what happened, what to do; the whole of it behind "Show detail". */
export function ErrorLine({
  title,
  error,
  onClose,
  onRetry,
}: {
  title?: string;
  error: ErrorShape;
  onClose?: () => void;
  onRetry?: () => void;
}) {
  const [open, setOpen] = useState(false);
  const place = errorPlace(error);
  return (
    <div className="error-line" role="alert">
      <span className="bad">
        <Icon name="fail" />
      </span>
      <div className="col grow">
        <span className="sm">
          {title ? <b className="md">{title}: </b> : null}
          {error.message}
        </span>
        {error.hint ? <span className="cap sec">{error.hint}</span> : null}
        {place ? <span className="mono m11 mut">{place}</span> : null}
        {open ? (
          <ScrollRegion className="sunken-text" label="Detail">
            {errorText(error)}
          </ScrollRegion>
        ) : null}
      </div>
      <Button variant="text" className="s24" onClick={() => setOpen(!open)} aria-expanded={open}>
        {open ? 'Hide detail' : 'Show detail'}
      </Button>
      {open ? (
        <Button
          variant="text"
          className="s24"
          onClick={() => void navigator.clipboard?.writeText(errorText(error))}
        >
          Copy
        </Button>
      ) : null}
      {onRetry ? (
        <Button className="s24" onClick={onRetry}>
          Try again
        </Button>
      ) : null}
      {onClose ? (
        <IconButton aria-label="Close this message" className="s24" onClick={onClose}>
          <Icon name="x" small />
        </IconButton>
      ) : null}
    </div>
  );
}
