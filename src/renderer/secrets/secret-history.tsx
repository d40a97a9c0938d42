import Button from '@mui/material/Button';
import { client, notifyFailure } from '../app';
import { Age, bytes, Chip } from '../ui';
import { told } from './secret-actions';
import { useKeptSecrets, useSecretAges } from './secret-queries';

async function restore(id: string, file: string): Promise<void> {
  try {
    told(`Restored ${file}`, await client.secrets.restore({ id }));
  } catch (error) {
    notifyFailure(`Restore ${file}`)(error);
  }
}

/** When the value is from, and when another one is due. */
export function ValueAge({ file }: { file: string }) {
  const age = useSecretAges().data?.secrets.find((one) => one.file === file);
  if (!age || (age.rotated === null && age.due === null)) return null;
  return (
    <section>
      <h3 className="lab">Value</h3>
      <p className="row g6 cap">
        {age.rotated === null ? null : <span>from {age.rotated}</span>}
        {age.due === null ? null : age.isOverdue ? (
          <Chip tone="warn" icon="clock">
            due since {age.due}
          </Chip>
        ) : (
          <span className="mut">due {age.due}</span>
        )}
      </p>
    </section>
  );
}

/** Files that were replaced, still encrypted, each to be brought back. */
export function KeptFiles({ file }: { file: string }) {
  const kept = useKeptSecrets().data?.kept.filter((one) => one.file === file) ?? [];
  if (kept.length === 0) return null;
  return (
    <section>
      <h3 className="lab">Replaced before</h3>
      <ul>
        {kept.map(({ id, at, title, bytes: size }) => (
          <li key={id} className="secret-use">
            <span className="el" title={`${title}, ${bytes(size)}, ${at}`}>
              {title}
            </span>
            <span className="sp" />
            <span className="cap mut nw">
              <Age at={at} />
            </span>
            <Button
              className="s24"
              aria-label={`Restore what ${title} replaced`}
              onClick={() => void restore(id, file)}
            >
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
