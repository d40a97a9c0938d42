import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { Chip, Icon, Kbd, Mark } from '../ui';
import { evaluate, undo } from './actions';
import { useDrawer } from './drawer';
import { FleetSwitcher } from './fleet-switcher';
import { useDraft, useFleet, useJobs } from './queries';
import { setView } from './view';

function DraftChip() {
  const draft = useDraft();
  const [isOpen, setOpen] = useDrawer();
  const count = draft.data?.gestures.length ?? 0;
  if (count === 0) return <Chip icon="check">No draft</Chip>;
  return (
    <button type="button" className="chip dr" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      <Icon name="draft" small />
      Draft: {count === 1 ? '1 change' : `${count} changes`}
    </button>
  );
}

/** Where we are (fleet, commit, draft), the way to everything (search), and what is at hand everywhere. */
export function TopBar() {
  const fleet = useFleet().data;
  const draft = useDraft(fleet !== null && fleet !== undefined).data;
  const evaluating =
    useJobs().data?.some((job) => job.kind === 'evaluate' && job.state === 'running') ?? false;
  const last = draft?.gestures.at(-1);
  return (
    <header className="top">
      <div className="brand">
        <Mark />
        <span>Snowfleet</span>
      </div>
      <div className="where row">
        <FleetSwitcher />
        {fleet ? (
          <>
            <span className="sepv" />
            <span className="commit row g6" title={fleet.dir}>
              <Icon name="branch" />
              <span className="mono m11 el">{fleet.branch ?? 'no branch'}</span>
              <span className="mono m11 mut">{fleet.commit ? fleet.commit.slice(0, 7) : 'no commit'}</span>
            </span>
            <DraftChip />
          </>
        ) : null}
      </div>
      <button
        type="button"
        className="find"
        aria-label="Find a host, a feature, an action"
        aria-keyshortcuts="Control+K"
        onClick={() => setView({ paletteOpen: true })}
      >
        <Icon name="search" small />
        <span className="grow">Find a host, a feature, an action</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <span className="sp" />
      <Tooltip title={last ? `Undo: ${last.title}` : 'Nothing to undo'}>
        <span>
          <IconButton
            aria-label={last ? `Undo: ${last.title}` : 'Undo'}
            disabled={!last}
            onClick={() => void undo()}
          >
            <Icon name="undo" />
          </IconButton>
        </span>
      </Tooltip>
      <Button variant="text" disabled={!fleet || evaluating} onClick={() => void evaluate()}>
        <span className={evaluating ? 'live-stroke' : undefined}>
          <Icon name={evaluating ? 'spin' : 'refresh'} />
        </span>
        {evaluating ? 'Evaluating' : 'Evaluate'}
      </Button>
    </header>
  );
}
