import Button from '@mui/material/Button';
import { startPractice, useJobView, useFleet, useJobs, usePractice } from '../app';
import { Icon, Progress } from '../ui';

/** In practice, while no practice host runs: what they are, and the button that starts them. */
export function PracticeNotice() {
  const practice = useFleet().data?.practice === true;
  const status = usePractice(practice).data;
  const job = useJobs().data?.find((entry) => entry.kind === 'practice' && entry.state === 'running');
  const live = useJobView(job?.id ?? null)?.job ?? job;
  if (!practice || !status) return null;
  if (live) {
    return (
      <output className="practice-note">
        <span className="pr">
          <Icon name="flask" />
        </span>
        <span className="sm grow">
          {live.title}
          {live.steps.find((step) => step.state === 'running')?.words ?? ''}
        </span>
        <Progress fraction={live.fraction} label={live.title} />
      </output>
    );
  }
  const down = status.hosts.filter((host) => !host.up).map((host) => host.host);
  if (down.length === 0) return null;
  if (down.length < status.hosts.length) {
    return (
      <div className="practice-note slim">
        <span className="pr">
          <Icon name="flask" small />
        </span>
        <span className="cap grow el">
          {down.join(', ')} {down.length === 1 ? 'is' : 'are'} not running
        </span>
        <Button className="s24" onClick={() => void startPractice(down)}>
          Start the others
        </Button>
      </div>
    );
  }
  return (
    <div className="practice-note">
      <span className="pr">
        <Icon name="flask" />
      </span>
      <div className="col grow">
        <span className="sm md">This is a practice fleet; its hosts are not running</span>
        <span className="cap mut">
          Practice hosts run on this machine, without root and without network. They take real deploys and can
          be thrown away.
        </span>
      </div>
      <Button onClick={() => void startPractice()}>Start practice hosts</Button>
    </div>
  );
}
