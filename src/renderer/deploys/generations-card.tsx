import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import IconButton from '@mui/material/IconButton';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toErrorShape, type Generation } from '../../shared/contract';
import { api, setView } from '../app';
import { Chip, ErrorLine, focusOnMount, Icon, moment, ScrollRegion, Skeleton, useNow } from '../ui';
import { startRollback } from './start-job';

function RollbackDialog({ host, to, onClose }: { host: string; to: Generation; onClose: () => void }) {
  const now = useNow();
  return (
    <Dialog open onClose={onClose} aria-labelledby="rollback-title">
      <DialogTitle id="rollback-title">
        Roll {host} back to generation {to.number}?
      </DialogTitle>
      <DialogContent>
        <p className="sec">
          It switches to the system of {moment(to.date, now)} and confirms over a new connection. The present
          generation stays; you can come back to it here.
        </p>
        <p className="mono m11 mut store-path">{to.path}</p>
      </DialogContent>
      <DialogActions>
        <Button ref={focusOnMount} onClick={onClose}>
          Keep
        </Button>
        <Button
          variant="contained"
          onClick={() => {
            onClose();
            void startRollback(host, to.number);
          }}
        >
          Roll back to {to.number}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** The systems a host has had, newest first, and the way back to each. */
export function GenerationsCard({ host, busy }: { host: string; busy: boolean }) {
  const now = useNow();
  const generations = useQuery(api.deploys.generations.queryOptions({ input: { host } }));
  const [asked, setAsked] = useState<Generation | null>(null);
  const list = (generations.data?.generations ?? []).toSorted((a, b) => b.number - a.number);
  return (
    <section className="card changes" aria-label={`Generations of ${host}`}>
      <div className="ch">
        <h2>Generations of {host}</h2>
        <span className="sp" />
        <IconButton
          className="s24"
          aria-label="Close generations"
          onClick={() => setView({ generationsOf: null })}
        >
          <Icon name="x" small />
        </IconButton>
      </div>
      {generations.error ? (
        <ErrorLine error={toErrorShape(generations.error)} onRetry={() => void generations.refetch()} />
      ) : null}
      {generations.isPending ? <Skeleton rows={4} label="Reading generations" /> : null}
      <ScrollRegion className="changes-body" label={`List of generations of ${host}`}>
        <ul>
          {list.map((generation) => (
            <li key={generation.number} className="gen" data-generation={generation.number}>
              <b className="md gen-number">{generation.number}</b>
              <div className="col grow">
                <span className="row g6 sm">
                  <span className="mono m11 el">{generation.nixosVersion ?? 'version not known'}</span>
                  {generation.current ? <Chip tone="ok">current</Chip> : null}
                  {generation.bootDefault && !generation.current ? <Chip>boot default</Chip> : null}
                </span>
                <span className="cap mut el" title={generation.path}>
                  {moment(generation.date, now)}
                  {generation.commit ? `, ${generation.commit.slice(0, 7)}` : ''}
                </span>
              </div>
              {generation.current ? null : (
                <Button
                  className="s24"
                  disabled={busy}
                  aria-label={`Roll back to generation ${generation.number}…`}
                  onClick={() => setAsked(generation)}
                >
                  Roll back…
                </Button>
              )}
            </li>
          ))}
        </ul>
        {generations.data && list.length === 0 ? <p className="none cap mut">No generation yet.</p> : null}
      </ScrollRegion>
      {asked ? <RollbackDialog host={host} to={asked} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}
