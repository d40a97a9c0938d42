import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { Icon, Kbd } from '../ui';
import { useAnnouncement, useNews } from './announce';
import { hideToast, useToast } from './notices';

/** The page's live regions: answers, and background news. New nodes make a repeated sentence heard again. */
export function LiveRegion() {
  const answer = useAnnouncement();
  const news = useNews();
  return (
    <>
      <output className="unseen" aria-live="assertive" data-testid="live">
        <span key={answer.turn}>{answer.words}</span>
      </output>
      <output className="unseen" aria-live="polite" data-testid="live-news">
        <span key={news.turn}>{news.words}</span>
      </output>
    </>
  );
}

const TOAST_MS = 6000;

/** After a gesture that can be undone. Stays while the pointer or the focus is in it. */
export function Toast() {
  const toast = useToast((state) => state.toast);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!toast || held) return undefined;
    const timer = setTimeout(hideToast, TOAST_MS);
    return () => clearTimeout(timer);
  }, [toast, held]);
  if (!toast) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- being looked at or focused only stops its clock
    <section
      className="toast"
      aria-label="Last change"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="ok">
        <Icon name="ok" />
      </span>
      <div className="col grow">
        <span className="sm md">{toast.title}</span>
        <span className="cap mut el">{toast.detail}</span>
      </div>
      {toast.onUndo ? (
        <Button
          className="s24"
          onClick={() => {
            hideToast();
            setHeld(false);
            toast.onUndo?.();
          }}
        >
          <Icon name="undo" small />
          Undo
          <Kbd>Ctrl Z</Kbd>
        </Button>
      ) : null}
    </section>
  );
}
