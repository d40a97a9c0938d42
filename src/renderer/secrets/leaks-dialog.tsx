import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState } from 'react';
import type { Leak } from '../../shared/contract';
import { PlaceLink } from '../explain';
import { Chip, type Tone } from '../ui';
import { MoveDialog } from './move-dialog';

const SEVERITY: Readonly<Record<Leak['severity'], { tone: Tone; words: string }>> = {
  error: { tone: 'bad', words: 'in clear' },
  warning: { tone: 'warn', words: 'likely' },
  info: { tone: 'unk', words: 'hash' },
};

/** Credentials that stand readable in the fleet's source, with their places; the credentials themselves are covered. */
export function LeaksDialog({ leaks, onClose }: { leaks: readonly Leak[]; onClose: () => void }) {
  const id = useId();
  const [moving, setMoving] = useState<Leak | null>(null);
  if (moving) return <MoveDialog leak={moving} onClose={() => setMoving(null)} />;
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} fullWidth maxWidth="md">
      <DialogTitle id={id}>Credentials in clear</DialogTitle>
      <DialogContent>
        <p className="sec">
          Whoever can read the repository or the Nix store can read these. Make a secret of each, refer to its
          file, and give it a new value: the old one stays in the history.
        </p>
        <ul className="secret-leaks">
          {leaks.map((leak) => {
            const { file, line, column, name, severity, words, covered } = leak;
            return (
              <li key={`${file}:${line}:${column}`}>
                <div className="row g6">
                  <Chip tone={SEVERITY[severity].tone}>{SEVERITY[severity].words}</Chip>
                  <b className="mono el">{name}</b>
                  <span className="sp" />
                  <PlaceLink file={file} line={line} column={column} />
                </div>
                <div className="row g6">
                  <p className="cap">{words}</p>
                  <span className="sp" />
                  <Button
                    size="small"
                    sx={{ flexShrink: 0 }}
                    onClick={() => setMoving(leak)}
                    aria-label={`Move to agenix: ${name || words} at ${file}:${line}`}
                  >
                    Move to agenix…
                  </Button>
                </div>
                <code className="cap el">{covered}</code>
              </li>
            );
          })}
        </ul>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
