import Button from '@mui/material/Button';
import { type Desktop, type DesktopHost, toErrorShape } from '../../shared/contract';
import { hyprlandText } from '../../shared/desktop';
import { navigate, useFleet } from '../app';
import { Age, Chip, EmptyState, ErrorLine, Icon, Segmented, Skeleton } from '../ui';
import { CompareView } from './compare/compare-view';
import { setDesktopState, type Shown, showHost, useDesktopState } from './desktop-store';
import './desktop.css';
import { SidePanel } from './edit/side-panel';
import { HostPicker } from './host-picker';
import { HyprlandView } from './hyprland-view';
import { PlasmaPane } from './plasma/plasma-pane';
import { useDesktop, useDesktopHosts } from './queries';

/** The host to show: the chosen one while it is there, else the first with Hyprland, else with any desktop, else any. */
function chosenHost(hosts: readonly DesktopHost[], wanted: string | null): string | null {
  const found =
    hosts.find(({ host }) => host === wanted) ??
    hosts.find(({ hyprland }) => hyprland === true) ??
    hosts.find(({ plasma }) => plasma === true) ??
    hosts[0];
  return found?.host ?? null;
}

/** How the desktop is known, at the right of the header. */
function Truth({ desktop, shown }: { desktop: Desktop; shown: Shown }) {
  return (
    <span className="dk-truth row g12">
      {desktop.complete ? null : (
        <span title="Modules of inputs or computed imports are part of this host; source does not show what they set">
          <Chip tone="unk" icon="unknown">
            In part
          </Chip>
        </span>
      )}
      <span className="cap mut row g4 nw">
        <Icon name={desktop.from === 'source' ? 'source' : 'eval'} small />
        {desktop.from === 'source' ? 'from source' : 'from evaluation'}{' '}
        <Age at={desktop.evaluatedAt ?? desktop.readAt} />
      </span>
      {desktop.hyprland && shown === 'hyprland' ? (
        <span className="dk-geometry cap mut el" title={desktop.hyprland.because}>
          geometry as {hyprlandText(desktop.model.version)} would place it
        </span>
      ) : null}
    </span>
  );
}

function NoDesktop({ desktop }: { desktop: Desktop }) {
  return (
    <EmptyState
      icon="desktop"
      title={`${desktop.host} has no desktop to show`}
      words="Neither Hyprland nor Plasma is switched on for it, as far as source tells. Switch one on with a feature, or choose another host."
    >
      <Button onClick={() => navigate('/features')}>To the features</Button>
    </EmptyState>
  );
}

/** Which of the two is shown: the chosen one where the host has it. */
function shownOf(desktop: Desktop, wanted: Shown): Shown | null {
  if (desktop.hyprland && (wanted === 'hyprland' || !desktop.plasma)) return 'hyprland';
  return desktop.plasma ? 'plasma' : null;
}

/** The desktop of a host as its configuration draws it, before it is deployed. */
export function DesktopPage() {
  const fleet = useFleet().data;
  const ready = fleet !== null && fleet !== undefined;
  const hosts = useDesktopHosts(ready);
  const { host: wanted, shown: wantedShown, compares } = useDesktopState();
  const host = chosenHost(hosts.data?.hosts ?? [], wanted);
  const read = useDesktop(host);
  const desktop = read.data;
  const shown = desktop ? shownOf(desktop, wantedShown) : null;
  const error = hosts.error ?? read.error;
  return (
    <main aria-label="Desktop">
      <div className="ph">
        <h1>Desktop</h1>
        {desktop && shown !== null && desktop.hyprland && desktop.plasma ? (
          <Segmented
            label="Which desktop"
            value={shown}
            options={[
              { value: 'hyprland', words: 'Hyprland' },
              { value: 'plasma', words: 'Plasma' },
            ]}
            onChange={(value) => setDesktopState({ shown: value })}
          />
        ) : null}
        {host === null ? null : <HostPicker host={host} hosts={hosts.data?.hosts ?? []} onPick={showHost} />}
        <span className="sp" />
        {desktop && shown === 'hyprland' && !compares ? (
          <Button onClick={() => setDesktopState({ compares: true })}>Compare</Button>
        ) : null}
        {desktop && shown !== null ? <Truth desktop={desktop} shown={shown} /> : null}
      </div>
      {error ? (
        <ErrorLine
          title="The desktop could not be read"
          error={toErrorShape(error)}
          onRetry={() => void (hosts.error ? hosts.refetch() : read.refetch())}
        />
      ) : null}
      {hosts.data?.hosts.length === 0 ? (
        <EmptyState
          icon="desktop"
          title="This fleet has no hosts"
          words="A desktop is drawn from the configuration of a host. Add one in the inventory."
        >
          <Button onClick={() => navigate('/inventory')}>To the inventory</Button>
        </EmptyState>
      ) : null}
      {!error && !desktop && hosts.data?.hosts.length !== 0 ? (
        <Skeleton rows={6} label="Reading the desktop" />
      ) : null}
      {desktop && shown === null ? <NoDesktop desktop={desktop} /> : null}
      {desktop && shown === 'plasma' ? <PlasmaPane host={desktop.host} /> : null}
      {desktop && shown === 'hyprland' && compares ? (
        <CompareView desktop={desktop} hosts={hosts.data?.hosts ?? []} />
      ) : null}
      {desktop && shown === 'hyprland' && !compares ? (
        <div className="dk">
          <div className="dk-view">
            <HyprlandView key={desktop.host} desktop={desktop} />
          </div>
          <SidePanel desktop={desktop} />
        </div>
      ) : null}
    </main>
  );
}
