import Button from '@mui/material/Button';
import { useMemo, useRef } from 'react';
import { type Secrets, toErrorShape } from '../../shared/contract';
import { useFleet } from '../app';
import { Age, counted, EmptyState, ErrorLine, Filter, Icon, Segmented, Skeleton } from '../ui';
import { HostLine } from './host-line';
import { Questions } from './questions';
import { SecretDetails } from './secret-details';
import { SecretGrid } from './secret-grid';
import { useLeaks, useSecrets } from './secret-queries';
import './secrets.css';
import { needsLook, READING, readerColumns, rekeyable, type Show, shownSecrets } from './secrets-model';
import { ask, setSecretsState, useSecretsState } from './secrets-store';

function Bar({ list, shown }: { list: Secrets; shown: number }) {
  const query = useSecretsState((state) => state.query);
  const show = useSecretsState((state) => state.show);
  const drift = list.secrets.filter(({ state }) => state === 'drift').length;
  const look = list.secrets.filter(needsLook).length;
  const options: readonly { value: Show; words: string }[] = [
    { value: 'all', words: `All ${list.secrets.length}` },
    { value: 'drift', words: `Drift ${drift}` },
    { value: 'look', words: `Needs a look ${look}` },
  ];
  return (
    <search className="secrets-bar" aria-label="Secrets">
      <Filter label="Filter secrets" value={query} onChange={(text) => setSecretsState({ query: text })} />
      <Segmented
        label="Which secrets"
        value={show}
        options={options}
        onChange={(value) => setSecretsState({ show: value })}
      />
      {shown === list.secrets.length ? null : <span className="cap mut">{shown} shown</span>}
      <span className="sp" />
      <Button className="s24" onClick={() => ask({ is: 'add-host' })}>
        Host as recipient…
      </Button>
    </search>
  );
}

function Legend() {
  return (
    <ul className="sg-legend cap mut" aria-label="What the signs say">
      {Object.values(READING).map(({ icon, tone, words }) => (
        <li key={words} className="row g6">
          <span className={tone}>{icon === null ? <i className="dash" /> : <Icon name={icon} small />}</span>
          {words}
        </li>
      ))}
    </ul>
  );
}

/** Who can read which secret, told from files alone; contents only where one asks for one. */
export function SecretsPage() {
  const fleet = useFleet().data;
  const ready = fleet !== null && fleet !== undefined;
  const secrets = useSecrets(ready);
  const leaks = useLeaks(ready).data?.leaks ?? [];
  const list = secrets.data;
  const { query, show, open } = useSecretsState();
  const main = useRef<HTMLElement>(null);
  const columns = useMemo(() => (list ? readerColumns(list) : []), [list]);
  const shown = useMemo(() => (list ? shownSecrets(list.secrets, show, query) : []), [list, show, query]);
  const drifted = useMemo(() => (list ? rekeyable(list.secrets) : []), [list]);
  const opened = list?.secrets.find(({ file }) => file === open) ?? null;
  const canCreate = list !== undefined && list.rules.length > 0;
  const close = (): void => {
    setSecretsState({ open: null });
    main.current?.querySelector<HTMLElement>('.sg')?.focus();
  };
  return (
    <main ref={main} aria-label="Secrets">
      <div className="ph">
        <h1>Secrets</h1>
        {list ? (
          <span className="cap mut el">
            {counted(list.secrets.length, 'secret')}, {counted(list.recipients.length, 'recipient')}
            {drifted.length > 0 ? `, ${drifted.length} in drift` : ''}
          </span>
        ) : null}
        <span className="sp" />
        {list ? (
          <span
            className="secrets-read cap mut row g4 nw"
            title="From rules, headers of the files and source; no private key was used"
          >
            <Icon name="source" small />
            read from files <Age at={list.readAt} />
          </span>
        ) : null}
        {leaks.length > 0 ? (
          <Button onClick={() => ask({ is: 'leaks' })}>
            <Icon name="alert" />
            {leaks.length} in clear…
          </Button>
        ) : null}
        <Button onClick={() => ask({ is: 'identities' })}>
          <Icon name="user" />
          Identities…
        </Button>
        <Button disabled={!canCreate} onClick={() => ask({ is: 'create' })}>
          <Icon name="plus" />
          New secret…
        </Button>
        {drifted.length > 0 ? (
          <Button
            variant="contained"
            onClick={() => ask({ is: 'rekey', files: drifted.map(({ file }) => file) })}
          >
            Rekey {drifted.length}…
          </Button>
        ) : null}
      </div>
      {secrets.error ? (
        <ErrorLine
          title="The secrets could not be read"
          error={toErrorShape(secrets.error)}
          onRetry={() => void secrets.refetch()}
        />
      ) : null}
      {secrets.isPending && !secrets.error ? <Skeleton rows={8} label="Reading secrets" /> : null}
      {list ? (
        <div className={opened ? 'secrets with-details' : 'secrets'}>
          <div className="secrets-list">
            {list.secrets.length === 0 ? (
              <EmptyState
                icon="secrets"
                title={list.rules.length === 0 ? 'This fleet has no secrets.nix' : 'There are no secrets yet'}
                words={
                  list.rules.length === 0
                    ? 'Secrets of agenix are age files whose readers stand in a secrets.nix. Add one that names the keys of your hosts and yourself; it is found wherever it lies.'
                    : 'A secret is encrypted to the keys of the hosts that use it and of those who look after it.'
                }
              >
                {canCreate ? <Button onClick={() => ask({ is: 'create' })}>New secret…</Button> : null}
              </EmptyState>
            ) : (
              <>
                <Bar list={list} shown={shown.length} />
                <HostLine hosts={list.hosts} />
                {shown.length === 0 ? (
                  <p className="wb cap mut">
                    No secret is like that.{' '}
                    <Button className="s24" onClick={() => setSecretsState({ query: '', show: 'all' })}>
                      Show all
                    </Button>
                  </p>
                ) : (
                  <SecretGrid
                    secrets={shown}
                    columns={columns}
                    open={open}
                    onOpen={(file) => setSecretsState({ open: file })}
                  />
                )}
                <Legend />
              </>
            )}
          </div>
          {opened ? <SecretDetails secret={opened} onClose={close} /> : null}
        </div>
      ) : null}
      {list ? <Questions list={list} leaks={leaks} /> : null}
    </main>
  );
}
