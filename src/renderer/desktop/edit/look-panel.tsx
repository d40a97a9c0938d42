import { useMemo } from 'react';
import type { Desktop } from '../../../shared/contract';
import { type DesktopModel, hyprlangOption, optionValue } from '../../../shared/desktop';
import { useDesktopState } from '../desktop-store';
import { valueGroups, type ValueRow } from '../values/rows';
import { BarRows } from './bar-row';
import { type Edits, OptionRow } from './option-row';
import { useStanding } from './use-standing';
import { drawAndTake, dropTrial, tryEdits } from './trial';

function editsOf(host: string, written: DesktopModel): Edits {
  const present = (key: string): string | undefined => {
    const value = optionValue(written.options, key);
    return value && hyprlangOption(value);
  };
  const done = (name: string, value: string): string => `${name} is ${value} on ${host}`;
  return {
    tryOption: (key, value, name) => {
      if (value === present(key)) dropTrial();
      else tryEdits(host, written, [{ kind: 'option', key, value }], done(name, value));
    },
    takeOption: (key, value, name) => {
      if (value !== present(key))
        drawAndTake(host, written, [{ kind: 'option', key, value }], done(name, value));
    },
  };
}

function isOption(row: ValueRow): boolean {
  return !/^(?:bar|wallpaper|animation):/u.test(row.key);
}

/** What decides how the desktop looks, each value with what changes it and the line it is written in. */
export function LookPanel({ desktop }: { desktop: Desktop }) {
  const { host, model: written } = desktop;
  const tried = useDesktopState((state) => state.tried);
  const model = tried ?? written;
  const groups = useMemo(() => valueGroups(model), [model]);
  const standingOf = useStanding(desktop);
  const edits = useMemo(() => editsOf(host, written), [host, written]);
  return groups.map(({ name, rows }) => (
    <section key={name} aria-label={name}>
      <h3 className="lab">{name}</h3>
      {name === 'Bar'
        ? model.bars.map((bar, index) => (
            <BarRows
              // oxlint-disable-next-line react/no-array-index-key -- two bars may have the same name
              key={index}
              bar={bar}
              standing={standingOf(bar.from)}
              onTry={(edit, done) => tryEdits(host, written, [edit], done)}
              onTake={(edit, done) => drawAndTake(host, written, [edit], done)}
            />
          ))
        : rows
            .filter((row) => name !== 'Motion' || isOption(row))
            .map((row) => (
              <OptionRow
                key={row.key}
                model={model}
                row={row}
                standing={standingOf(row.from)}
                edits={edits}
              />
            ))}
    </section>
  ));
}
