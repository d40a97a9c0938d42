import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { type SyntheticEvent, useId, useState } from 'react';
import { toErrorShape, type Builder, type BuilderTest, type ErrorShape } from '../../../shared/contract';
import { toAppError } from '../../../shared/carrier';
import { client, invalidate, notifyFailure, tell } from '../../app';
import { ErrorLine, Icon } from '../../ui';
import { LIGHT } from '../preflight-lights';
import { useBuilders } from './use-building';
import { builderWords } from './words';

/** Machines that Nix builds on: tested, removed, added. */
export function BuilderList() {
  const list = useBuilders();
  const [tests, setTests] = useState<Readonly<Record<string, BuilderTest>>>({});
  const keep = (test: BuilderTest): void => setTests((old) => ({ ...old, [test.address]: test }));
  const builders = list.data?.builders ?? [];
  return (
    <section>
      <h3 className="lab">Builders</h3>
      <p className="cap mut">
        Nix sends builds to these machines and fetches what they made. They are reached as hosts are: by your
        ssh configuration, with your keys, their host keys judged first.
      </p>
      {list.error ? (
        <ErrorLine
          title="The builders could not be read"
          error={toErrorShape(list.error)}
          onRetry={() => void list.refetch()}
        />
      ) : null}
      {builders.length > 0 ? (
        <ul className="builders">
          {builders.map((builder) => (
            <OneBuilder
              key={builder.address}
              builder={builder}
              test={tests[builder.address]}
              onTested={keep}
            />
          ))}
        </ul>
      ) : null}
      {(list.data?.ofNix ?? []).map((line) => (
        <p key={line} className="cap mut el" title={line}>
          Nix on this machine also has <span className="mono">{line}</span>
        </p>
      ))}
      <AddBuilder onTested={keep} />
    </section>
  );
}

function OneBuilder({
  builder,
  test,
  onTested,
}: {
  builder: Builder;
  test: BuilderTest | undefined;
  onTested: (test: BuilderTest) => void;
}) {
  const { address } = builder;
  const [busy, setBusy] = useState(false);
  const ask = async (): Promise<void> => {
    setBusy(true);
    try {
      const answer = await client.builders.test({ address });
      onTested(answer);
      tell(`${address} ${answer.ok ? 'can be built on' : 'cannot be built on'}`);
    } catch (error) {
      notifyFailure(`Test ${address}`)(error);
    } finally {
      setBusy(false);
    }
  };
  const remove = async (): Promise<void> => {
    try {
      await client.builders.remove({ address });
      tell(`Forgotten: ${address}`);
    } catch (error) {
      notifyFailure(`Remove ${address}`)(error);
    }
    invalidate('builders');
  };
  return (
    <li data-builder={address}>
      <div className="row">
        <span className="col grow">
          <b className="md el">{address}</b>
          <span className="cap mut el" title={builderWords(builder)}>
            {builderWords(builder)}
          </span>
        </span>
        <Button className="s24" disabled={busy} aria-label={`Test ${address}`} onClick={() => void ask()}>
          {busy ? 'Asking…' : 'Test'}
        </Button>
        <Button variant="text" className="s24" aria-label={`Remove ${address}`} onClick={() => void remove()}>
          Remove
        </Button>
      </div>
      {test ? <Checks test={test} /> : null}
    </li>
  );
}

function Checks({ test }: { test: BuilderTest }) {
  return (
    <ul className="checks">
      {test.checks.map(({ name, state, words }) => (
        <li key={name} className="row g6 cap">
          <span className={LIGHT[state].tone}>
            <Icon name={LIGHT[state].icon} small label={LIGHT[state].words} />
          </span>
          {words}
        </li>
      ))}
    </ul>
  );
}

function AddBuilder({ onTested }: { onTested: (test: BuilderTest) => void }) {
  const id = useId();
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorShape | null>(null);
  const add = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const { builder, test } = await client.builders.add({ address: address.trim() });
      if (test) onTested(test);
      setAddress('');
      tell(`Added: ${builder.address}`);
    } catch (failure) {
      setError(toErrorShape(toAppError(failure)));
    } finally {
      setBusy(false);
      invalidate('builders');
    }
  };
  return (
    <form className="add-builder" onSubmit={(event) => void add(event)}>
      <label htmlFor={id}>Add a builder</label>
      <div className="row">
        <TextField
          id={id}
          fullWidth
          value={address}
          autoComplete="off"
          placeholder="user@address, or a host of the fleet"
          onChange={(event) => setAddress(event.target.value)}
          slotProps={{ htmlInput: { spellCheck: false, className: 'mono' } }}
        />
        <Button type="submit" disabled={busy || address.trim() === ''}>
          {busy ? 'Logging in…' : 'Add'}
        </Button>
      </div>
      {error ? <ErrorLine error={error} onClose={() => setError(null)} /> : null}
    </form>
  );
}
