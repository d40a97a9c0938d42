import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useId, useState } from 'react';
import {
  type Credential,
  type CredentialKind,
  credentialKindSchema,
  isHostKind,
  type KeychainStatus,
} from '../../shared/contract';
import { announce, client, invalidate, notifyFailure } from '../app';
import { focusOnMount, SecretDialog, SecretField } from '../ui';
import { credentialWords, KIND_WORDS, subjectWords } from './words';

/** A new one, or another value for one that is there. The value goes to the core and never comes back. */
export function StoreDialog({
  hosts,
  status,
  onClose,
}: {
  hosts: readonly string[];
  status: KeychainStatus | undefined;
  onClose: () => void;
}) {
  const id = useId();
  const [kind, setKind] = useState<CredentialKind>('ssh-password');
  const [host, setHost] = useState(hosts[0] ?? '');
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const forHost = isHostKind(kind);
  const subject = forHost ? host : name.trim();
  const place = status?.backend === 'vault' ? 'the vault' : 'your keyring';
  return (
    <SecretDialog
      title="Store a credential"
      words={`It is kept in ${place}. Snowfleet uses it after it has judged the host’s key, and never shows it again.`}
      action="Store"
      ready={subject !== '' && value !== ''}
      onClose={onClose}
      onSend={async () => {
        await client.credentials.set({ ref: { kind, subject }, value });
        invalidate('credentials');
        announce(`Stored: ${credentialWords({ kind, subject })}`);
      }}
    >
      <div className="form-field">
        <label htmlFor={`${id}-kind`}>What</label>
        <TextField
          id={`${id}-kind`}
          select
          fullWidth
          value={kind}
          onChange={(event) => setKind(credentialKindSchema.parse(event.target.value))}
          slotProps={{ select: { native: true }, htmlInput: { ref: focusOnMount } }}
        >
          {credentialKindSchema.options.map((one) => (
            <option key={one} value={one}>
              {KIND_WORDS[one]}
            </option>
          ))}
        </TextField>
      </div>
      <div className="form-field">
        <label htmlFor={`${id}-subject`}>{subjectWords(kind)}</label>
        {forHost ? (
          <TextField
            id={`${id}-subject`}
            select
            fullWidth
            value={host}
            onChange={(event) => setHost(event.target.value)}
            slotProps={{ select: { native: true } }}
          >
            {hosts.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </TextField>
        ) : (
          <TextField
            id={`${id}-subject`}
            fullWidth
            value={name}
            autoComplete="off"
            placeholder={kind === 'key-passphrase' ? '/home/me/.ssh/id_ed25519' : ''}
            onChange={(event) => setName(event.target.value)}
            slotProps={{ htmlInput: { spellCheck: false, className: 'mono' } }}
          />
        )}
      </div>
      <SecretField label="Value" value={value} onChange={setValue} />
    </SecretDialog>
  );
}

/** What is forgotten is lost for good, so it asks. */
export function ForgetDialog({
  credential,
  reachable,
  onClose,
}: {
  credential: Credential;
  /** Whether its keychain can be asked now to remove the value too. */
  reachable: boolean;
  onClose: () => void;
}) {
  const id = useId();
  const what = credentialWords(credential);
  const forget = async (): Promise<void> => {
    onClose();
    try {
      await client.credentials.forget({ id: credential.id, abandon: !reachable });
      invalidate('credentials');
      announce(`Forgotten: ${what}`);
    } catch (error) {
      notifyFailure(`Forget ${what}`)(error);
    }
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>Forget the {what}?</DialogTitle>
      <DialogContent>
        <p className="sec">
          {reachable
            ? 'The value is removed and cannot be brought back; on the host nothing changes.'
            : 'Its keychain cannot be reached now: it goes from this list, and the value may stay where it is.'}
        </p>
      </DialogContent>
      <DialogActions>
        <Button ref={focusOnMount} onClick={onClose}>
          Keep
        </Button>
        <Button className="danger" onClick={() => void forget()}>
          Forget it
        </Button>
      </DialogActions>
    </Dialog>
  );
}
