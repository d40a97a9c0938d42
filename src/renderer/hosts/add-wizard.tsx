import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { HostTemplates, HostWish } from '../../shared/contract';
import { api, closeLife } from '../app';
import { Choice, Several, TextLine } from './fields';
import { KeyField } from './key-field';
import { Preview } from './preview';
import { useWishing } from './use-wishing';

interface Form {
  readonly name: string;
  readonly description: string;
  readonly like: string;
  readonly hardware: readonly string[];
  readonly role: string;
  readonly desktop: string;
  readonly tags: string;
  readonly address: string;
  readonly user: string;
  readonly hostKey: string;
}

const EMPTY: Form = {
  name: '',
  description: '',
  like: '',
  hardware: [],
  role: '',
  desktop: '',
  tags: '',
  address: '',
  user: '',
  hostKey: '',
};

const STEPS = ['Machine', 'Purpose', 'Reaching it'] as const;

/** A new host, step by step, with what it writes beside the form from the first letter on. */
export function AddWizard() {
  const id = useId();
  const templates = useQuery(api.hosts.templates.queryOptions({ staleTime: 0 })).data;
  const [step, setStep] = useState(0);
  const [form, setForm] = useState(EMPTY);
  const wish = wishOf(form);
  const name = form.name.trim();
  const { plan, nameError, isReady, take } = useWishing(wish, {
    done: `${name} added`,
    action: 'Add host',
    host: name,
  });
  const change = (part: Partial<Form>): void => setForm((old) => ({ ...old, ...part }));
  const isLast = step === STEPS.length - 1;
  return (
    <Dialog open onClose={closeLife} aria-labelledby={id} slotProps={{ paper: { className: 'host-paper' } }}>
      <form
        className="host-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isLast) setStep(step + 1);
          else void take();
        }}
      >
        <DialogTitle id={id}>Add host</DialogTitle>
        <DialogContent className="host-sides">
          <div className="host-form">
            <ol className="host-steps" aria-label="Steps">
              {STEPS.map((words, at) => (
                <li key={words}>
                  <button
                    type="button"
                    aria-current={at === step ? 'step' : undefined}
                    onClick={() => setStep(at)}
                  >
                    {at + 1}. {words}
                  </button>
                </li>
              ))}
            </ol>
            <Step
              key={step}
              step={step}
              form={form}
              templates={templates}
              nameError={nameError}
              onChange={change}
            />
          </div>
          <Preview plan={plan} empty="Give it a name; what would be written shows here." />
        </DialogContent>
        <DialogActions>
          <Button onClick={closeLife}>Cancel</Button>
          <span className="sp" />
          <Button disabled={step === 0} onClick={() => setStep(step - 1)}>
            Back
          </Button>
          {isLast ? (
            <Button type="submit" variant="contained" disabled={!isReady}>
              Add host
            </Button>
          ) : (
            <Button type="submit" variant="contained" disabled={name === '' || nameError !== null}>
              Next
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Step({
  step,
  form,
  templates,
  nameError,
  onChange,
}: {
  step: number;
  form: Form;
  templates: HostTemplates | undefined;
  nameError: string | null;
  onChange: (part: Partial<Form>) => void;
}) {
  const choices = (words: string, values: readonly string[]) => [
    { value: '', words },
    ...values.map((value) => ({ value, words: value })),
  ];
  switch (step) {
    case 0:
      return (
        <>
          <TextLine
            label="Name"
            value={form.name}
            onChange={(name) => onChange({ name })}
            mono
            first
            error={nameError}
            hint="Letters, digits and hyphens."
          />
          <TextLine
            label="Description"
            value={form.description}
            onChange={(description) => onChange({ description })}
          />
          {templates && templates.hardware.length > 0 ? (
            <Several
              label="Hardware"
              chosen={form.hardware}
              options={templates.hardware}
              onChange={(hardware) => onChange({ hardware })}
            />
          ) : null}
          <Choice
            label="Take after"
            value={form.like}
            options={choices(
              'The nearest by role and hardware',
              templates?.hosts.map(({ name }) => name) ?? [],
            )}
            onChange={(like) => onChange({ like })}
            hint="Its place, the shape of its files and its hardware file; nothing of what it does."
          />
        </>
      );
    case 1:
      return (
        <>
          <Choice
            label="Role"
            value={form.role}
            options={choices('None', templates?.roles ?? [])}
            onChange={(role) => onChange({ role })}
            first
          />
          <Choice
            label="Desktop"
            value={form.desktop}
            options={[
              { value: '', words: 'None' },
              ...(templates?.desktops ?? []).map(({ path, title }) => ({ value: path, words: title })),
            ]}
            onChange={(desktop) => onChange({ desktop })}
          />
          {templates?.saysAddress ? (
            <TextLine
              label="Tags"
              value={form.tags}
              onChange={(tags) => onChange({ tags })}
              hint="Words to select it by, with blanks between."
            />
          ) : null}
        </>
      );
    default:
      return (
        <>
          <TextLine
            label="Address"
            value={form.address}
            onChange={(address) => onChange({ address })}
            mono
            first
            hint={
              templates?.saysAddress
                ? 'Address or DNS name; without one, your ssh configuration finds it by its name.'
                : 'This fleet has no setting for it: it is used where a host beside it has one.'
            }
          />
          <TextLine label="User" value={form.user} onChange={(user) => onChange({ user })} mono />
          <KeyField
            name={form.name.trim()}
            address={form.address.trim()}
            value={form.hostKey}
            onChange={(hostKey) => onChange({ hostKey })}
          />
        </>
      );
  }
}

/** What the form asks for; null while it has no name. */
function wishOf(form: Form): Extract<HostWish, { kind: 'add' }> | null {
  const name = form.name.trim();
  if (name === '') return null;
  const text = (key: 'like' | 'role' | 'desktop' | 'user' | 'description' | 'address' | 'hostKey') => {
    const value = form[key].trim();
    return value === '' ? {} : { [key]: value };
  };
  return {
    kind: 'add',
    name,
    hardware: [...form.hardware],
    tags: form.tags.split(/[\s,]+/).filter((tag) => tag !== ''),
    ...text('like'),
    ...text('role'),
    ...text('desktop'),
    ...text('user'),
    ...text('description'),
    ...text('address'),
    ...text('hostKey'),
  };
}
