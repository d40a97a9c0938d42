import TextField from '@mui/material/TextField';
import { useEffect, useId, useState } from 'react';
import { toAppError } from '../../shared/carrier';
import { type ErrorShape, type Secrets, toErrorShape } from '../../shared/contract';
import { client } from '../app';
import { ErrorLine, focusOnMount, SecretDialog, Skeleton } from '../ui';
import { PickRecipients } from './pick-recipients';
import { fromBase64, told } from './secret-actions';
import { type Source, ValueFields, valueWish } from './value-fields';

function publicHalf(key: string | undefined): string {
  return key === undefined ? '' : `. Its public half: ${key}`;
}

/** A secret that is not there yet, with its rule. */
export function CreateDialog({ list, onClose }: { list: Secrets; onClose: () => void }) {
  const id = useId();
  const base = list.rules[0]?.base ?? '';
  const [name, setName] = useState('');
  const [source, setSource] = useState<Source>('password');
  const [text, setText] = useState('');
  const [recipients, setRecipients] = useState<readonly string[]>([]);
  const file = `${base === '' ? '' : `${base}/`}${name.trim().replace(/\.age$/, '')}.age`;
  const isThere = list.secrets.some((secret) => secret.file === file && secret.exists);
  return (
    <SecretDialog
      title="New secret"
      words="It is encrypted here to those who shall read it; its rule is written in the same step, which undo takes back."
      action="Create"
      ready={name.trim() !== '' && !isThere && recipients.length > 0 && (source !== 'typed' || text !== '')}
      onClose={onClose}
      onSend={async () => {
        const done = await client.secrets.write({
          file,
          how: 'create',
          value: valueWish(source, text),
          recipients: [...recipients],
        });
        told(`Created ${file}${publicHalf(done.public)}`, done);
      }}
    >
      <div className="form-field">
        <label htmlFor={id}>Name</label>
        <TextField
          id={id}
          fullWidth
          autoComplete="off"
          value={name}
          error={isThere}
          onChange={(event) => setName(event.target.value)}
          inputRef={focusOnMount}
          slotProps={{
            htmlInput: { spellCheck: false, className: 'mono', 'aria-describedby': `${id}-hint` },
          }}
        />
        <span id={`${id}-hint`} className={isThere ? 'cap bad' : 'cap mut'}>
          {isThere ? `${file} is there already.` : file}
        </span>
      </div>
      <ValueFields source={source} text={text} onSource={setSource} onText={setText} />
      <PickRecipients list={list} withLists chosen={recipients} onChoose={setRecipients} />
    </SecretDialog>
  );
}

/** Another content for a secret, seen while it is changed. What is here is gone when the dialog closes. */
export function EditDialog({ file, name, onClose }: { file: string; name: string; onClose: () => void }) {
  const [before, setBefore] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [error, setError] = useState<ErrorShape | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const load = async (): Promise<void> => {
      try {
        const { content, isText } = await client.secrets.show({ file }, { signal: abort.signal });
        if (isText) {
          setBefore(fromBase64(content));
          setText(fromBase64(content));
        } else {
          setError({
            code: 'refused',
            message: `${file} is no text.`,
            hint: 'Give it a new value, or edit it at the terminal: snowfleet secrets edit.',
            detail: {},
          });
        }
      } catch (reason) {
        if (!abort.signal.aborted) setError(toErrorShape(toAppError(reason)));
      }
    };
    void load();
    return () => abort.abort();
  }, [file]);
  return (
    <SecretDialog
      title={`Edit ${name}`}
      words="It is encrypted again for the same readers, proven from the disk, and the file before is kept encrypted for a while."
      action="Save"
      ready={before !== null && text !== before && text !== ''}
      onClose={onClose}
      onSend={async () => {
        told(
          `Changed ${file}`,
          await client.secrets.write({ file, how: 'replace', value: valueWish('typed', text) }),
        );
      }}
    >
      {error ? <ErrorLine error={error} /> : null}
      {before === null && !error ? <Skeleton rows={3} label="Decrypting" /> : null}
      {before === null ? null : (
        <div className="form-field">
          <TextField
            multiline
            fullWidth
            minRows={4}
            maxRows={16}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            inputRef={focusOnMount}
            slotProps={{ htmlInput: { 'aria-label': 'Content', spellCheck: false, className: 'mono' } }}
          />
        </div>
      )}
    </SecretDialog>
  );
}
