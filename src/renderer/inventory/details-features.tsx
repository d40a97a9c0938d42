import Button from '@mui/material/Button';
import type { FeatureState, Host } from '../../shared/contract';
import { shortPath } from '../../shared/features';
import { explainValue, assignToHosts, useBoard } from '../app';
import { PlaceLink } from '../explain';
import { Filter, Icon, type IconName } from '../ui';
import { useState } from 'react';

const LOOK: Record<FeatureState['state'], { icon: IconName; words: string }> = {
  on: { icon: 'check', words: 'written for it' },
  inherited: { icon: 'inherit', words: 'brought' },
  forced: { icon: 'forced', words: 'forced' },
  computed: { icon: 'computed', words: 'computed' },
  off: { icon: 'minus', words: 'off' },
};

/** Past so many a field narrows them. */
const FILTER_PAST = 12;

/** The features that are on there, each with why and where. */
export function FeaturesTab({ host }: { host: Host }) {
  const board = useBoard().data;
  const [filter, setFilter] = useState('');
  const roots = board?.featureRoots ?? [];
  const states = new Map(
    (board?.hosts.find((one) => one.host === host.name)?.states ?? []).map((state) => [state.path, state]),
  );
  const shown = host.features.filter((path) => path.toLowerCase().includes(filter.trim().toLowerCase()));
  return (
    <>
      {host.features.length > FILTER_PAST ? (
        <div className="tab-filter">
          <Filter label="Filter the features of this host" value={filter} onChange={setFilter} />
        </div>
      ) : null}
      {host.features.length === 0 ? <p className="cap mut tab-words">None is on.</p> : null}
      {host.features.length > 0 && shown.length === 0 ? (
        <p className="cap mut tab-words">None is named so.</p>
      ) : null}
      <ul className="feature-lines" aria-label={`Features of ${host.name}`}>
        {shown.map((path) => {
          const state = states.get(path);
          const look = LOOK[state?.state ?? 'on'];
          return (
            <li key={path} data-feature={path}>
              <div className="row">
                <span className="mut">
                  <Icon name={look.icon} small label={state ? look.words : 'on'} />
                </span>
                <button
                  type="button"
                  className="explain-name el grow"
                  title={`Explain ${path}`}
                  onClick={(event) => explainValue({ host: host.name, path, anchor: event.currentTarget })}
                >
                  {shortPath(path, roots)}
                </button>
                {state?.by && state.by !== state.place?.file ? (
                  <span className="cap mut el" title={state.by}>
                    by {shortPath(state.by, roots)}
                  </span>
                ) : null}
              </div>
              {state?.place ? <PlaceLink {...state.place} /> : null}
            </li>
          );
        })}
      </ul>
      <Button className="s24" onClick={() => assignToHosts([host.name])}>
        Assign a feature…
      </Button>
    </>
  );
}
