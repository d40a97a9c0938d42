import Popover from '@mui/material/Popover';
import { toErrorShape } from '../../shared/contract';
import { api, useFleet } from '../app';
import { ErrorLine, Skeleton } from '../ui';
import { useQuery } from '@tanstack/react-query';
import { closeExplanation, type Spot } from '../app';
import { Explanation } from './explanation';

/** Why a value is what it is, at the place that was clicked; Esc closes it. */
export function ExplainPopover({ host, path, spot }: { host: string; path: string; spot: Spot }) {
  const { readAt, evaluatedAt } = useFleet().data ?? {};
  const answer = useQuery({
    ...api.features.explain.queryOptions({ input: { host, path } }),
    queryKey: [...api.features.explain.queryKey({ input: { host, path } }), readAt, evaluatedAt],
  });
  return (
    <Popover
      open
      onClose={closeExplanation}
      anchorReference="anchorPosition"
      anchorPosition={{ left: spot.left, top: spot.top + spot.height + 4 }}
      marginThreshold={12}
      slotProps={{ paper: { 'aria-label': `Why ${path} on ${host}`, role: 'dialog' } }}
    >
      <div className="why">
        {answer.error ? <ErrorLine title="Cannot be explained" error={toErrorShape(answer.error)} /> : null}
        {answer.isPending ? <Skeleton rows={3} label="Looking it up" /> : null}
        {answer.data ? <Explanation answer={answer.data} /> : null}
      </div>
    </Popover>
  );
}
