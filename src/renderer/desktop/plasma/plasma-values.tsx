import { useMemo } from 'react';
import type { PlasmaModel } from '../../../shared/desktop';
import { ScrollRegion } from '../../ui';
import { ValueLine } from '../values/value-line';
import { plasmaGroups } from './rows';

/** What the picture of a Plasma desktop is drawn from: each value with the line it is written in. */
export function PlasmaValues({ model }: { model: PlasmaModel }) {
  const groups = useMemo(() => plasmaGroups(model), [model]);
  return (
    <aside className="dk-panel" aria-label="Panels and look">
      <header className="dk-panel-head">
        <h2>Panels and look</h2>
      </header>
      <ScrollRegion className="dk-panel-body" label="Values">
        {groups.map(({ name, rows }) => (
          <section key={name} aria-label={name}>
            <h3 className="lab">{name}</h3>
            <dl>
              {rows.map((each) => (
                <ValueLine
                  key={each.key}
                  name={each.name}
                  words={each.words}
                  colours={each.colours}
                  from={each.from}
                  otherwise="Plasma’s default"
                />
              ))}
            </dl>
          </section>
        ))}
      </ScrollRegion>
    </aside>
  );
}
