import { type ReactNode, useState } from 'react';
import { announce, client, invalidate, usePreferences } from '../app';
import { focusOnMount, SecretDialog, SecretField } from '../ui';
import { lockWords } from './words';

const PASSPHRASE_LENGTH = 8;

/** A passphrase typed twice: its fields, and what they hold where it may be taken; else null. */
function useNewPassphrase(label: string, isFirst: boolean): { fields: ReactNode; passphrase: string | null } {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== passphrase;
  return {
    passphrase: passphrase.length >= PASSPHRASE_LENGTH && passphrase === again ? passphrase : null,
    fields: (
      <>
        <SecretField
          label={label}
          value={passphrase}
          onChange={setPassphrase}
          {...(isFirst ? { inputRef: focusOnMount } : {})}
          help="At least 8 characters; four or five random words are good."
        />
        <SecretField
          label="Once more"
          value={again}
          onChange={setAgain}
          help={differs ? 'The two are not the same.' : ' '}
        />
      </>
    ),
  };
}

/** The vault is the user's own choice, so it says what it is. */
export function CreateVaultDialog({ onClose }: { onClose: () => void }) {
  const { fields, passphrase } = useNewPassphrase('Passphrase', true);
  return (
    <SecretDialog
      title="Make a vault"
      words="A file on this machine, encrypted by age under a passphrase. From then on Snowfleet stores there instead of in a keyring. Without the passphrase nobody can open it, you included."
      action="Make the vault"
      ready={passphrase !== null}
      onClose={onClose}
      onSend={async () => {
        if (passphrase === null) return;
        await client.credentials.createVault({ passphrase });
        invalidate('credentials');
        announce('The vault is made and open');
      }}
    >
      {fields}
    </SecretDialog>
  );
}

export function OpenVaultDialog({ onClose }: { onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const { vaultLockMinutes } = usePreferences();
  return (
    <SecretDialog
      title="Open the vault"
      words={lockWords(vaultLockMinutes)}
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

/** Also for a locked vault: the present passphrase is asked for in any case. */
export function ChangePassphraseDialog({ onClose }: { onClose: () => void }) {
  const [present, setPresent] = useState('');
  const { fields, passphrase } = useNewPassphrase('New passphrase', false);
  const isSame = passphrase !== null && passphrase === present;
  return (
    <SecretDialog
      title="Change the passphrase of the vault"
      words="The present one opens nothing any more afterwards, the copy beside the vault included. Backups of your own keep the passphrase they were made with."
      action="Change it"
      ready={present !== '' && passphrase !== null && !isSame}
      onClose={onClose}
      onSend={async () => {
        if (passphrase === null) return;
        await client.credentials.changePassphrase({ present, next: passphrase });
        invalidate('credentials');
        announce('The vault has another passphrase');
      }}
    >
      <SecretField
        label="Present passphrase"
        value={present}
        onChange={setPresent}
        inputRef={focusOnMount}
        help={isSame ? 'The new one is the same.' : ' '}
      />
      {fields}
    </SecretDialog>
  );
}
