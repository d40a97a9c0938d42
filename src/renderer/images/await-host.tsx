import Button from '@mui/material/Button';
import { useEffect, useId, useRef, useState } from 'react';
import { type ErrorShape, type Newcomer, toErrorShape, type Welcomed } from '../../shared/contract';
import { announce, chooseForDeploy, client, invalidate, navigate, tell, useInventory } from '../app';
import { ErrorLine, Icon } from '../ui';
import './write.css';

interface Waiting {
  readonly newcomer: Newcomer | null;
  readonly error: ErrorShape | null;
  readonly welcomed: Welcomed | null;
  readonly busy: boolean;
}

const NOTHING: Waiting = { newcomer: null, error: null, welcomed: null, busy: false };

function Fingerprint({
  newcomer,
  onWelcome,
  busy,
}: {
  newcomer: Newcomer;
  onWelcome: () => void;
  busy: boolean;
}) {
  const { state, key, words } = newcomer;
  return (
    <>
      <p className="row sm">
        <span className={state === 'recognised' ? 'ok' : state === 'refused' ? 'bad' : 'warn'}>
          <Icon name={state === 'recognised' ? 'ok' : state === 'refused' ? 'fail' : 'alert'} small />
        </span>
        {words}
      </p>
      {key === null ? null : (
        <p className="mono m11 fingerprint">
          {key.keyType} {key.fingerprint}
        </p>
      )}
      {state === 'refused' ? null : (
        <span className="row">
          <Button variant="contained" className="s24" disabled={busy} onClick={onWelcome}>
            {state === 'recognised' ? 'Record its key, read its hardware' : 'It is the same as on its screen'}
          </Button>
        </span>
      )}
    </>
  );
}

function Arrived({ welcomed }: { welcomed: Welcomed }) {
  const { host, hardware, notes } = welcomed;
  return (
    <>
      <p className="row sm">
        <span className="ok">
          <Icon name="ok" small />
        </span>
        {host} is known by its key
        {hardware === null ? '.' : '; its hardware is in the draft.'}
      </p>
      {notes.map((note) => (
        <p key={note} className="cap sec">
          {note}
        </p>
      ))}
      <span className="row">
        <Button variant="contained" className="s24" onClick={() => chooseForDeploy([host])}>
          First deploy…
        </Button>
        <Button className="s24" onClick={() => navigate('/secrets')}>
          Its secrets…
        </Button>
      </span>
    </>
  );
}

/** Waits for the machine that is started from the drive, and makes it the host it was meant for. */
export function AwaitHost({ host: meant }: { host: string | null }) {
  const hosts = useInventory().data?.hosts ?? [];
  const [chosen, setChosen] = useState(meant ?? '');
  const [address, setAddress] = useState('');
  const [{ newcomer, error, welcomed, busy }, setState] = useState<Waiting>(NOTHING);
  const leave = useRef<AbortController | null>(null);
  const ids = useId();
  useEffect(() => () => leave.current?.abort(), []);
  const host = chosen === '' ? (hosts[0]?.name ?? '') : chosen;
  const isWaiting = busy && (newcomer === null || newcomer.state === 'waiting');

  const wait = async (): Promise<void> => {
    leave.current?.abort();
    const mine = new AbortController();
    leave.current = mine;
    setState({ ...NOTHING, busy: true });
    announce(`Waiting for ${host} at ${address}`);
    try {
      for await (const news of await client.newcomers.await({ host, address }, { signal: mine.signal })) {
        setState({ ...NOTHING, newcomer: news, busy: news.state === 'waiting' });
        if (news.state !== 'waiting') tell(news.words);
      }
    } catch (failure) {
      if (!mine.signal.aborted) setState({ ...NOTHING, error: toErrorShape(failure) });
    }
  };
  const stop = (): void => {
    leave.current?.abort();
    setState(NOTHING);
    announce('Not waiting any more');
  };
  const welcome = async (): Promise<void> => {
    const fingerprint = newcomer?.key?.fingerprint;
    if (newcomer === null || fingerprint === undefined) return;
    // Whom the key was shown for, whatever stands in the fields by now.
    const { host: known, address: reached } = newcomer;
    setState((old) => ({ ...old, busy: true, error: null }));
    try {
      const done = await client.newcomers.welcome({ host: known, address: reached, fingerprint });
      setState({ ...NOTHING, welcomed: done });
      announce(`${known} is known`);
      for (const topic of ['draft', 'inventory'] as const) invalidate(topic);
    } catch (failure) {
      setState((old) => ({ ...old, busy: false, error: toErrorShape(failure) }));
    }
  };

  return (
    <section className="await-host" aria-label="Waiting for the new host">
      <h2>Waiting for the new host</h2>
      <p className="cap sec">
        Start the machine from the drive. Its installer shows an address and a fingerprint on its screen.
      </p>
      <form
        className="row await-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '' && host !== '') void wait();
        }}
      >
        <label className="unseen" htmlFor={`${ids}-host`}>
          Host
        </label>
        <select id={`${ids}-host`} value={host} onChange={(event) => setChosen(event.target.value)}>
          {hosts.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <span className="field grow">
          <input
            className="mono"
            aria-label="Address of the machine"
            placeholder="root@192.168.1.50"
            value={address}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setAddress(event.target.value)}
          />
        </span>
        {isWaiting ? (
          <Button className="s24" onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button type="submit" className="s24" disabled={address.trim() === '' || host === ''}>
            Wait
          </Button>
        )}
      </form>
      {isWaiting ? (
        <p className="row sm sec">
          <span className="acc live-stroke">
            <Icon name="spin" small />
          </span>
          {newcomer?.words ?? 'Nobody answers yet.'}
        </p>
      ) : null}
      {newcomer !== null && newcomer.state !== 'waiting' ? (
        <Fingerprint newcomer={newcomer} busy={busy} onWelcome={() => void welcome()} />
      ) : null}
      {welcomed === null ? null : <Arrived welcomed={welcomed} />}
      {error === null ? null : <ErrorLine title={`Waiting for ${host}`} error={error} />}
    </section>
  );
}
