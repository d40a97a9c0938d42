import { useColorScheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type ReactNode, useEffect } from 'react';
import { Outlet } from 'react-router';
import { ErrorLine, SourceReadAt } from '../ui';
import { AskDialog } from './ask-dialog';
import { useConnection } from './client';
import './frame.css';
import { OpenFolderDialog } from './fleet-switcher';
import { HelpDialog } from './help-dialog';
import { useGlobalKeys } from './keys';
import { LiveRegion, Toast } from './live';
import { skipToPage, useLostFocus } from './lost-focus';
import { NoFleet } from './no-fleet';
import { dismissNotice, useNotices } from './notices';
import { Palette } from './palette/palette';
import { useFleet } from './queries';
import { Rail } from './rail';
import { SettingsDialog } from './settings-dialog';
import { StatusBar } from './status-bar';
import { TopBar } from './top-bar';
import { usePreferences } from './view';

function Banner() {
  const status = useConnection((state) => state.status);
  if (status !== 'lost') return null;
  return <output className="banner">Connection lost, trying again. What you see is as it was.</output>;
}

function Notices() {
  const notices = useNotices((state) => state.notices);
  return notices.map((notice) => (
    <ErrorLine
      key={notice.id}
      title={notice.title}
      error={notice.error}
      onClose={() => dismissNotice(notice.id)}
    />
  ));
}

/** Top bar, rail, page and status bar; everything that is on screen wherever one is. `below` stands under each page. */
export function Frame({ below }: { below?: ReactNode }) {
  const { theme, density, railFolded } = usePreferences();
  const { mode, setMode } = useColorScheme();
  const fleet = useFleet();
  const cramped = useMediaQuery('(max-width: 1000px)');
  const folded = railFolded || cramped;
  useGlobalKeys();
  useLostFocus();
  useEffect(() => {
    if (mode !== theme) setMode(theme);
  }, [mode, theme, setMode]);
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
  return (
    <>
      <button type="button" className="skip" onClick={skipToPage}>
        Skip to the page
      </button>
      <div className={folded ? 'app folded' : 'app'}>
        <TopBar />
        <Rail folded={folded} canUnfold={!cramped} />
        <div className="page">
          <Banner />
          <Notices />
          {fleet.data === null || fleet.isError ? (
            <NoFleet />
          ) : (
            <SourceReadAt value={fleet.data?.readAt}>
              <Outlet />
              {below}
            </SourceReadAt>
          )}
        </div>
        <StatusBar />
      </div>
      <Toast />
      <LiveRegion />
      <Palette />
      <HelpDialog />
      <SettingsDialog />
      <OpenFolderDialog />
      <AskDialog />
    </>
  );
}
