import { useId, type KeyboardEvent } from 'react';
import type { OptionRow } from '../../shared/contract';
import { Kbd } from '../ui';
import { editorWords, readTyped } from './option-text';

/** The values of an option that can be chosen, as typed and as read; null where it is typed freely. */
function choices({
  editor,
}: OptionRow): readonly { readonly typed: string; readonly words: string }[] | null {
  const none = editor.nullable ? [{ typed: '', words: 'null' }] : [];
  if (editor.kind === 'bool') {
    return [{ typed: 'true', words: 'on' }, { typed: 'false', words: 'off' }, ...none];
  }
  if (editor.kind !== 'enum') return null;
  const texts = (editor.values ?? []).map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  );
  return [...texts.map((text) => ({ typed: text, words: text })), ...none];
}

/**
 * A field for an option's value, by its type; what is wrong with it is said at once. Enter takes it, Escape gives it
 * back; where a value has several lines, Shift Enter begins one.
 */
export function OptionField({
  row,
  text,
  onChange,
  onTake,
  onCancel,
  isFirst = false,
}: {
  row: OptionRow;
  text: string;
  onChange: (text: string) => void;
  onTake: () => void;
  onCancel?: () => void;
  /** Takes the focus when it appears. */
  isFirst?: boolean;
}) {
  const id = useId();
  const { editor } = row;
  const typed = readTyped(text, editor);
  // An empty field that was not touched is not scolded.
  const problem = typed.ok || text === '' ? null : typed.problem;
  const options = choices(row);
  const hasLines = editor.kind === 'strings' || editor.lines === true;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !(hasLines && event.shiftKey)) {
      event.preventDefault();
      onTake();
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  const shared = {
    id,
    value: text,
    onKeyDown,
    'aria-invalid': problem !== null,
    'aria-describedby': `${id}-words`,
    ref: (node: HTMLElement | null) => {
      if (isFirst && node && !('met' in node.dataset)) {
        node.dataset['met'] = '';
        node.focus();
        if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) node.select();
      }
    },
  };
  return (
    <div className="option-field">
      <label htmlFor={id} className="md" title={row.path}>
        {row.name}
      </label>
      {options ? (
        <select {...shared} onChange={(event) => onChange(event.target.value)}>
          {options.some((option) => option.typed === text) ? null : (
            <option value={text}>{text === '' ? 'choose…' : text}</option>
          )}
          {options.map((option) => (
            <option key={option.typed} value={option.typed}>
              {option.words}
            </option>
          ))}
        </select>
      ) : hasLines ? (
        <textarea
          {...shared}
          rows={Math.min(8, text.split('\n').length + 1)}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={editor.kind === 'int' ? 'numeric' : editor.kind === 'float' ? 'decimal' : 'text'}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <p
        id={`${id}-words`}
        className={problem === null ? 'cap mut' : 'cap bad'}
        role={problem === null ? undefined : 'alert'}
      >
        {problem ?? editorWords(editor)}
        {hasLines ? (
          <>
            . <Kbd>Shift Enter</Kbd> begins a line
          </>
        ) : null}
      </p>
      {row.description ? <p className="cap sec">{row.description}</p> : null}
    </div>
  );
}
