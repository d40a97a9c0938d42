import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useRef, useState } from 'react';
import type { JournalEntry, JournalPriority } from '../../shared/contract';
import { ErrorLine, Filter, ScrollRegion, Segmented } from '../ui';
import { type JournalQuestion, useJournal } from './journal-lines';

const PRIORITIES: readonly { value: JournalPriority; words: string; tip: string }[] = [
  { value: 'debug', words: 'All', tip: 'Everything the host keeps' },
  { value: 'warning', words: 'Warnings', tip: 'Warnings and what is graver' },
  { value: 'err', words: 'Errors', tip: 'Errors and what is graver' },
];

const UNIT = /^[A-Za-z0-9:_.\\@*?[\]!-]{0,256}$/;

function tone(priority: JournalPriority | null): string | undefined {
  if (priority === null) return undefined;
  if (['emerg', 'alert', 'crit', 'err'].includes(priority)) return 'bad';
  return priority === 'warning' ? 'warn' : undefined;
}

/** Control characters would be obeyed nowhere on the page, but are no text either. */
const shown = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]/gu, '\u00b7');

function Line({ entry }: { entry: JournalEntry }) {
  const at = new Date(entry.at);
  return (
    <div className={tone(entry.priority)}>
      <u title={entry.at}>{at.toLocaleTimeString('en-GB')}</u>
      <i title={entry.unit}>{entry.identifier || entry.unit}</i>
      <span>
        {shown(entry.message)}
        {entry.cut ? ' …' : ''}
      </span>
    </div>
  );
}

/** The entries, which stay at their end unless somebody scrolled up to read. */
function Entries({ question, onAgain }: { question: JournalQuestion; onAgain: () => void }) {
  const view = useJournal(question);
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = view.lines.at(-1)?.key;
  useEffect(() => {
    const scroller = box.current?.parentElement;
    if (scroller && atEnd.current && last !== undefined) scroller.scrollTop = scroller.scrollHeight;
  }, [last]);
  useEffect(() => {
    const scroller = box.current?.parentElement;
    const onScroll = (): void => {
      if (scroller) atEnd.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 24;
    };
    scroller?.addEventListener('scroll', onScroll);
    return () => scroller?.removeEventListener('scroll', onScroll);
  }, []);
  const words = {
    reading: view.lines.length === 0 ? 'Reading' : 'Following',
    ended: 'The host ended it',
    failed: 'Not read to its end',
  }[view.state];
  return (
    <>
      {view.error ? <ErrorLine error={view.error} onRetry={onAgain} /> : null}
      {view.note === '' ? null : <p className="cap sec">{view.note}</p>}
      <ScrollRegion className="entries mono m11" label="Entries">
        <div ref={box}>
          {view.lines.map((entry) => (
            <Line key={entry.key} entry={entry} />
          ))}
        </div>
      </ScrollRegion>
      <output className="cap mut">
        {words}
        {view.left > 0 ? `, ${view.left} earlier entries not shown` : ''}
      </output>
    </>
  );
}

/** The journal of a host as it is written, by unit and gravity. */
export function JournalDialog({
  host,
  firstUnit,
  onClose,
}: {
  host: string;
  /** The unit that is asked for at first; empty for all. */
  firstUnit: string;
  onClose: () => void;
}) {
  const [unit, setUnit] = useState(firstUnit);
  const [priority, setPriority] = useState<JournalPriority>('debug');
  const [turn, setTurn] = useState(0);
  const isUnit = UNIT.test(unit);
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby="journal-title"
      slotProps={{ paper: { className: 'journal-paper' } }}
    >
      <DialogTitle id="journal-title">Journal of {host}</DialogTitle>
      <DialogContent className="journal">
        <div className="row g6">
          <Segmented label="Gravity" value={priority} options={PRIORITIES} onChange={setPriority} />
          <Filter label="Unit" value={unit} onChange={setUnit} />
          {isUnit ? null : <span className="cap bad">No unit has such a name.</span>}
        </div>
        <Entries
          key={turn}
          question={{ host, unit: isUnit ? unit : '', priority }}
          onAgain={() => setTurn(turn + 1)}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={() => setTurn(turn + 1)}>Read again</Button>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
