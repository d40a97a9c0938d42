import Button from '@mui/material/Button';
import { toErrorShape } from '../../shared/contract';
import { EmptyState, ErrorLine } from '../ui';
import { useOpenFleet } from './fleet-switcher';
import { useFleet, useRecentFleets } from './queries';
import { setView } from './view';

/** Before a fleet is open: what one is, and the ways to open one. */
export function NoFleet() {
  const fleet = useFleet();
  const recent = useRecentFleets(true);
  const { mutate, error } = useOpenFleet();
  return (
    <main aria-label="Open a fleet">
      <h1 className="unseen">Open a fleet</h1>
      {fleet.error ? (
        <ErrorLine error={toErrorShape(fleet.error)} onRetry={() => void fleet.refetch()} />
      ) : null}
      {error ? <ErrorLine error={toErrorShape(error)} /> : null}
      <EmptyState
        icon="folder"
        title="No fleet is open"
        words="A fleet is a folder with a flake.nix whose nixosConfigurations are its hosts. Its files stay the only database."
      >
        <Button variant="contained" onClick={() => setView({ openFolder: true })}>
          Open a fleet…
        </Button>
        {(recent.data ?? []).slice(0, 2).map((entry) => (
          <Button key={entry.dir} onClick={() => mutate(entry.dir)} title={entry.dir}>
            {entry.name}
          </Button>
        ))}
      </EmptyState>
    </main>
  );
}
