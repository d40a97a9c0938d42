import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useId, useRef, useState } from 'react';
import { toAppError } from '../../shared/carrier';
import { type ErrorShape, toErrorShape } from '../../shared/contract';
import { announce, client } from '../app';
import { ErrorLine, Skeleton } from '../ui';
import { fromBase64 } from './secret-actions';

/** A revealed content is hidden again after so long, and a copied one is taken out of the clipboard. In milliseconds. */
const HIDE_AFTER_MS = 20_000;

/** Takes a content out of the clipboard unless something else came there since. */
async function clearClipboard(content: string): Promise<void> {
  try {
    if ((await navigator.clipboard.readText()) !== content) return;
  } catch {
    // Not allowed to look: better one thing too many taken away than a secret left there.
  }
  await navigator.clipboard.writeText('').catch(() => undefined);
}

/**
 * Decrypts one secret when asked, and forgets it again: the content is asked for with each look, lives in the element that
 * shows it, and in no cache or state.
 */
export function RevealDialog({ file, name, onClose }: { file: string; name: string; onClose: () => void }) {
  const id = useId();
  const shown = useRef<HTMLPreElement>(null);
  const [phase, setPhase] = useState<'hidden' | 'asking' | 'shown' | 'binary'>('hidden');
  const [error, setError] = useState<ErrorShape | null>(null);
  const hide = (): void => {
    if (shown.current) shown.current.textContent = '';
    setPhase('hidden');
  };
  useEffect(() => {
    if (phase !== 'shown') return undefined;
    const element = shown.current;
    const timer = setTimeout(() => {
      if (element) element.textContent = '';
      setPhase('hidden');
      announce('Hidden again');
    }, HIDE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [phase]);
  const load = async (): Promise<string | null> => {
    setError(null);
    try {
      const { content, isText } = await client.secrets.show({ file });
      if (isText) return fromBase64(content);
      setPhase('binary');
    } catch (reason) {
      setError(toErrorShape(toAppError(reason)));
      setPhase('hidden');
    }
    return null;
  };
  const reveal = async (): Promise<void> => {
    setPhase('asking');
    const content = await load();
    if (content === null || shown.current === null) return;
    shown.current.textContent = content;
    setPhase('shown');
    announce(`${name} is shown`);
  };
  const copy = async (): Promise<void> => {
    const content = await load();
    if (content === null) return;
    try {
      await navigator.clipboard.writeText(content);
      announce(`Copied. The clipboard is cleared in ${HIDE_AFTER_MS / 1000} seconds.`);
      setTimeout(() => void clearClipboard(content), HIDE_AFTER_MS);
    } catch {
      setError({
        code: 'refused',
        message: 'The browser does not let this page write to the clipboard.',
        hint: 'Reveal it and copy it by hand.',
        detail: {},
      });
    }
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>
        Show <span className="mono">{name}</span>
      </DialogTitle>
      <DialogContent>
        <p className="sec">
          It is decrypted when you reveal or copy it, and hidden again after {HIDE_AFTER_MS / 1000} seconds.
        </p>
        <section className="secret-content mono" aria-label="Content">
          <pre ref={shown} hidden={phase !== 'shown'} />
          {phase === 'hidden' ? <span className="mut">••••••••••••</span> : null}
          {phase === 'asking' ? <Skeleton rows={1} label="Decrypting" /> : null}
          {phase === 'binary' ? (
            <span className="mut">It is no text; the terminal can write it to a file.</span>
          ) : null}
        </section>
        {error ? <ErrorLine error={error} onRetry={() => void reveal()} /> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => void copy()}>Copy</Button>
        {phase === 'shown' ? (
          <Button variant="contained" onClick={hide}>
            Hide
          </Button>
        ) : (
          <Button variant="contained" disabled={phase === 'asking'} onClick={() => void reveal()}>
            Reveal
          </Button>
        )}
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
