import Button from '@mui/material/Button';
import { useMemo } from 'react';
import { useDraft, useDrawer } from '../../app';
import { setDesktopState, useDesktopState } from '../desktop-store';
import { draftedWords, draftLines } from './draft-lines';
import { useTrial } from './trial';

const listed = (names: readonly string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');

/** What the draft has written, on which hosts, and the way to its diff. */
export function PanelFooter({ host }: { host: string }) {
  const { data: draft } = useDraft();
  const also = useTrial((state) => state.also[host]);
  const writing = useTrial((state) => state.writing > 0);
  const hostAlone = useDesktopState((state) => state.hostAlone);
  const [, openDrawer] = useDrawer();
  const words = useMemo(() => draftedWords(draftLines(draft?.files ?? [])), [draft]);
  const hosts = [
    ...new Set([...(draft?.gestures ?? []).flatMap((gesture) => gesture.hosts), ...(also ?? [])]),
  ];
  return (
    <footer className="de-foot">
      <span className="cap mut">
        {writing
          ? 'Writing…'
          : words === null
            ? 'Nothing is changed'
            : `${words}${hosts.length > 0 ? `, on ${listed(hosts)}` : ''}`}
      </span>
      <span className="sp" />
      <label
        className="row g4 cap nw"
        title="Written into a file of the host’s own, so that it counts for no other"
      >
        <input
          type="checkbox"
          checked={hostAlone}
          onChange={({ target }) => setDesktopState({ hostAlone: target.checked })}
        />
        {host} alone
      </label>
      {words === null ? null : (
        <Button className="s24" onClick={() => openDrawer(true)}>
          See diff
        </Button>
      )}
    </footer>
  );
}
