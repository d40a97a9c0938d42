import Button from '@mui/material/Button';
import { useState } from 'react';
import { toErrorShape } from '../../../shared/contract';
import { ErrorLine, Icon, Skeleton } from '../../ui';
import { useCaches } from './use-building';
import { askedBy, CACHE_LOOK } from './words';

/** One list of the binary caches: in the order Nix asks, whether they answer, and what is wrong with them. */
export function CacheList() {
  const [fleet, setFleet] = useState(false);
  const found = useCaches(fleet);
  return (
    <section>
      <div className="row">
        <h3 className="lab">Binary caches</h3>
        <span className="sp" />
        {fleet ? null : (
          <Button variant="text" className="s24" onClick={() => setFleet(true)}>
            Also those the hosts name
          </Button>
        )}
      </div>
      {found.error ? (
        <ErrorLine
          title="The caches are not known"
          error={toErrorShape(found.error)}
          onRetry={() => void found.refetch()}
        />
      ) : null}
      {found.isPending ? (
        <Skeleton rows={2} label={fleet ? 'Evaluating the hosts' : 'Asking the caches'} />
      ) : null}
      {found.data?.caches.length === 0 ? <p className="cap mut">No binary cache is asked.</p> : null}
      <ul className="caches">
        {(found.data?.caches ?? []).map((cache) => {
          const look = CACHE_LOOK[cache.state];
          return (
            <li key={cache.url} data-cache={cache.url}>
              <div className="row g6">
                <span className={look.tone}>
                  <Icon name={look.icon} small label={look.words} />
                </span>
                <b className="mono m11 el" title={cache.key ?? 'no key is named after it'}>
                  {cache.url}
                </b>
                <span className="sp" />
                <span className="cap mut nw">
                  {cache.priority === null ? 'no priority' : `priority ${cache.priority}`}
                </span>
              </div>
              <p className="cap mut">
                {cache.words} Asked by {askedBy(cache)}.
                {cache.key === null ? '' : ` Signed by ${cache.key.replace(/:.*/, '')}.`}
              </p>
              {cache.notes.map((note) => (
                <p key={note} className="row g6 cap">
                  <span className="warn">
                    <Icon name="alert" small label="worth knowing" />
                  </span>
                  {note}
                </p>
              ))}
            </li>
          );
        })}
      </ul>
      {fleet && typeof found.data?.fleetNote === 'string' ? (
        <p className="cap mut">What the hosts name is not known: {found.data.fleetNote}</p>
      ) : null}
    </section>
  );
}
