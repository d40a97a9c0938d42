import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useId, useState } from 'react';
import type { HostLeftover, HostWish } from '../../shared/contract';
import { closeLife } from '../app';
import { TextLine } from './fields';
import { KeyField } from './key-field';
import { Preview } from './preview';
import { useWishing } from './use-wishing';

type Kind = 'clone' | 'rename' | 'retire';

const VERB: Record<Kind, string> = { clone: 'Clone', rename: 'Rename', retire: 'Retire' };

/** Clones, renames or retires a host, with what that writes beside the form. */
export function LifeDialog({ kind, host }: { kind: Kind; host: string }) {
  const id = useId();
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [hostKey, setHostKey] = useState('');
  const [docs, setDocs] = useState(true);
  const [also, setAlso] = useState<readonly string[]>([]);
  const wish = wishOf(kind, host, { name: name.trim(), address: address.trim(), hostKey, docs, also });
  const { plan, nameError, isReady, take } = useWishing(wish, {
    done: doneWords(kind, host, name.trim()),
    action: `${VERB[kind]} ${host}`,
    host: kind === 'retire' ? null : name.trim(),
  });
  return (
    <Dialog open onClose={closeLife} aria-labelledby={id} slotProps={{ paper: { className: 'host-paper' } }}>
      <form
        className="host-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <DialogTitle id={id}>
          {VERB[kind]} {host}
        </DialogTitle>
        <DialogContent className="host-sides">
          <div className="host-form">
            {kind === 'retire' ? (
              <p className="sec">
                Its files and every place that is only there for it leave the fleet, as one gesture that can
                be undone. The machine itself is not touched.
              </p>
            ) : (
              <TextLine
                label="New name"
                value={name}
                onChange={setName}
                mono
                first
                error={nameError}
                hint="Letters, digits and hyphens."
              />
            )}
            {kind === 'clone' ? (
              <>
                <TextLine
                  label="Address"
                  value={address}
                  onChange={setAddress}
                  mono
                  hint={`Without one, the lines with the address of ${host} are left out.`}
                />
                <KeyField name={name.trim()} address={address.trim()} value={hostKey} onChange={setHostKey} />
              </>
            ) : (
              <FormControlLabel
                label="Comments and documents too"
                control={
                  <Checkbox size="small" checked={docs} onChange={(event) => setDocs(event.target.checked)} />
                }
              />
            )}
          </div>
          <Preview
            plan={plan}
            empty="Give it a name; what would be written shows here."
            also={also}
            {...(kind === 'clone' ? {} : { onAlso: setAlso })}
            canTake={(leftover) => canTake(kind, leftover)}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={closeLife}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!isReady}>
            {VERB[kind]} {host}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface Given {
  readonly name: string;
  readonly address: string;
  readonly hostKey: string;
  readonly docs: boolean;
  readonly also: readonly string[];
}

function wishOf(kind: Kind, host: string, given: Given): HostWish | null {
  const { name, address, hostKey, docs } = given;
  const also = [...given.also];
  if (kind === 'retire') return { kind, name: host, docs, also };
  if (name === '') return null;
  if (kind === 'rename') return { kind, name: host, to: name, docs, also };
  return {
    kind,
    name,
    from: host,
    ...(address === '' ? {} : { address }),
    ...(hostKey === '' ? {} : { hostKey }),
  };
}

/** A name can be rewritten anywhere; what is taken out is a line of a comment, or of a file that is not Nix. */
function canTake(kind: Kind, { kind: what, file }: HostLeftover): boolean {
  if (what === 'file') return false;
  return kind === 'rename' || what === 'comment' || !file.endsWith('.nix');
}

function doneWords(kind: Kind, host: string, name: string): string {
  switch (kind) {
    case 'clone':
      return `${name} cloned from ${host}`;
    case 'rename':
      return `${host} renamed to ${name}`;
    case 'retire':
      return `${host} retired`;
  }
}
