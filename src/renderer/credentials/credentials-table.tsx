import IconButton from '@mui/material/IconButton';
import type { Credential } from '../../shared/contract';
import { Age, Icon, IconWord } from '../ui';
import { credentialWords, KIND_WORDS, placeWords } from './words';

/** What is stored and for what; no value is ever here. */
export function CredentialsTable({
  credentials,
  onForget,
}: {
  credentials: readonly Credential[];
  onForget: (credential: Credential) => void;
}) {
  return (
    <table className="credentials" aria-label="Stored credentials">
      <thead>
        <tr>
          <th scope="col" className="c-kind">
            What
          </th>
          <th scope="col">For</th>
          <th scope="col" className="c-in">
            In
          </th>
          <th scope="col" className="c-age r">
            Stored
          </th>
          <th scope="col" className="c-age r">
            Last used
          </th>
          <th scope="col" className="c-act">
            <span className="unseen">Forget</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {credentials.map((credential) => (
          <tr key={credential.id} data-credential={credential.id}>
            <td className="md">
              <IconWord icon="secrets" tone="sec">
                {KIND_WORDS[credential.kind]}
              </IconWord>
            </td>
            <td title={credential.subject}>
              {credential.host === undefined ? (
                <span className="mono m11">{credential.subject}</span>
              ) : (
                <span data-host={credential.host}>{credential.subject}</span>
              )}
            </td>
            <td className="sec">{placeWords(credential.backend)}</td>
            <td className="r cap mut" title={credential.storedAt}>
              <Age at={credential.storedAt} />
            </td>
            <td className="r cap mut" title={credential.lastUsed}>
              {credential.lastUsed === undefined ? 'never' : <Age at={credential.lastUsed} />}
            </td>
            <td className="r">
              <IconButton
                className="s24"
                aria-label={`Forget the ${credentialWords(credential)}`}
                onClick={() => onForget(credential)}
              >
                <Icon name="x" small />
              </IconButton>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
