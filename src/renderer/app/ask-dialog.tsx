import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { useId, useState } from 'react';
import type { Ask, Question } from '../../shared/contract';
import { focusOnMount } from '../ui';
import { answerAsk, useAsks } from './asks';
import { notifyFailure } from './notices';

/** What sessions ask whoever sits here, one at a time; Esc says no. */
export function AskDialog() {
  const [ask] = useAsks((state) => state.asks);
  // A new question begins with empty fields.
  return ask === undefined ? null : <OneAsk key={ask.id} ask={ask} />;
}

function OneAsk({ ask: { id, question } }: { ask: Ask }) {
  const titleId = useId();
  const [value, setValue] = useState('');
  const [remember, setRemember] = useState(false);
  const { title, action, isDecision } = wordsOf(question);
  const answer = (accept: boolean): void => {
    const given = accept && !isDecision ? { value, remember } : {};
    answerAsk(id, { accept, ...given }).catch(notifyFailure('The answer was not taken'));
  };
  return (
    <Dialog open onClose={() => answer(false)} aria-labelledby={titleId} data-ask={question.kind}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isDecision || value !== '') answer(true);
        }}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent>
          <Words question={question} />
          {isDecision ? null : (
            <SecretInput
              question={question}
              value={value}
              onChange={setValue}
              remember={remember}
              onRemember={setRemember}
            />
          )}
        </DialogContent>
        <DialogActions>
          {/* What changes nothing has the focus: a hasty Enter must not trust a key. */}
          <Button onClick={() => answer(false)} {...(isDecision ? { ref: focusOnMount } : {})}>
            {isDecision ? 'No' : 'Cancel'}
          </Button>
          <Button type="submit" variant="contained" disabled={!isDecision && value === ''}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function SecretInput({
  question,
  value,
  onChange,
  remember,
  onRemember,
}: {
  question: Question;
  value: string;
  onChange: (value: string) => void;
  remember: boolean;
  onRemember: (remember: boolean) => void;
}) {
  const id = useId();
  const shown = question.kind === 'prompt' && question.echo;
  return (
    <div className="ask-field">
      <label htmlFor={id}>{labelOf(question)}</label>
      <TextField
        id={id}
        type={shown ? 'text' : 'password'}
        fullWidth
        autoComplete="new-password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        inputRef={focusOnMount}
        slotProps={{ htmlInput: { spellCheck: false, className: 'mono', maxLength: 4096 } }}
      />
      {shown ? null : (
        <FormControlLabel
          control={
            <Checkbox
              size="small"
              checked={remember}
              onChange={(event) => onRemember(event.target.checked)}
            />
          }
          label="Keep it in the keychain once it has proved right"
        />
      )}
    </div>
  );
}

function Words({ question }: { question: Question }) {
  switch (question.kind) {
    case 'host-key':
      return (
        <>
          <p className="sec">
            Nothing has been sent to it. <b>{question.name}</b> shows this {question.keyType} key:
          </p>
          <p className="mono ask-print">{question.fingerprint}</p>
          {question.knownTypes.length === 0 ? null : (
            <p className="warn">
              It is known by keys of other types ({question.knownTypes.join(', ')}), not by this one.
            </p>
          )}
          <p className="sec">
            Compare it with what the host itself says:{' '}
            <code>ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub</code>
          </p>
        </>
      );
    case 'passphrase':
      return (
        <p className="sec">
          {question.again ? 'That was not it. ' : ''}A host accepts this key, and it is encrypted.
        </p>
      );
    case 'password':
      return (
        <p className="sec">
          {question.again ? 'That was not it. ' : ''}The host’s key is trusted; it asks for a password.
        </p>
      );
    case 'sudo-password':
      return (
        <p className="sec">
          {question.again ? 'That was not it. ' : ''}The activation needs root, and sudo asks for a password.
        </p>
      );
    case 'prompt':
      return <p className="sec">The host’s key is trusted. These are its own words:</p>;
    case 'use-key':
      return (
        <>
          <p className="sec">
            A program on this machine asks to log in with <b>{question.comment}</b>
            {question.towards === null ? '.' : ' to the host with this key:'}
          </p>
          <p className="mono ask-print">{question.towards ?? question.fingerprint}</p>
        </>
      );
  }
}

function labelOf(question: Question): string {
  switch (question.kind) {
    case 'passphrase':
      return 'Passphrase';
    case 'prompt':
      return question.prompt === '' ? 'Answer' : question.prompt;
    default:
      return 'Password';
  }
}

function wordsOf(question: Question): { title: string; action: string; isDecision: boolean } {
  switch (question.kind) {
    case 'host-key':
      return { title: `${question.host} is not a known host`, action: 'Trust this key', isDecision: true };
    case 'passphrase':
      return { title: `Passphrase of ${question.file}`, action: 'Unlock', isDecision: false };
    case 'password':
      return {
        title: `Password of ${question.user} on ${question.host}`,
        action: 'Log in',
        isDecision: false,
      };
    case 'sudo-password':
      return {
        title: `Password for sudo of ${question.user} on ${question.host}`,
        action: 'Go on',
        isDecision: false,
      };
    case 'prompt':
      return { title: `${question.host} asks ${question.user}`, action: 'Answer', isDecision: false };
    case 'use-key':
      return { title: 'Use a key?', action: 'Allow', isDecision: true };
  }
}
