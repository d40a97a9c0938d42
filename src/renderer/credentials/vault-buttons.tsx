import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { KeychainStatus } from '../../shared/contract';
import { client, invalidate, notifyFailure, usePreferences, useSetPreferences } from '../app';
import { lockWords } from './words';

/** Minutes that are offered; 0: never. */
const CHOICES = [5, 15, 30, 60, 240, 0];

function choiceWords(minutes: number): string {
  if (minutes === 0) return 'Never locks itself';
  return minutes % 60 === 0 ? `Locks after ${minutes / 60} h unused` : `Locks after ${minutes} min unused`;
}

/** What can be done with a vault as it stands. */
export function VaultButtons({
  state,
  onOpen,
  onChangePassphrase,
}: {
  state: KeychainStatus['state'];
  onOpen: () => void;
  onChangePassphrase: () => void;
}) {
  const { vaultLockMinutes } = usePreferences();
  const setPreferences = useSetPreferences();
  const lock = async (): Promise<void> => {
    await client.credentials.lock().catch(notifyFailure('Lock the vault'));
    invalidate('credentials');
  };
  if (state !== 'ready' && state !== 'locked') return null;
  // One set elsewhere is shown too.
  const choices = CHOICES.includes(vaultLockMinutes) ? CHOICES : [vaultLockMinutes, ...CHOICES];
  return (
    <>
      <TextField
        select
        value={vaultLockMinutes}
        onChange={(event) => setPreferences({ vaultLockMinutes: Number(event.target.value) })}
        slotProps={{
          select: { native: true },
          htmlInput: { 'aria-label': 'When the vault locks itself', title: lockWords(vaultLockMinutes) },
        }}
      >
        {choices.map((minutes) => (
          <option key={minutes} value={minutes}>
            {choiceWords(minutes)}
          </option>
        ))}
      </TextField>
      <Button onClick={onChangePassphrase}>Passphrase…</Button>
      {state === 'locked' ? (
        <Button onClick={onOpen}>Open vault…</Button>
      ) : (
        <Button onClick={() => void lock()}>Lock vault</Button>
      )}
    </>
  );
}
