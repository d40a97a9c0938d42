import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { toAppError } from '../../shared/carrier';
import {
  type ErrorShape,
  type NewIdentityKind,
  type StoredIdentity,
  toErrorShape,
} from '../../shared/contract';
import { announce, api, client, invalidate } from '../app';
import { Chip, EmptyState, ErrorLine, SecretDialog, SecretField, Segmented, Skeleton } from '../ui';
import { toBase64 } from './secret-actions';

const KINDS: readonly { value: NewIdentityKind; words: string; tip: string }[] = [
  { value: 'x25519', words: 'age', tip: 'X25519, what age-keygen makes' },
  {
    value: 'post-quantum',
    words: 'Post-quantum',
    tip: 'Needs age 1.3 elsewhere; never together with others in one file',
  },
  { value: 'ssh-ed25519', words: 'SSH', tip: 'An Ed25519 key, which agenix reads everywhere' },
];

type Open =
  { is: 'create' | 'import' } | { is: 'unlock' | 'export' | 'forget'; identity: StoredIdentity } | null;

/** Saves a text as a file of the user's, as browsers do. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function Identity({ identity, onOpen }: { identity: StoredIdentity; onOpen: (open: Open) => void }) {
  return (
    <li className="secret-identity" data-identity={identity.name}>
      <div className="row">
        <b className="el">{identity.name}</b>
        <Chip tone={identity.state === 'locked' ? 'warn' : identity.state === 'open' ? 'ok' : 'plain'}>
          {identity.state}
        </Chip>
        <span className="sp" />
        {identity.state === 'locked' ? (
          <Button className="s24" onClick={() => onOpen({ is: 'unlock', identity })}>
            Unlock…
          </Button>
        ) : null}
        <Button className="s24" onClick={() => onOpen({ is: 'export', identity })}>
          Back up…
        </Button>
        <Button className="s24 danger" onClick={() => onOpen({ is: 'forget', identity })}>
          Forget…
        </Button>
      </div>
      {identity.keys.map(({ recipient }) => (
        <div key={recipient} className="row g6">
          <code className="el cap" title={recipient}>
            {recipient}
          </code>
          <Button
            className="s24"
            variant="text"
            aria-label={`Copy the recipient of ${identity.name}`}
            onClick={() =>
              void navigator.clipboard?.writeText(recipient).then(() => announce('Recipient copied'))
            }
          >
            Copy
          </Button>
        </div>
      ))}
    </li>
  );
}

function NameField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>Name</label>
      <TextField
        id={id}
        fullWidth
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        slotProps={{ htmlInput: { spellCheck: false } }}
      />
    </div>
  );
}

function Create({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<NewIdentityKind>('x25519');
  return (
    <SecretDialog
      title="New identity"
      words="The private half goes to the keychain and never to this page. Back it up: what is encrypted to it alone is lost without it."
      action="Make"
      ready={name.trim() !== ''}
      onClose={onClose}
      onSend={async () => {
        await client.identities.create({ name: name.trim(), kind });
        invalidate('credentials');
        announce(`Identity ${name.trim()} is in the keychain`);
      }}
    >
      <NameField value={name} onChange={setName} />
      <div className="form-field">
        <span>Kind</span>
        <Segmented label="Kind" value={kind} options={KINDS} onChange={setKind} />
        <span className="cap mut">{KINDS.find(({ value }) => value === kind)?.tip}</span>
      </div>
    </SecretDialog>
  );
}

function Import({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [content, setContent] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const id = useId();
  return (
    <SecretDialog
      title="Import an identity"
      words="An age identity, or an SSH private key. It goes to the keychain; the file stays where it is."
      action="Import"
      ready={name.trim() !== '' && content !== ''}
      onClose={onClose}
      onSend={async () => {
        await client.identities.import({
          name: name.trim(),
          content,
          ...(passphrase === '' ? {} : { passphrase }),
        });
        invalidate('credentials');
        announce(`Identity ${name.trim()} is in the keychain`);
      }}
    >
      <NameField value={name} onChange={setName} />
      <div className="form-field">
        <label htmlFor={id}>File</label>
        <input
          id={id}
          type="file"
          onChange={({ target }) => void target.files?.[0]?.text().then((text) => setContent(toBase64(text)))}
        />
      </div>
      <SecretField
        label="Its passphrase"
        value={passphrase}
        onChange={setPassphrase}
        help="Only where it has one and shall be opened now."
      />
    </SecretDialog>
  );
}

function Unlock({ identity, onClose }: { identity: StoredIdentity; onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <SecretDialog
      title={`Unlock ${identity.name}`}
      words="It stays open in the memory of this process until it is locked or Snowfleet ends."
      action="Unlock"
      ready={!identity.encrypted || passphrase !== ''}
      onClose={onClose}
      onSend={async () => {
        await client.identities.unlock({ name: identity.name, ...(passphrase === '' ? {} : { passphrase }) });
        invalidate('credentials');
        announce(`${identity.name} is open`);
      }}
    >
      {identity.encrypted ? (
        <SecretField label="Passphrase" value={passphrase} onChange={setPassphrase} />
      ) : null}
    </SecretDialog>
  );
}

function Export({ identity, onClose }: { identity: StoredIdentity; onClose: () => void }) {
  const [under, setUnder] = useState('');
  return (
    <SecretDialog
      title={`Back up ${identity.name}`}
      words="An age file under a passphrase, to be kept away from this machine. `age -d` opens it anywhere."
      action="Save the file"
      ready={under.length >= 8}
      onClose={onClose}
      onSend={async () => {
        const { file } = await client.identities.export({ name: identity.name, under });
        download(`${identity.name.replace(/[^\w.-]+/g, '-')}.age`, file);
        announce('Backup saved');
      }}
    >
      <SecretField label="Passphrase" value={under} onChange={setUnder} help="At least 8 characters." />
    </SecretDialog>
  );
}

function Forget({ identity, onClose }: { identity: StoredIdentity; onClose: () => void }) {
  return (
    <SecretDialog
      title={`Forget ${identity.name}?`}
      words="It is removed from the keychain for good. What is encrypted to it alone can then be opened from a backup only."
      action="Forget it"
      ready
      onClose={onClose}
      onSend={async () => {
        await client.identities.forget({ name: identity.name });
        invalidate('credentials');
        announce(`Forgotten: ${identity.name}`);
      }}
    >
      {null}
    </SecretDialog>
  );
}

/** The user's private keys in the keychain: what opens secrets here. */
export function IdentitiesDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const identities = useQuery(api.identities.list.queryOptions());
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const rows = identities.data?.identities ?? [];
  const error: ErrorShape | null = identities.error ? toErrorShape(toAppError(identities.error)) : null;
  switch (open?.is) {
    case 'create':
      return <Create onClose={close} />;
    case 'import':
      return <Import onClose={close} />;
    case 'unlock':
      return <Unlock identity={open.identity} onClose={close} />;
    case 'export':
      return <Export identity={open.identity} onClose={close} />;
    case 'forget':
      return <Forget identity={open.identity} onClose={close} />;
    case undefined:
      return (
        <Dialog open onClose={onClose} aria-labelledby={id} fullWidth maxWidth="sm">
          <DialogTitle id={id}>Identities</DialogTitle>
          <DialogContent>
            <p className="sec">
              Private keys in your keychain that open secrets. Keys in ~/.ssh are used as well, without being
              stored.
            </p>
            {error ? <ErrorLine error={error} onRetry={() => void identities.refetch()} /> : null}
            {identities.isPending && !error ? <Skeleton rows={2} label="Asking the keychain" /> : null}
            {identities.data && rows.length === 0 ? (
              <EmptyState
                icon="secrets"
                title="No identity is stored"
                words="Make one, or import the key you use with agenix."
              />
            ) : null}
            <ul className="secret-identities">
              {rows.map((identity) => (
                <Identity key={identity.name} identity={identity} onOpen={setOpen} />
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setOpen({ is: 'import' })}>Import…</Button>
            <Button variant="contained" onClick={() => setOpen({ is: 'create' })}>
              New identity…
            </Button>
            <Button onClick={onClose}>Close</Button>
          </DialogActions>
        </Dialog>
      );
  }
}
