import Button from '@mui/material/Button';
import { useId, useState } from 'react';
import type { Drive, ErrorShape, Privilege } from '../../shared/contract';
import { toErrorShape } from '../../shared/contract';
import { announce, client, followAskedJob, invalidate } from '../app';
import { ErrorLine, Icon } from '../ui';
import { noteJob } from './images-store';
import { isConfirmed } from './words';

/** Asks for the drive's name, letter by letter, before everything on it is erased. */
export function ConfirmWrite({
  image,
  drive,
  privilege,
}: {
  /** Null where none is chosen: then the drive can only be emptied. */
  image: string | null;
  drive: Drive;
  privilege: Privilege | undefined;
}) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorShape | null>(null);
  const field = useId();
  const isNone = privilege?.way === 'none';
  const ready = isConfirmed(typed, drive.phrase) && !busy && !isNone;
  const write = async (what: string | null): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const wish = { drive: drive.path, confirm: drive.token, identity: drive.identity };
      const { job } = await (what === null
        ? client.images.restore(wish)
        : client.images.write({ ...wish, image: what }));
      followAskedJob(job);
      noteJob(drive, job);
      invalidate('jobs');
      invalidate('images');
      announce(`Writing to ${drive.title} has begun`);
    } catch (failure) {
      setError(toErrorShape(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card write-card" aria-label="Write">
      <div className="ch">
        <h2>{drive.title}</h2>
        <span className="mono m11 mut">{drive.path}</span>
      </div>
      {error ? <ErrorLine title="Not started" error={error} onClose={() => setError(null)} /> : null}
      <form
        className="confirm-write"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void write(image);
        }}
      >
        <p>
          Everything on <b>{drive.title}</b> is erased
          {image === null ? (
            ', and an empty FAT32 partition made on it. Choose an image to write that instead.'
          ) : (
            <>
              {' '}
              and <b>{image.slice(image.lastIndexOf('/') + 1)}</b> written to it, then read back and compared.
            </>
          )}
        </p>
        {drive.cautions.map(({ code, words }) => (
          <p key={code} className="row sm warn">
            <Icon name="alert" small />
            {words}
          </p>
        ))}
        {privilege && (isNone || privilege.hint !== '') ? (
          <p className="privilege sm" role="note">
            <span className={isNone ? 'bad' : 'warn'}>
              <Icon name="alert" small />
            </span>
            <span>
              {privilege.words} <span className="sec">{privilege.hint}</span>
            </span>
          </p>
        ) : null}
        <label htmlFor={field}>
          Type <b className="mono">{drive.phrase}</b> to confirm
        </label>
        <span className="row">
          <span className="field grow">
            <input
              id={field}
              className="mono"
              value={typed}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
            />
          </span>
          <Button type="submit" variant="contained" disabled={!ready}>
            {image === null ? 'Erase and empty' : 'Erase and write'}
          </Button>
        </span>
        {image === null ? null : (
          <p className="cap mut">
            Or, without an image:{' '}
            <Button variant="text" className="s24" disabled={!ready} onClick={() => void write(null)}>
              restore the drive for files
            </Button>
          </p>
        )}
        {privilege && !isNone && privilege.hint === '' ? <p className="cap mut">{privilege.words}</p> : null}
      </form>
      <p className="note sm sec">
        <Icon name="back" small />
        Cancel leaves a clean, unbootable drive, never half a system.
      </p>
    </section>
  );
}
