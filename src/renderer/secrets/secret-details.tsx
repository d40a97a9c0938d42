import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import type { Secret } from '../../shared/contract';
import { PlaceLink } from '../explain';
import { Age, bytes, Chip, Icon, ScrollRegion } from '../ui';
import { KeptFiles, ValueAge } from './secret-history';
import { READING, STATE, type Reading } from './secrets-model';
import { ask } from './secrets-store';

function Readers({ reading, names }: { reading: Reading; names: readonly string[] }) {
  const { icon, tone, words } = READING[reading];
  if (names.length === 0 || icon === null) return null;
  return (
    <li>
      <span className={tone}>
        <Icon name={icon} small />
      </span>
      <span>
        <b>{names.join(', ')}</b>: {words}
      </span>
    </li>
  );
}

function Uses({ secret }: { secret: Secret }) {
  const off = [...new Set(secret.uses.flatMap(({ host, state }) => (state === 'off' ? [host] : [])))];
  const uses = secret.uses.filter(({ state }) => state !== 'off');
  return (
    <>
      {uses.length === 0 ? <p className="cap mut">No host declares it.</p> : null}
      {off.length > 0 ? (
        <p className="cap mut">What would declare it is switched off on {off.join(', ')}.</p>
      ) : null}
      <ul>
        {uses.map(({ host, name, state, file, line }) => (
          <li key={`${host} ${name} ${file}:${line}`} className="secret-use">
            <b data-host={host}>{host}</b>
            {state === 'certain' ? null : <span className="cap mut">{state}</span>}
            <span className="sp" />
            {file === null ? (
              <span className="cap mut">{name ?? 'computed'}</span>
            ) : (
              <PlaceLink file={file} {...(line === null ? {} : { line })} />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** One secret, at the right of the grid; Esc closes it. */
export function SecretDetails({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  const state = STATE[secret.state];
  const { file } = secret;
  const canOpen = secret.exists && secret.state !== 'empty' && secret.state !== 'damaged';
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc closes from wherever the focus is in it
    <aside
      className="details secret-details"
      aria-label={secret.name}
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
          <h2 className="mono el" title={secret.name}>
            {secret.name}
          </h2>
          <Chip tone={state.tone}>{state.words}</Chip>
          <span className="sp" />
          <IconButton className="s24" aria-label="Close details" onClick={onClose}>
            <Icon name="x" />
          </IconButton>
        </div>
        <span className="cap mut mono el" title={file}>
          {file}
          {secret.exists ? `, ${bytes(secret.bytes)}` : ''}
        </span>
        <div className="row g6 wrap">
          <Button className="s24" disabled={!canOpen} onClick={() => ask({ is: 'show', file })}>
            <Icon name="eye" small />
            Show…
          </Button>
          <Button className="s24" disabled={!canOpen} onClick={() => ask({ is: 'edit', file })}>
            <Icon name="edit" small />
            Edit…
          </Button>
          <Button className="s24" disabled={!secret.declared} onClick={() => ask({ is: 'rotate', file })}>
            <Icon name="refresh" small />
            Rotate…
          </Button>
        </div>
        <div className="row g6 wrap">
          <Button className="s24" disabled={!secret.declared} onClick={() => ask({ is: 'recipients', file })}>
            Recipients…
          </Button>
          <Button className="s24" disabled={!secret.declared} onClick={() => ask({ is: 'rename', file })}>
            Rename…
          </Button>
          <Button className="s24 danger" onClick={() => ask({ is: 'remove', file })}>
            Delete…
          </Button>
        </div>
      </header>
      <ScrollRegion key={file} className="details-body" label={`About ${secret.name}`}>
        {secret.words.length > 0 ? (
          <section>
            <h3 className="lab">To know</h3>
            <ul className="secret-words">
              {secret.words.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
            {secret.declared && secret.state === 'drift' ? (
              <Button className="s24" onClick={() => ask({ is: 'rekey', files: [file] })}>
                Rekey this secret…
              </Button>
            ) : null}
          </section>
        ) : null}
        <section>
          <h3 className="lab">Who can read it</h3>
          <ul className="secret-readers">
            <Readers
              reading="reads"
              names={secret.matched.filter((name) => !secret.leftover.includes(name))}
            />
            <Readers reading="missing" names={secret.missing} />
            <Readers reading="leftover" names={secret.leftover} />
            <Readers reading="unsure" names={secret.unsure} />
            {secret.unknownKeys.map(({ type, tag }) => (
              <li key={`${type} ${tag}`}>
                <span className="bad">
                  <Icon name="leftover" small />
                </span>
                <span>
                  A key nobody here names: <code>{[type, tag].filter(Boolean).join(' ')}</code>
                </span>
              </li>
            ))}
          </ul>
          {secret.anonymous > 0 ? (
            <p className="cap mut">
              {secret.anonymous} of its stanzas name nobody. What matches by four bytes of a key is likely,
              not proven.
            </p>
          ) : null}
        </section>
        <section>
          <h3 className="lab">Used by</h3>
          <Uses secret={secret} />
        </section>
        {secret.rule ? (
          <section>
            <h3 className="lab">Its rule</h3>
            <PlaceLink file={secret.rule.file} line={secret.rule.line} />
          </section>
        ) : null}
        <ValueAge file={file} />
        {secret.changedAt ? (
          <section>
            <h3 className="lab">File written</h3>
            <p className="cap" title={secret.changedAt}>
              <Age at={secret.changedAt} />
            </p>
          </section>
        ) : null}
        <KeptFiles file={file} />
      </ScrollRegion>
      <footer className="details-foot cap mut">
        Content stays encrypted until you ask to see this one secret.
      </footer>
    </aside>
  );
}
