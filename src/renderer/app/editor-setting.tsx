import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toAppError } from '../../shared/carrier';
import { toErrorShape, type ErrorShape } from '../../shared/contract';
import { ErrorLine } from '../ui';
import { announce } from './announce';
import { client } from './client';
import { api, useFleet } from './queries';
import { usePreferences, useSetPreferences } from './view';

/** Which program shows a file of the fleet at a line: chosen, found, or written as a command, a word a line. */
export function EditorSetting() {
  const { editor } = usePreferences();
  const set = useSetPreferences();
  const fleet = useFleet().data;
  const editors = useQuery(api.source.editors.queryOptions({ staleTime: 0 })).data?.editors ?? [];
  const [command, setCommand] = useState(editor.command.join('\n'));
  const [failure, setFailure] = useState<ErrorShape | null>(null);
  const usable = editors.find((one) => one.usable);

  const attempt = async (): Promise<void> => {
    setFailure(null);
    try {
      const opened = await client.source.open({ file: 'flake.nix', line: 1 });
      announce(`Opened in ${opened.editor}`);
    } catch (error) {
      setFailure(toErrorShape(toAppError(error)));
    }
  };
  return (
    <>
      <div className="setting fields">
        <TextField
          select
          label="Editor"
          slotProps={{ inputLabel: { shrink: true } }}
          value={editor.use}
          onChange={(event) => set({ editor: { ...editor, use: event.target.value } })}
          helperText={
            editor.use === 'auto'
              ? `$VISUAL or $EDITOR where it opens a window, else ${usable?.name ?? 'none was found here'}`
              : (editors.find(({ id }) => id === editor.use)?.note ?? ' ')
          }
        >
          <MenuItem value="auto">Found by itself</MenuItem>
          {editors.map(({ id, name, note }) => (
            <MenuItem key={id} value={id}>
              <span className="grow">{name}</span>
              {note === undefined ? null : <span className="cap mut">{note}</span>}
            </MenuItem>
          ))}
          <MenuItem value="custom">A command of my own</MenuItem>
        </TextField>
        <Button disabled={!fleet} onClick={() => void attempt()}>
          Try with flake.nix
        </Button>
      </div>
      {editor.use === 'custom' ? (
        <TextField
          multiline
          minRows={3}
          label="Command, a word a line"
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { className: 'mono', spellCheck: false } }}
          placeholder={'my-editor\n--line\n{line}\n{file}'}
          value={command}
          helperText="{file}, {line} and {column} stand for the place; no shell reads it"
          onChange={(event) => {
            setCommand(event.target.value);
            const words = event.target.value.split('\n').filter((word) => word !== '');
            set({ editor: { use: 'custom', command: words.slice(0, 20) } });
          }}
        />
      ) : null}
      {failure ? <ErrorLine error={failure} onClose={() => setFailure(null)} /> : null}
    </>
  );
}
