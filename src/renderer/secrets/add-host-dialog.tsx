import { useEffect, useId, useState } from 'react';
import { toAppError } from '../../shared/carrier';
import { type ErrorShape, type HostRecipient, type Secrets, toErrorShape } from '../../shared/contract';
import { client } from '../app';
import { counted, DiffView, ErrorLine, focusOnMount, SecretDialog } from '../ui';
import { told } from './secret-actions';

interface Plan {
  readonly recipient: HostRecipient;
  readonly notes: readonly string[];
}

interface Told {
  readonly host: string;
  readonly to: readonly string[];
  readonly plan: Plan | null;
  readonly error: ErrorShape | null;
}

/** What the gesture would do for these choices, asked anew when they change; neither is there until it is known. */
function usePlan(host: string, to: readonly string[]): Pick<Told, 'plan' | 'error'> {
  const [last, setLast] = useState<Told | null>(null);
  useEffect(() => {
    if (host === '') return;
    const abort = new AbortController();
    const look = async (): Promise<void> => {
      try {
        const wish = { host, to: [...to], dryRun: true };
        const plan = await client.secrets.addHost(wish, { signal: abort.signal });
        if (!abort.signal.aborted) setLast({ host, to, plan, error: null });
      } catch (reason) {
        if (!abort.signal.aborted) setLast({ host, to, plan: null, error: toErrorShape(toAppError(reason)) });
      }
    };
    void look();
    return () => abort.abort();
  }, [host, to]);
  return last?.host === host && last.to === to ? last : { plan: null, error: null };
}

/** A host's verified SSH key becomes a recipient: key, source and diff are shown before it is taken. */
export function AddHostDialog({ list, onClose }: { list: Secrets; onClose: () => void }) {
  const id = useId();
  const [host, setHost] = useState('');
  const [to, setTo] = useState<readonly string[]>([]);
  const { plan, error } = usePlan(host, to);
  const recipient = plan?.recipient;
  return (
    <SecretDialog
      title="Host as recipient"
      words="Only a key that was accepted in Snowfleet, or that the fleet declares, is taken. Rules and files change in one step, or nothing does."
      action="Add"
      ready={recipient !== undefined && recipient.diff !== ''}
      onClose={onClose}
      onSend={async () => {
        if (!recipient) return;
        const { fingerprint, name } = recipient;
        told(`${name} is a recipient`, await client.secrets.addHost({ host, to: [...to], fingerprint }));
      }}
    >
      <div className="form-field secret-host">
        <label htmlFor={id}>Host</label>
        <select id={id} ref={focusOnMount} value={host} onChange={(event) => setHost(event.target.value)}>
          <option value="">Choose a host</option>
          {list.hosts.map((one) => (
            <option key={one.host}>{one.host}</option>
          ))}
        </select>
      </div>
      <PickTargets list={list} chosen={to} onChoose={setTo} />
      {error ? <ErrorLine error={error} /> : null}
      <div className="secret-host-plan" aria-live="polite" aria-busy={host !== '' && !plan && !error}>
        {recipient ? (
          <>
            <p className="cap">
              <span className="mono">
                {recipient.keyType} {recipient.fingerprint}
              </span>
              , as {recipient.from === 'fleet' ? 'the fleet declares it' : 'it was accepted'} in{' '}
              <span className="mono">
                {recipient.file}:{recipient.line}
              </span>
            </p>
            <ul className="secret-words">
              {plan.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
              {recipient.rekey.length > 0 ? (
                <li>
                  Encrypts {counted(recipient.rekey.length, 'secret')} anew: {recipient.rekey.join(', ')}
                </li>
              ) : null}
            </ul>
          </>
        ) : null}
      </div>
      {recipient && recipient.diff !== '' ? (
        <DiffView diff={recipient.diff} label="Diff of the rules" />
      ) : null}
    </SecretDialog>
  );
}

/** Lists of keys and secrets. */
function PickTargets({
  list,
  chosen,
  onChoose,
}: {
  list: Secrets;
  chosen: readonly string[];
  onChoose: (names: readonly string[]) => void;
}) {
  const rows = [
    ...list.groups.map(({ name }) => ({ name, words: `list ${name}` })),
    ...list.secrets.filter(({ declared }) => declared).map(({ file, name }) => ({ name: file, words: name })),
  ];
  const toggle = (name: string): void =>
    onChoose(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  return (
    <fieldset className="form-field secret-pick">
      <legend>What it shall read</legend>
      <div className="secret-pick-list">
        {rows.map(({ name, words }) => (
          <label key={words} className="row g6" title={name}>
            <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
            <span className="el">{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
