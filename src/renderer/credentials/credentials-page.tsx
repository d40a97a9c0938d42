import Button from '@mui/material/Button';
import { useState } from 'react';
import { type Credential, type KeychainStatus, toErrorShape } from '../../shared/contract';
import { useFleet, useInventory } from '../app';
import { EmptyState, ErrorLine, Icon, Skeleton } from '../ui';
import './credentials.css';
import { CredentialsTable } from './credentials-table';
import { ForgetDialog, StoreDialog } from './dialogs';
import { KeychainLine } from './keychain-line';
import { useCredentials, useKeychainStatus } from './keychain-queries';
import { ChangePassphraseDialog, CreateVaultDialog, OpenVaultDialog } from './vault-dialogs';
import { countWords } from './words';

type Open =
  | { is: 'store' | 'create-vault' | 'open-vault' | 'change-passphrase' }
  | { is: 'forget'; credential: Credential }
  | null;

/** Whether the keychain that holds it can be asked to remove the value. */
const isReachable = ({ backend }: Credential, status: KeychainStatus | undefined): boolean =>
  status !== undefined && status.state !== 'absent' && status.backend === backend;

/** What is stored for hosts and keys, where, and how that place stands. */
export function CredentialsPage() {
  const list = useCredentials();
  const status = useKeychainStatus();
  const fleet = useFleet().data;
  const inventory = useInventory(fleet !== null && fleet !== undefined);
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const credentials = list.data?.credentials ?? [];
  const canStore = status.data?.state === 'ready';
  return (
    <main aria-label="Credentials">
      <div className="ph">
        <h1>Credentials</h1>
        {list.data ? <span className="cap mut el">{countWords(credentials)}</span> : null}
        <span className="sp" />
        <Button variant="contained" disabled={!canStore} onClick={() => setOpen({ is: 'store' })}>
          <Icon name="plus" />
          Store…
        </Button>
      </div>
      {list.error || status.error ? (
        <ErrorLine
          title="The credentials could not be read"
          error={toErrorShape(list.error ?? status.error)}
          onRetry={() => void Promise.all([list.refetch(), status.refetch()])}
        />
      ) : null}
      {status.data ? (
        <KeychainLine
          status={status.data}
          busy={status.isFetching}
          onCheck={() => void status.refetch()}
          onCreateVault={() => setOpen({ is: 'create-vault' })}
          onOpenVault={() => setOpen({ is: 'open-vault' })}
          onChangePassphrase={() => setOpen({ is: 'change-passphrase' })}
        />
      ) : (
        <Skeleton rows={1} label="Asking the keychain" />
      )}
      <div className="credentials-list">
        {list.data && credentials.length === 0 ? (
          <EmptyState
            icon="secrets"
            title="Nothing is stored"
            words="Passwords of hosts, passphrases of keys and signing keys can lie in your keychain, so that deploys and terminals need not ask. Values stay there; this page never sees them."
          >
            <Button disabled={!canStore} onClick={() => setOpen({ is: 'store' })}>
              Store a credential…
            </Button>
          </EmptyState>
        ) : null}
        {credentials.length > 0 ? (
          <CredentialsTable
            credentials={credentials}
            onForget={(credential) => setOpen({ is: 'forget', credential })}
          />
        ) : null}
      </div>
      {open?.is === 'store' ? (
        <StoreDialog
          hosts={(inventory.data?.hosts ?? []).map(({ name }) => name)}
          status={status.data}
          onClose={close}
        />
      ) : null}
      {open?.is === 'create-vault' ? <CreateVaultDialog onClose={close} /> : null}
      {open?.is === 'open-vault' ? <OpenVaultDialog onClose={close} /> : null}
      {open?.is === 'change-passphrase' ? <ChangePassphraseDialog onClose={close} /> : null}
      {open?.is === 'forget' ? (
        <ForgetDialog
          credential={open.credential}
          reachable={isReachable(open.credential, status.data)}
          onClose={close}
        />
      ) : null}
    </main>
  );
}
