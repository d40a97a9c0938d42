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
import { focusOnMount } from '../ui';
import { SecretDialog, SecretField } from './secret-form';
import { credentialWords, KIND_WORDS, subjectWords } from './words';

const PASSPHRASE_LENGTH = 8;

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
      <div className="cred-field">
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
      <div className="cred-field">
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

/** The vault is the user's own choice, so it says what it is. */
export function CreateVaultDialog({ onClose }: { onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== passphrase;
  return (
    <SecretDialog
      title="Make a vault"
      words="A file on this machine, encrypted by age under a passphrase. From then on Snowfleet stores there instead of in a keyring. Without the passphrase nobody can open it, you included."
      action="Make the vault"
      ready={passphrase.length >= PASSPHRASE_LENGTH && passphrase === again}
      onClose={onClose}
      onSend={async () => {
        await client.credentials.createVault({ passphrase });
        invalidate('credentials');
        announce('The vault is made and open');
      }}
    >
      <SecretField
        label="Passphrase"
        value={passphrase}
        onChange={setPassphrase}
        inputRef={focusOnMount}
        help="At least 8 characters; four or five random words are good."
      />
      <SecretField
        label="Once more"
        value={again}
        onChange={setAgain}
        help={differs ? 'The two are not the same.' : ' '}
      />
    </SecretDialog>
  );
}

export function OpenVaultDialog({ onClose }: { onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <SecretDialog
      title="Open the vault"
      words="It stays open until you lock it or Snowfleet ends."
      action="Open"
      ready={passphrase !== ''}
      onClose={onClose}
      onSend={async () => {
        await client.credentials.unlock({ passphrase });
        invalidate('credentials');
        announce('The vault is open');
      }}
    >
      <SecretField
        label="Passphrase of the vault"
        value={passphrase}
        onChange={setPassphrase}
        inputRef={focusOnMount}
      />
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
