import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { TerminalSettings } from '../app';
import { focusOnMount } from '../ui';

/** Font, colours and habits of terminals, beside them. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} aria-labelledby="terminal-settings-title">
      <DialogTitle id="terminal-settings-title">Settings of terminals</DialogTitle>
      <DialogContent className="terminal-settings">
        <TerminalSettings fieldRef={focusOnMount} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
