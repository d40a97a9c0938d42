import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect, useRef, useState } from 'react';
import type { Host } from '../../shared/contract';
import { driftSentences } from '../../shared/facts';
import { chooseForDeploy, deployable, openGenerations, openTerminal } from '../app';
import { PlaceLink } from '../explain';
import { Chip, FactAge, Icon } from '../ui';
import { ConnectionTab } from './details-connection';
import { FeaturesTab } from './details-features';
import { FailedUnits, UnitsTab } from './details-units';
import { factGroups } from './fact-groups';
import { FactLines } from './fact-lines';
import type { HostRow } from './host-row';
import { HostMenu } from './host-menu';
import { hostNotices } from './host-notices';
import { JournalDialog } from './journal-dialog';
import { Tabs } from './tabs';

/** What should be looked at, each with the age of the fact it was read from. */
function Notices({ host }: { host: Host }) {
  const notices = hostNotices(host);
  if (notices.length === 0) return null;
  return (
    <ul className="host-notices" aria-label="To look at">
      {notices.map(({ words, fact }) => {
        const told = host.facts[fact];
        return (
          <li key={words} className="row">
            <span className="warn">
              <Icon name="alert" small />
            </span>
            <span>{words}</span>
            <span className="sp" />
            {told ? <FactAge from={told.from} at={told.at} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

type TabId = 'facts' | 'features' | 'units' | 'connection';

/** Everything known of one host, at the right of the list; Esc closes it and gives the focus back. */
export function Details({ row, onClose }: { row: HostRow; onClose: () => void }) {
  const { host, state } = row;
  const panel = useRef<HTMLElement>(null);
  const [tab, setTab] = useState<TabId>('facts');
  /** Unit whose journal is open, all for an empty name; null while none is. */
  const [journal, setJournal] = useState<string | null>(null);
  const canDeploy = deployable(host);
  useEffect(() => panel.current?.focus(), []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc closes from wherever the focus is in it
    <aside
      ref={panel}
      className="details"
      aria-label={host.name}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className="details-head">
        <div className="row">
          <span className={state.tone}>
            <Icon name={state.icon} />
          </span>
          <h2 className="el" title={host.name}>
            {host.name}
          </h2>
          <Chip tone={state.tone === 'mut' ? 'unk' : state.tone}>{state.words}</Chip>
          <span className="sp" />
          <HostMenu host={host.name} />
          <IconButton className="s24" aria-label="Close details" onClick={onClose}>
            <Icon name="x" />
          </IconButton>
        </div>
        <div className="row g6 wrap">
          <Button className="s24" disabled={!canDeploy} onClick={() => openTerminal(host.name)}>
            <Icon name="terminals" small />
            Terminal
          </Button>
          <Button className="s24" disabled={!canDeploy} onClick={() => chooseForDeploy([host.name])}>
            <Icon name="deploys" small />
            Deploy
          </Button>
          <Button className="s24" disabled={!canDeploy} onClick={() => openGenerations(host.name)}>
            <Icon name="back" small />
            Generations
          </Button>
          <Button className="s24" disabled={!canDeploy} onClick={() => setJournal('')}>
            Journal
          </Button>
        </div>
      </header>
      <Tabs<TabId>
        label={host.name}
        tabs={[
          { id: 'facts', words: 'Facts' },
          { id: 'features', words: `Features ${host.features.length}` },
          { id: 'units', words: 'Units' },
          { id: 'connection', words: 'Connection' },
        ]}
        present={tab}
        onPick={setTab}
      >
        {tab === 'facts' ? (
          <>
            <FailedUnits host={host} onJournal={setJournal} />
            <Notices host={host} />
            <FactLines groups={factGroups(host, driftSentences(row.drift))} />
            {host.file ? (
              <section>
                <h3 className="lab">Made in</h3>
                <PlaceLink file={host.file} {...(host.line === null ? {} : { line: host.line })} />
              </section>
            ) : null}
          </>
        ) : null}
        {tab === 'features' ? <FeaturesTab host={host} /> : null}
        {tab === 'units' ? <UnitsTab host={host} onJournal={setJournal} /> : null}
        {tab === 'connection' ? <ConnectionTab host={host} /> : null}
      </Tabs>
      {journal === null ? null : (
        <JournalDialog host={host.name} firstUnit={journal} onClose={() => setJournal(null)} />
      )}
      <footer className="details-foot cap mut">
        <span className="row g4">
          <Icon name="source" small />
          source
        </span>
        <span className="row g4">
          <Icon name="eval" small />
          evaluation
        </span>
        <span className="row g4">
          <Icon name="host" small />
          host
        </span>
        <span className="row g4">
          <Icon name="mesh" small />
          tailnet
        </span>
      </footer>
    </aside>
  );
}
