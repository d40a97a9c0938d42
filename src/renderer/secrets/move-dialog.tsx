import { useEffect, useState } from 'react';
import { toAppError } from '../../shared/carrier';
import { type ErrorShape, type Leak, type LeakMove, toErrorShape } from '../../shared/contract';
import { client } from '../app';
import { ErrorLine, SecretDialog, Skeleton } from '../ui';
import { told } from './secret-actions';

/** A credential in clear becomes a secret: what would be written is shown first. */
export function MoveDialog({ leak, onClose }: { leak: Leak; onClose: () => void }) {
  const { file, line, column } = leak;
  const [plan, setPlan] = useState<LeakMove | null>(null);
  const [error, setError] = useState<ErrorShape | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const look = async (): Promise<void> => {
      try {
        const wish = { file, line, column, dryRun: true };
        setPlan((await client.secrets.moveLeak(wish, { signal: abort.signal })).move);
      } catch (reason) {
        if (!abort.signal.aborted) setError(toErrorShape(toAppError(reason)));
      }
    };
    void look();
    return () => abort.abort();
  }, [file, line, column]);
  return (
    <SecretDialog
      title="Move to agenix"
      words="Its encrypted file, its rule, its declaration and what reads it are written in one step, or nothing is. The old value stays in the history: rotate it afterwards."
      action="Move"
      ready={plan !== null}
      onClose={onClose}
      onSend={async () => {
        const done = await client.secrets.moveLeak({ file, line, column });
        told(`Moved ${done.move.option} to ${done.move.secret}`, done);
      }}
    >
      {error ? <ErrorLine error={error} /> : null}
      {plan === null && !error ? <Skeleton rows={3} label="Looking at what would be written" /> : null}
      {plan ? (
        <>
          <p>
            <b className="mono">{plan.option}</b> becomes <b className="mono">{plan.twin}</b>, from{' '}
            <span className="mono">{plan.secret}</span>.
          </p>
          <p className="cap">
            Hosts: {plan.hosts.join(', ')}. Readers: {plan.recipients.join(', ')}.
          </p>
          <ul className="secret-leaks">
            {plan.lines.map((one) => (
              <li key={one.text}>
                <code className="cap">{one.text}</code>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </SecretDialog>
  );
}
