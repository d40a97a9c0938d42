import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useId, useRef, useState } from 'react';
import { toAppError } from '../../shared/carrier';
import { type ErrorShape, type SecretOnHost, toErrorShape } from '../../shared/contract';
import { announce, chooseForDeploy, client } from '../app';
import { Chip, ErrorLine, SecretDialog } from '../ui';
import { told } from './secret-actions';
import { ask, type Question } from './secrets-store';
import { type Source, ValueFields, valueWish } from './value-fields';

/** A new value in place of the old one, made or typed, without a look at the old one. */
export function RotateDialog({
  file,
  name,
  usedBy,
  onClose,
}: {
  file: string;
  name: string;
  usedBy: readonly string[];
  onClose: () => void;
}) {
  const id = useId();
  const [source, setSource] = useState<Source>('password');
  const [text, setText] = useState('');
  const [every, setEvery] = useState('');
  const [commit, setCommit] = useState(true);
  /** What is asked once it is done. */
  const next = useRef<Question | null>(null);
  const days = every.trim() === '' ? undefined : Number(every);
  const isDays = days === undefined || (Number.isInteger(days) && days > 0 && days <= 36_500);
  return (
    <SecretDialog
      title={`Rotate ${name}`}
      words={
        usedBy.length === 0
          ? 'It gets a new value, and the day is noted beside its rule. No host declares it.'
          : `It gets a new value, and the day is noted beside its rule. ${usedBy.join(', ')} get it with the next deploy.`
      }
      action="Rotate"
      ready={isDays && (source !== 'typed' || text !== '')}
      onClose={() => (next.current === null ? onClose() : ask(next.current))}
      onSend={async () => {
        const done = await client.secrets.rotate({
          file,
          value: valueWish(source, text),
          commit,
          ...(days === undefined ? {} : { every: days }),
        });
        told(`Rotated ${file}${done.public === undefined ? '' : `. Its public half: ${done.public}`}`, done);
        if (done.hosts.length > 0) next.current = { is: 'rotated', file, hosts: done.hosts };
      }}
    >
      <ValueFields source={source} text={text} onSource={setSource} onText={setText} />
      <div className="form-field">
        <label htmlFor={id}>Due again after</label>
        <TextField
          id={id}
          value={every}
          error={!isDays}
          placeholder="as before"
          onChange={(event) => setEvery(event.target.value)}
          slotProps={{ htmlInput: { inputMode: 'numeric', 'aria-describedby': `${id}-hint` } }}
        />
        <span id={`${id}-hint`} className={isDays ? 'cap mut' : 'cap bad'}>
          {isDays ? 'Days; empty leaves it as it is.' : 'A whole number of days.'}
        </span>
      </div>
      <label className="row g6">
        <input type="checkbox" checked={commit} onChange={({ target }) => setCommit(target.checked)} />
        Commit it, where nothing else waits to be committed
      </label>
    </SecretDialog>
  );
}

function OnHost({ told: { host, path, isThere, units, restarted, problem } }: { told: SecretOnHost }) {
  return (
    <li className="secret-use wrap" data-host={host}>
      <b>{host}</b>
      <Chip tone={isThere ? 'ok' : 'bad'}>{isThere ? 'there' : 'not there'}</Chip>
      <span className="cap mut mono el" title={path}>
        {path}
      </span>
      <span className="sp" />
      <span className="cap">
        {units.length === 0 ? 'no service names it' : `${units.length} services name it`}
        {restarted.length > 0 ? `, restarted: ${restarted.join(', ')}` : ''}
      </span>
      {problem === null ? null : <span className="cap bad">{problem}</span>}
    </li>
  );
}

/** After a rotation: the hosts want a deploy, and then their services the new value. */
export function RotatedDialog({
  file,
  hosts,
  onClose,
}: {
  file: string;
  hosts: readonly string[];
  onClose: () => void;
}) {
  const id = useId();
  const [on, setOn] = useState<readonly SecretOnHost[] | null>(null);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<ErrorShape | null>(null);
  const confirm = async (restart: boolean): Promise<void> => {
    setAsking(true);
    setError(null);
    try {
      const answer = await client.secrets.confirmOnHosts({ file, hosts: [...hosts], restart });
      setOn(answer.hosts);
      announce('The hosts have answered');
    } catch (reason) {
      setError(toErrorShape(toAppError(reason)));
    }
    setAsking(false);
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>Take the new value to its hosts</DialogTitle>
      <DialogContent>
        <p className="sec">
          {hosts.join(', ')} have it after a deploy. Then ask them whether the services that use it were
          started since.
        </p>
        {on ? (
          <ul>
            {on.map((one) => (
              <OnHost key={one.host} told={one} />
            ))}
          </ul>
        ) : null}
        {error ? <ErrorLine error={error} /> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
        <Button disabled={asking} onClick={() => void confirm(false)}>
          Ask the hosts
        </Button>
        {on ? (
          <Button disabled={asking} onClick={() => void confirm(true)}>
            Restart what did not
          </Button>
        ) : null}
        <Button
          variant="contained"
          onClick={() => {
            onClose();
            chooseForDeploy([...hosts]);
          }}
        >
          Plan deploy
        </Button>
      </DialogActions>
    </Dialog>
  );
}
