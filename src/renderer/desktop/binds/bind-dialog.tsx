import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState } from 'react';
import { type Bind, inOrder, type Modifier } from '../../../shared/desktop';
import { focusOnMount } from '../../ui';

const MODIFIERS: readonly Modifier[] = ['SUPER', 'CTRL', 'ALT', 'SHIFT'];

const FIELDS = [
  { name: 'key', words: 'Key', hint: 'Q, Return, mouse:272, XF86AudioMute' },
  { name: 'action', words: 'Dispatcher', hint: 'exec, killactive, workspace' },
  { name: 'argument', words: 'Argument', hint: 'What the dispatcher is given' },
  { name: 'description', words: 'Description', hint: 'What it does, in words' },
] as const;

/** A bind to be changed, or a new one. */
export function BindDialog({
  bind,
  isNew,
  onClose,
  onTake,
}: {
  bind: Bind;
  isNew: boolean;
  onClose: () => void;
  onTake: (bind: Bind) => void;
}) {
  const id = useId();
  const [modifiers, setModifiers] = useState(bind.modifiers);
  const [texts, setTexts] = useState({
    key: bind.key,
    action: bind.action,
    argument: bind.argument,
    description: bind.description ?? '',
  });
  // Hyprland ends each of the others at a comma.
  const hasComma = (name: keyof typeof texts): boolean => name !== 'argument' && texts[name].includes(',');
  const comma = FIELDS.find(({ name }) => hasComma(name));
  const ready = texts.key.trim() !== '' && texts.action.trim() !== '' && comma === undefined;
  const take = (): void => {
    const { description: _before, ...rest } = bind;
    const description = texts.description.trim();
    onTake({
      ...rest,
      modifiers,
      key: texts.key.trim(),
      action: texts.action.trim(),
      argument: texts.argument.trim(),
      ...(description === '' ? {} : { description }),
    });
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={`${id}-title`} fullWidth maxWidth="xs">
      <DialogTitle id={`${id}-title`}>{isNew ? 'A bind more' : 'Change a bind'}</DialogTitle>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) take();
        }}
      >
        <DialogContent>
          <fieldset className="db-mods">
            <legend>Modifiers</legend>
            {MODIFIERS.map((modifier) => (
              <label key={modifier} className="row g4">
                <input
                  type="checkbox"
                  checked={modifiers.includes(modifier)}
                  onChange={({ target }) =>
                    setModifiers(
                      inOrder(
                        target.checked
                          ? [...modifiers, modifier]
                          : modifiers.filter((other) => other !== modifier),
                      ),
                    )
                  }
                />
                {modifier}
              </label>
            ))}
          </fieldset>
          {FIELDS.map(({ name, words, hint }, index) => (
            <div key={name} className="form-field">
              <label htmlFor={`${id}-${name}`}>{words}</label>
              <span className="field">
                <input
                  id={`${id}-${name}`}
                  {...(index === 0 ? { ref: focusOnMount } : {})}
                  value={texts[name]}
                  placeholder={hint}
                  spellCheck={false}
                  aria-invalid={hasComma(name)}
                  onChange={({ target }) => setTexts({ ...texts, [name]: target.value })}
                />
              </span>
            </div>
          ))}
          <p className="cap warn" role="alert">
            {comma ? `${comma.words}: only the argument may have commas.` : null}
          </p>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!ready}>
            {isNew ? 'Add it' : 'Change it'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
