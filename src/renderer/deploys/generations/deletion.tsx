import { deletedGenerationsSchema } from '../../../shared/contract';
import { useJobView } from '../../app';
import { ErrorLine, Icon } from '../../ui';
import { cancelJob } from '../start-job';
import { deletedWords } from './words';

/** How the deletion that was asked for here stands, and what came of it. */
export function Deletion({ job: id }: { job: string }) {
  const view = useJobView(id);
  const job = view?.job;
  if (!view || !job) return null;
  if (job.error) return <ErrorLine title={job.title} error={job.error} />;
  if (!view.ended) {
    const step = job.steps.find(({ state }) => state === 'running');
    return (
      <p className="list-note sm">
        <span className="row g6">
          <span className="acc live-stroke">
            <Icon name="spin" small />
          </span>
          {step?.id === 'delete'
            ? 'Deleting: the generations, their boot entries, then what only they hold'
            : 'Looking what is held'}
        </span>
        {step?.id === 'look' ? (
          <button type="button" className="link cap" onClick={() => void cancelJob(id)}>
            Cancel
          </button>
        ) : null}
      </p>
    );
  }
  const done = deletedGenerationsSchema.safeParse(view.result);
  if (!done.success) return null;
  return (
    <p className="list-note sm" data-deleted="">
      <span className="row g6">
        <span className="ok">
          <Icon name="ok" small />
        </span>
        {deletedWords(done.data)}
      </span>
    </p>
  );
}
