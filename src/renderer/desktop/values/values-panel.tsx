import { useMemo } from 'react';
import type { DesktopModel } from '../../../shared/desktop';
import { ScrollRegion } from '../../ui';
import { defaultWords, valueGroups } from './rows';
import { ValueLine } from './value-line';

/** What the picture is drawn from: each value with the line it is written in. */
export function ValuesPanel({ model }: { model: DesktopModel }) {
  const groups = useMemo(() => valueGroups(model), [model]);
  const otherwise = defaultWords(model);
  return (
    <aside className="dk-panel" aria-label="Layout and look">
      <header className="dk-panel-head">
        <h2>Layout and look</h2>
      </header>
      <ScrollRegion className="dk-panel-body" label="Values">
        {groups.map(({ name, rows }) => (
          <section key={name} aria-label={name}>
            <h3 className="lab">{name}</h3>
            <dl>
              {rows.map((row) => (
                <ValueLine
                  key={row.key}
                  name={row.name}
                  words={row.words}
                  colours={row.colours}
                  from={row.from}
                  otherwise={otherwise}
                />
              ))}
            </dl>
          </section>
        ))}
      </ScrollRegion>
    </aside>
  );
}
