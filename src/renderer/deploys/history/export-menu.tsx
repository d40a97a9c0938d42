import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { RunQuery } from '../../../shared/contract';
import { announce, client, notifyFailure } from '../../app';
import { counted, Icon } from '../../ui';

type Format = 'jsonl' | 'markdown';

const CHOICES: readonly { format: Format; logs: boolean; words: string }[] = [
  { format: 'markdown', logs: false, words: 'Markdown' },
  { format: 'markdown', logs: true, words: 'Markdown, with logs' },
  { format: 'jsonl', logs: false, words: 'JSON lines' },
  { format: 'jsonl', logs: true, words: 'JSON lines, with logs' },
];
const TYPES: Record<Format, { type: string; ending: string }> = {
  jsonl: { type: 'application/jsonl', ending: 'jsonl' },
  markdown: { type: 'text/markdown', ending: 'md' },
};

/** Fetches the runs piece by piece and hands them to the browser as a file. */
async function exportRuns(query: RunQuery, format: Format, logs: boolean): Promise<void> {
  const pieces: string[] = [];
  for await (const piece of await client.deploys.exportRuns({ ...query, format, logs })) pieces.push(piece);
  const { type, ending } = TYPES[format];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(pieces, { type }));
  link.download = `snowfleet-runs-${new Date().toISOString().slice(0, 10)}.${ending}`;
  link.click();
  // The download has begun by then; until it has, the address must hold.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Writes the runs that are found to a file. */
export function ExportMenu({ query, count }: { query: RunQuery; count: number }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [busy, setBusy] = useState(false);
  const take = (format: Format, logs: boolean): void => {
    setAnchor(null);
    setBusy(true);
    exportRuns(query, format, logs)
      .then(() => announce(`${counted(count, 'run')} exported`))
      .catch(notifyFailure('Export runs'))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button
        disabled={count === 0 || busy}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {busy ? 'Exporting…' : `Export ${counted(count, 'run')}`}
        <Icon name="down" small />
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {CHOICES.map(({ format, logs, words }) => (
          <MenuItem key={words} onClick={() => take(format, logs)}>
            {words}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
