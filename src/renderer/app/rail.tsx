import IconButton from '@mui/material/IconButton';
import { useMemo, useState } from 'react';
import { NavLink } from 'react-router';
import type { Host } from '../../shared/contract';
import { Filter, Icon, type IconName } from '../ui';
import { useBoard, useFleet, useInventory } from './queries';
import { RailHosts } from './rail-hosts';
import { useTerminalCount } from './terminal-count';
import { setView, useSetPreferences, useView } from './view';

const FILTER_PAST = 12;
const NO_HOSTS: readonly Host[] = [];

function Area({
  to,
  icon,
  count,
  children,
}: {
  to: string;
  icon: IconName;
  count?: number;
  children: string;
}) {
  return (
    <NavLink to={to} className={({ isActive }) => (isActive ? 'nav on' : 'nav')} title={children}>
      <Icon name={icon} />
      <span className="nav-word">{children}</span>
      {count !== undefined && count > 0 ? (
        <span className="n" aria-label={`${count}`}>
          {count}
        </span>
      ) : null}
    </NavLink>
  );
}

function SettingsButton() {
  const open = useView((state) => state.settingsOpen);
  return (
    <button
      type="button"
      className="nav"
      title="Settings"
      aria-haspopup="dialog"
      aria-expanded={open}
      onClick={() => setView({ settingsOpen: true })}
    >
      <Icon name="sliders" />
      <span className="nav-word">Settings</span>
    </button>
  );
}

/** The areas, and below them every host: a door to its details and a place to drop a feature. */
export function Rail({ folded, canUnfold }: { folded: boolean; canUnfold: boolean }) {
  const fleet = useFleet().data;
  const ready = fleet !== null && fleet !== undefined;
  const hosts = useInventory(ready).data?.hosts ?? NO_HOSTS;
  const features = useBoard(ready).data?.features.length;
  const terminals = useTerminalCount();
  const setPreferences = useSetPreferences();
  const [filter, setFilter] = useState('');
  const words = filter.trim().toLowerCase();
  const shown = useMemo(
    () => hosts.filter((host) => host.name.toLowerCase().includes(words)),
    [hosts, words],
  );
  return (
    <nav className="rail" aria-label="Areas and hosts">
      <Area to="/inventory" icon="inventory" count={hosts.length}>
        Inventory
      </Area>
      <Area to="/features" icon="features" count={features ?? 0}>
        Features
      </Area>
      <Area to="/deploys" icon="deploys">
        Deploys
      </Area>
      <Area to="/terminals" icon="terminals" count={terminals}>
        Terminals
      </Area>
      <Area to="/secrets" icon="secrets">
        Secrets
      </Area>
      <Area to="/images" icon="images">
        Images
      </Area>
      <Area to="/desktop" icon="desktop">
        Desktop
      </Area>
      {hosts.length > 0 ? <h2 className="lab">Hosts</h2> : null}
      {hosts.length > FILTER_PAST && !folded ? (
        <Filter label="Filter the rail" value={filter} onChange={setFilter} />
      ) : null}
      {shown.length === 0 && hosts.length > 0 ? (
        <p className="rail-none cap mut">No host has such a name.</p>
      ) : null}
      <RailHosts hosts={shown} />
      <div className="rail-foot">
        <SettingsButton />
        {canUnfold ? (
          <IconButton
            className="s24"
            aria-label={folded ? 'Unfold the rail' : 'Fold the rail'}
            onClick={() => setPreferences({ railFolded: !folded })}
          >
            <Icon name="fold" small />
          </IconButton>
        ) : null}
      </div>
    </nav>
  );
}
