import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect, useRef, useState } from 'react';
import type { Fact, Host } from '../../shared/contract';
import { leafName } from '../../shared/features';
import {
  chooseForDeploy,
  openGenerations,
  openTerminal,
  failedUnits,
  hostState,
  deployable,
  navigate,
} from '../app';
import { Chip, FactAge, Icon, ScrollRegion } from '../ui';
import { factGroups, factWords, shortStorePath, type FactLine } from './fact-groups';
import { hostNotices } from './host-notices';
import { JournalDialog } from './journal-dialog';

function place(fact: { file?: string; line?: number }): string | undefined {
  if (fact.file === undefined) return undefined;
  return fact.line === undefined ? fact.file : `${fact.file}:${fact.line}`;
}

function Value({ line, fact }: { line: FactLine; fact: Pick<Fact, 'value'> }) {
  const text = factWords(line, fact.value);
  return (
    <span className={line.mono ? 'el mono m11' : 'el'} title={text}>
      {shortStorePath(text)}
    </span>
  );
}

/** A fact with its source and age. Two sources that differ are two lines, never a merged one. */
function Line({ line }: { line: FactLine }) {
  const told = [line.fact, ...(line.fact.also ?? [])];
  return told.map((fact, index) => (
    <div className="f" key={`${fact.from}-${index}`}>
      <dt className="mut el" title={line.label}>
        {index === 0 ? line.label : <span className="unseen">{line.label}, also</span>}
      </dt>
      <dd>
        <Value line={line} fact={fact} />
        <FactAge from={fact.from} at={fact.at} place={place(fact)} />
      </dd>
    </div>
  ));
}

function FailedUnits({ host }: { host: Host }) {
  const fact = host.facts['failedUnits'];
  const { count } = failedUnits(fact);
  const { names } = failedUnits(host.facts['failedUnitNames'] ?? fact);
  if (!fact || count === 0) return null;
  return (
    <ul className="failed-units" aria-label="Failed units">
      {(names.length > 0 ? names : [`${count} units`]).map((name) => (
        <li key={name} className="row">
          <span className="bad">
            <Icon name="fail" small />
          </span>
          <span className="mono el">{name}</span>
          <span className="sp" />
          <FactAge from={fact.from} at={fact.at} />
        </li>
      ))}
    </ul>
  );
}

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

/** Everything known of one host, at the right of the list; Esc closes it and gives the focus back. */
export function Details({ host, onClose }: { host: Host; onClose: () => void }) {
  const state = hostState(host);
  const panel = useRef<HTMLElement>(null);
  const [journal, setJournal] = useState(false);
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
          <h2 className="el">{host.name}</h2>
          <Chip tone={state.tone === 'mut' ? 'unk' : state.tone}>{state.words}</Chip>
          <span className="sp" />
          <IconButton className="s24" aria-label="Close details" onClick={onClose}>
            <Icon name="x" />
          </IconButton>
        </div>
        <div className="row g6">
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
          <Button className="s24" disabled={!canDeploy} onClick={() => setJournal(true)}>
            Journal
          </Button>
        </div>
      </header>
      <ScrollRegion className="details-body" label={`Facts of ${host.name}`}>
        <FailedUnits host={host} />
        <Notices host={host} />
        {factGroups(host).map((group) => (
          <section key={group.title}>
            <h3 className="lab">{group.title}</h3>
            <dl>
              {group.lines.map((line) => (
                <Line key={`${line.name} ${line.label}`} line={line} />
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3 className="lab">Features, {host.features.length} on</h3>
          {host.features.length === 0 ? (
            <p className="cap mut">None is on.</p>
          ) : (
            <div className="feature-words">
              {host.features.map((path) => (
                <span key={path} className="chip" title={path}>
                  {leafName(path)}
                </span>
              ))}
            </div>
          )}
          <Button variant="text" className="s24" onClick={() => navigate('/features')}>
            Open the board
          </Button>
        </section>
        {host.file ? (
          <p className="mono m11 mut el" title={host.file}>
            {host.line === null ? host.file : `${host.file}:${host.line}`}
          </p>
        ) : null}
      </ScrollRegion>
      {journal ? <JournalDialog host={host.name} onClose={() => setJournal(false)} /> : null}
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
