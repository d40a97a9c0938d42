import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import { useState } from 'react';
import type { Draft, Host } from '../../shared/contract';
import { deployable, factText, hostState, setView, useView } from '../app';
import { Chip, Icon } from '../ui';
import { BuildingDialog, PLACES, useBuildPlaces } from './building';

function choose(names: readonly string[]): void {
  setView({ deployHosts: names });
}

/** Which hosts the next plan or deploy takes. */
export function ChooseCard({ hosts, draft }: { hosts: readonly Host[]; draft: Draft | undefined }) {
  const chosen = useView((state) => state.deployHosts);
  const possible = hosts.filter(deployable);
  const [building, setBuilding] = useState(false);
  const places = useBuildPlaces().data?.hosts ?? {};
  const touched = new Set(
    draft?.meaning.filter((entry) => entry.changes.length > 0).map((entry) => entry.host),
  );
  const all = possible.length > 0 && possible.every((host) => chosen.includes(host.name));
  return (
    <section className="card choose" aria-label="Hosts to deploy">
      <div className="ch">
        <h2>Hosts</h2>
        <span className="cap mut">{chosen.length === 0 ? 'none chosen' : `${chosen.length} chosen`}</span>
        <span className="sp" />
        <Button variant="text" className="s24" onClick={() => setBuilding(true)}>
          Where to build…
        </Button>
        {touched.size > 0 ? (
          <Button
            variant="text"
            className="s24"
            onClick={() => choose(possible.filter((host) => touched.has(host.name)).map((host) => host.name))}
          >
            Those in the draft
          </Button>
        ) : null}
        <Button
          variant="text"
          className="s24"
          onClick={() => choose(all ? [] : possible.map((host) => host.name))}
        >
          {all ? 'None' : 'All'}
        </Button>
      </div>
      <ul className="choose-list">
        {possible.map((host) => {
          const state = hostState(host);
          const on = chosen.includes(host.name);
          const generation = factText(host.facts['generation']);
          return (
            <li key={host.name} className={on ? 'on' : undefined} data-host={host.name}>
              <label className="row grow">
                <Checkbox
                  checked={on}
                  onChange={() =>
                    choose(on ? chosen.filter((name) => name !== host.name) : [...chosen, host.name])
                  }
                />
                <span className={state.tone}>
                  <Icon name={state.icon} label={state.words} />
                </span>
                <b className="md el" title={host.name}>
                  {host.name}
                </b>
                <span className="cap mut el">{state.words}</span>
              </label>
              {places[host.name] === undefined ? null : (
                <Chip>
                  built {PLACES.find(({ value }) => value === places[host.name])?.words.toLowerCase()}
                </Chip>
              )}
              {touched.has(host.name) ? (
                <Chip tone="dr" icon="draft">
                  in the draft
                </Chip>
              ) : null}
              <Button
                variant="text"
                className="s24"
                aria-label={`Generations of ${host.name}`}
                onClick={() => setView({ generationsOf: host.name })}
              >
                {generation === null ? 'Generations' : `Generation ${generation}`}
              </Button>
            </li>
          );
        })}
      </ul>
      {building ? <BuildingDialog onClose={() => setBuilding(false)} /> : null}
    </section>
  );
}
