import Button from '@mui/material/Button';
import { useState } from 'react';
import type { KeychainStatus } from '../../shared/contract';
import { client, invalidate, notifyFailure } from '../app';
import { Icon } from '../ui';
import { VaultButtons } from './vault-buttons';
import { statusLook } from './words';

/** How the keychain stands, what to do about it, and the button that does it. */
export function KeychainLine({
  status,
  busy,
  onCheck,
  onCreateVault,
  onOpenVault,
  onChangePassphrase,
}: {
  status: KeychainStatus;
  busy: boolean;
  onCheck: () => void;
  onCreateVault: () => void;
  onOpenVault: () => void;
  onChangePassphrase: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const look = statusLook(status);
  const isVault = status.backend === 'vault';
  const unlockKeyring = async (): Promise<void> => {
    setAsking(true);
    try {
      await client.credentials.unlock({});
    } catch (error) {
      notifyFailure('Unlock the keyring')(error);
    }
    setAsking(false);
    invalidate('credentials');
  };
  return (
    <section className="keychain-line" aria-label="Keychain" data-state={status.state}>
      <span className={look.tone}>
        <Icon name={look.icon} />
      </span>
      <div className="col grow">
        <output className="sm">
          <b className="md">{look.words}.</b> {status.message}
        </output>
        {status.hint === '' ? null : <span className="cap mut">{status.hint}</span>}
      </div>
      {status.state === 'locked' && !isVault ? (
        <Button disabled={asking} onClick={() => void unlockKeyring()}>
          {asking ? 'Waiting for the prompt' : 'Unlock'}
        </Button>
      ) : null}
      {isVault ? (
        <VaultButtons state={status.state} onOpen={onOpenVault} onChangePassphrase={onChangePassphrase} />
      ) : null}
      {isVault ? null : (
        <Button variant={status.state === 'absent' ? 'outlined' : 'text'} onClick={onCreateVault}>
          Make a vault…
        </Button>
      )}
      <Button variant="text" disabled={busy} onClick={onCheck}>
        <span className={busy ? 'live-stroke' : undefined}>
          <Icon name={busy ? 'spin' : 'refresh'} />
        </span>
        Check
      </Button>
    </section>
  );
}
