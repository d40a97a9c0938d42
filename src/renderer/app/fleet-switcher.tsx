import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toErrorShape } from '../../shared/contract';
import { ErrorLine, focusOnMount, Icon } from '../ui';
import { announce } from './announce';
import { client } from './client';
import { queries, useFleet, useRecentFleets } from './queries';
import { setView, useView } from './view';

/** Opens a fleet and asks again for everything on screen. */
export function useOpenFleet(onOpened?: () => void) {
  return useMutation({
    mutationFn: (dir: string) => client.fleet.open({ dir }),
    onSuccess: (info) => {
      setView({ host: null, deployHosts: [], deployJob: null, generationsOf: null, deployHistory: false });
      void queries.invalidateQueries();
      announce(`Opened ${info.name}`);
      onOpened?.();
    },
  });
}

/** The fleet's name and, in its menu, the fleets opened before and the way to another. */
export function FleetSwitcher() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const open = anchor !== null;
  const fleet = useFleet().data;
  const recent = useRecentFleets(open);
  const { mutate } = useOpenFleet();
  const others = (recent.data ?? []).filter((entry) => entry.dir !== fleet?.dir).slice(0, 8);
  return (
    <>
      <button
        type="button"
        className="tb"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={fleet ? `Fleet ${fleet.name}${fleet.practice ? ', practice' : ''}` : 'Fleet'}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <span className={fleet?.practice ? 'pr' : undefined}>
          <Icon name={fleet?.practice ? 'flask' : 'inventory'} />
        </span>
        <b className="el">{fleet?.name ?? 'No fleet'}</b>
        <Icon name="down" small />
      </button>
      <Menu open={open} onClose={() => setAnchor(null)} anchorEl={anchor}>
        {fleet ? (
          <MenuItem selected disabled>
            <Icon name="check" small />
            <span className="col">
              <span className="md">{fleet.name}</span>
              <span className="mono m11 mut">{fleet.dir}</span>
            </span>
          </MenuItem>
        ) : null}
        {others.map((entry) => (
          <MenuItem
            key={entry.dir}
            onClick={() => {
              setAnchor(null);
              mutate(entry.dir);
            }}
          >
            <Icon name="inventory" small />
            <span className="col">
              <span className="md">{entry.name}</span>
              <span className="mono m11 mut">{entry.dir}</span>
            </span>
          </MenuItem>
        ))}
        <Divider />
        <MenuItem
          onClick={() => {
            setAnchor(null);
            setView({ openFolder: true });
          }}
        >
          <Icon name="folder" small />
          Open another fleet…
        </MenuItem>
      </Menu>
    </>
  );
}

function close(): void {
  setView({ openFolder: false });
}

/** A folder by its path; the core looks for the flake at or above it. */
export function OpenFolderDialog() {
  const open = useView((state) => state.openFolder);
  const [dir, setDir] = useState('');
  const { mutate, error, isPending, reset } = useOpenFleet(() => {
    setDir('');
    close();
  });
  return (
    <Dialog open={open} onClose={close} aria-labelledby="open-fleet-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (dir.trim() !== '') mutate(dir.trim());
        }}
      >
        <DialogTitle id="open-fleet-title">Open a fleet</DialogTitle>
        <DialogContent>
          <p className="sec">A folder with a flake.nix, or any folder below one.</p>
          <TextField
            inputRef={focusOnMount}
            fullWidth
            margin="dense"
            placeholder="/home/me/nixos"
            value={dir}
            onChange={(event) => {
              setDir(event.target.value);
              reset();
            }}
            slotProps={{ htmlInput: { 'aria-label': 'Folder', spellCheck: false, className: 'mono' } }}
          />
          {error ? <ErrorLine error={toErrorShape(error)} /> : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={isPending || dir.trim() === ''}>
            Open fleet
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
