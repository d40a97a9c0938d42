import TextField from '@mui/material/TextField';
import { useId, useState } from 'react';
import type { RuleWish, Secret, Secrets } from '../../shared/contract';
import { client } from '../app';
import { counted, focusOnMount, SecretDialog } from '../ui';
import { PickRecipients } from './pick-recipients';
import { told } from './secret-actions';

/** Brings files in step with their rules. */
export function RekeyDialog({ secrets, onClose }: { secrets: readonly Secret[]; onClose: () => void }) {
  const missing = new Set(secrets.flatMap((secret) => secret.missing));
  const leftover = new Set(secrets.flatMap((secret) => secret.leftover));
  const unknown = secrets.some((secret) => secret.unknown > 0);
  return (
    <SecretDialog
      title={`Rekey ${counted(secrets.length, 'secret')}?`}
      words="All are decrypted, encrypted for whom their rules name and proven before one file is replaced: all of them, or none. The files before are kept encrypted for a while."
      action="Rekey"
      ready={secrets.length > 0}
      onClose={onClose}
      onSend={async () => {
        const done = await client.secrets.rekey({ files: secrets.map(({ file }) => file) });
        told(`Rekeyed ${counted(done.changed.length, 'secret')}`, done);
      }}
    >
      <ul className="secret-words">
        {missing.size > 0 ? <li>Can read afterwards: {[...missing].join(', ')}</li> : null}
        {leftover.size > 0 ? <li>Cannot read any more: {[...leftover].join(', ')}</li> : null}
        {unknown ? (
          <li>
            Keys that nobody here names cannot read any more. They may have read already: give such secrets a
            new value.
          </li>
        ) : null}
      </ul>
      <p className="cap mut mono secret-files">{secrets.map(({ file }) => file).join('\n')}</p>
    </SecretDialog>
  );
}

/** Another name, with the rule and every path that leads to it. */
export function RenameDialog({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  const id = useId();
  const [to, setTo] = useState(secret.file);
  return (
    <SecretDialog
      title={`Rename ${secret.name}`}
      words="The file, its rule and the paths in the fleet that lead to it change in one step."
      action="Rename"
      ready={to.trim() !== '' && to.trim() !== secret.file}
      onClose={onClose}
      onSend={async () => {
        const name = to.trim();
        told(`Renamed to ${name}`, await client.secrets.rename({ file: secret.file, to: name }));
      }}
    >
      <div className="form-field">
        <label htmlFor={id}>File</label>
        <TextField
          id={id}
          fullWidth
          autoComplete="off"
          value={to}
          onChange={(event) => setTo(event.target.value)}
          inputRef={focusOnMount}
          slotProps={{ htmlInput: { spellCheck: false, className: 'mono' } }}
        />
      </div>
    </SecretDialog>
  );
}

/** Deleting leaves hosts that use it without; they are named, and it says so. */
export function RemoveDialog({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  const used = secret.usedBy.length > 0;
  return (
    <SecretDialog
      title={`Delete ${secret.name}?`}
      words={
        used
          ? `${secret.usedBy.join(', ')} declare it: their next deploy will fail for want of it until that is taken out.`
          : 'Its rule goes with it. The file is kept encrypted for a while and can be restored.'
      }
      action={used ? 'Delete it all the same' : 'Delete'}
      ready
      onClose={onClose}
      onSend={async () => {
        told(`Deleted ${secret.file}`, await client.secrets.remove({ file: secret.file, force: used }));
      }}
    >
      {null}
    </SecretDialog>
  );
}

/** Who may read one secret: its rule changes and the file is encrypted anew, both or neither. */
export function RecipientsDialog({
  list,
  secret,
  onClose,
}: {
  list: Secrets;
  secret: Secret;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState<readonly string[]>(secret.wanted);
  const added = chosen.filter((name) => !secret.wanted.includes(name));
  const removed = secret.wanted.filter((name) => !chosen.includes(name));
  const wishes: RuleWish[] = [
    ...added.map((recipient) => ({ kind: 'add-recipient', file: secret.file, recipient }) as const),
    ...removed.map((recipient) => ({ kind: 'remove-recipient', file: secret.file, recipient }) as const),
  ];
  const losing = removed.filter((name) => secret.usedBy.includes(name));
  return (
    <SecretDialog
      title={`Recipients of ${secret.name}`}
      words="Its rule changes and the file is encrypted anew in one step."
      action="Change"
      ready={wishes.length > 0 && chosen.length > 0}
      onClose={onClose}
      onSend={async () => {
        told(`Recipients of ${secret.name} changed`, await client.secrets.change({ wishes }));
      }}
    >
      <PickRecipients list={list} chosen={chosen} onChoose={setChosen} />
      <ul className="secret-words" aria-live="polite">
        {added.length > 0 ? <li>Can read it afterwards: {added.join(', ')}</li> : null}
        {removed.length > 0 ? (
          <li>
            Cannot read it any more: {removed.join(', ')}. What they have read they know: give it a new value.
          </li>
        ) : null}
        {losing.length > 0 ? (
          <li className="bad">{losing.join(', ')} use it and would fail to decrypt it.</li>
        ) : null}
      </ul>
    </SecretDialog>
  );
}
