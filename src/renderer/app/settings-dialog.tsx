import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import type { Preferences } from '../../shared/contract';
import { Segmented } from '../ui';
import { EditorSetting } from './editor-setting';
import { navigate } from './navigation';
import './settings.css';
import { TerminalSettings } from './terminal-settings';
import { setView, usePreferences, useSetPreferences, useView } from './view';

const THEMES: readonly { value: Preferences['theme']; words: string }[] = [
  { value: 'system', words: 'As the system' },
  { value: 'light', words: 'Light' },
  { value: 'dark', words: 'Dark' },
];

const DENSITIES: readonly { value: Preferences['density']; words: string }[] = [
  { value: 'comfortable', words: 'Comfortable' },
  { value: 'dense', words: 'Dense' },
];

const RAIL = [
  { value: 'wide', words: 'With words' },
  { value: 'folded', words: 'Icons alone' },
] as const;

function close(): void {
  setView({ settingsOpen: false });
}

/** How Snowfleet looks and what it works with; everything counts at once and is kept by the core. */
export function SettingsDialog() {
  const open = useView((state) => state.settingsOpen);
  const { theme, density, railFolded } = usePreferences();
  const set = useSetPreferences();
  return (
    <Dialog open={open} onClose={close} aria-labelledby="settings-title" maxWidth={false}>
      <DialogTitle id="settings-title">Settings</DialogTitle>
      <DialogContent className="settings" tabIndex={0}>
        <section>
          <h3 className="lab">Look</h3>
          <div className="setting">
            <span>Theme</span>
            <Segmented
              label="Theme"
              value={theme}
              options={THEMES}
              onChange={(value) => set({ theme: value })}
            />
          </div>
          <div className="setting">
            <span>Rows</span>
            <Segmented
              label="Rows"
              value={density}
              options={DENSITIES}
              onChange={(value) => set({ density: value })}
            />
          </div>
          <div className="setting">
            <span>Rail</span>
            <Segmented
              label="Rail"
              value={railFolded ? 'folded' : 'wide'}
              options={RAIL}
              onChange={(value) => set({ railFolded: value === 'folded' })}
            />
          </div>
        </section>
        <section>
          <h3 className="lab">Editor for source files</h3>
          <EditorSetting />
        </section>
        <section>
          <h3 className="lab">Terminals</h3>
          <TerminalSettings />
        </section>
      </DialogContent>
      <DialogActions>
        <Button
          variant="text"
          onClick={() => {
            close();
            navigate('/credentials');
          }}
        >
          Credentials…
        </Button>
        <span className="sp" />
        <Button onClick={close}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
