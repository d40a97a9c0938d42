import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId } from 'react';
import { BuilderList } from './builder-list';
import './building.css';
import { CacheList } from './cache-list';
import { HostPlaces } from './host-places';

/** Where systems are built: for each host, on which machines, and what is fetched instead. All of it counts at once. */
export function BuildingDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={id}
      maxWidth={false}
      slotProps={{ paper: { className: 'building-dialog' } }}
    >
      <DialogTitle id={id}>Where to build</DialogTitle>
      <DialogContent className="settings" tabIndex={0}>
        <HostPlaces />
        <BuilderList />
        <CacheList />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
