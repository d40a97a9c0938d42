import Button from '@mui/material/Button';
import { useState } from 'react';
import { toAppError } from '../../shared/carrier';
import type { ErrorShape, ShownHostKey } from '../../shared/contract';
import { announce, client } from '../app';
import { ErrorLine, Icon } from '../ui';
import { TextLine } from './fields';

/**
 * The SSH host key of a machine: typed, or asked of the machine and then accepted. An accepted key is recorded among
 * ours, and becomes part of the gesture where the fleet lists keys.
 */
export function KeyField({
  name,
  address,
  value,
  onChange,
}: {
  name: string;
  address: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [keys, setKeys] = useState<readonly ShownHostKey[] | null>(null);
  const [error, setError] = useState<ErrorShape | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (cause) {
      setError(toAppError(cause).toShape());
    } finally {
      setBusy(false);
    }
  };
  const scan = (): Promise<void> =>
    ask(async () => {
      const found = (await client.hosts.scan({ name, address })).keys;
      setKeys(found);
      announce(`${address} shows ${found.length} keys`);
    });
  const accept = ({ fingerprint, publicKey, keyType }: ShownHostKey): Promise<void> =>
    ask(async () => {
      await client.hosts.trust({ name, address, fingerprint });
      onChange(publicKey);
      setKeys(null);
      announce(`The ${keyType} key is accepted`);
    });
  const isBad = value !== '' && !/^ssh-(?:ed25519|rsa) [A-Za-z0-9+/]+={0,3}$/.test(value);
  return (
    <>
      <TextLine
        label="SSH host key"
        value={value}
        onChange={(text) => onChange(text.trim().split(/\s+/).slice(0, 2).join(' '))}
        mono
        error={isBad ? 'As /etc/ssh/ssh_host_ed25519_key.pub has it.' : null}
        hint="For the recipients of secrets and the known hosts of the fleet."
      />
      <Button className="s24" disabled={name === '' || address === '' || busy} onClick={() => void scan()}>
        <Icon name="host" small />
        {busy ? 'Asking' : 'Ask the machine for its key'}
      </Button>
      {error ? <ErrorLine title="It told no key" error={error} /> : null}
      {keys ? (
        <ul className="host-keys-shown" aria-label="Keys it shows">
          {keys.map((key) => (
            <li key={key.fingerprint} className="col">
              <span className="sm">
                {key.keyType} <span className="mut">{key.words}</span>
              </span>
              <span className="mono m11">{key.fingerprint}</span>
              <Button
                className="s24"
                disabled={busy || key.verdict === 'changed' || key.verdict === 'revoked'}
                onClick={() => void accept(key)}
              >
                Accept this {key.keyType} key
              </Button>
            </li>
          ))}
          <li className="cap mut">
            Compare it with <code>ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub</code> on the machine.
          </li>
        </ul>
      ) : null}
    </>
  );
}
