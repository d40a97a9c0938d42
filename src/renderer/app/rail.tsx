import IconButton from '@mui/material/IconButton';
import { useDroppable } from '@dnd-kit/react';
import { useState } from 'react';
import { NavLink } from 'react-router';
import type { Host } from '../../shared/contract';
import { Age, Filter, Icon, type IconName } from '../ui';
import { openDetails } from './actions';
import { useCarry, verdictWords } from './carry';
import { hostState } from './host-state';
import { useBoard, useFleet, useInventory } from './queries';
import { useTerminalCount } from './terminal-count';
import { setView, useSetPreferences, useView } from './view';

const FILTER_PAST = 12;

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

function RailHost({ host }: { host: Host }) {
  const state = hostState(host);
  const { ref } = useDroppable({ id: `rail:${host.name}`, data: { host: host.name } });
  const carry = useCarry((store) => store.carry);
  const verdict = carry?.verdicts.get(host.name);
  const over = carry?.over === host.name;
  const classes = ['hst', verdict ? `v-${verdict.verdict}` : '', over ? 'over' : ''].join(' ').trim();
  return (
    <li>
      <button
        ref={ref}
        type="button"
        className={classes}
        data-host={host.name}
        title={`${host.name}: ${state.words}`}
        onClick={() => openDetails(host.name)}
      >
        <span className={state.tone}>
          <Icon name={state.icon} small label={state.words} />
        </span>
        <span className="nav-word el">{host.name}</span>
        <span className="cap">
          {verdict ? verdictWords(verdict, over) : state.seenAt ? <Age at={state.seenAt} /> : '–'}
        </span>
      </button>
    </li>
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
  const hosts = useInventory(ready).data?.hosts ?? [];
  const features = useBoard(ready).data?.features.length;
  const terminals = useTerminalCount();
  const setPreferences = useSetPreferences();
  const [filter, setFilter] = useState('');
  const shown = hosts.filter((host) => host.name.includes(filter.trim()));
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
      {hosts.length > 0 ? <h2 className="lab">Hosts</h2> : null}
      {hosts.length > FILTER_PAST && !folded ? (
        <Filter label="Filter hosts" value={filter} onChange={setFilter} />
      ) : null}
      <ul className="rail-hosts">
        {shown.map((host) => (
          <RailHost key={host.name} host={host} />
        ))}
      </ul>
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
