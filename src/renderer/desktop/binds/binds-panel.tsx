import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Desktop } from '../../../shared/contract';
import type { Bind, Place, PressedKey } from '../../../shared/desktop';
import { announce, api } from '../../app';
import { counted, Filter } from '../../ui';
import { takeEdits } from '../edit/trial';
import { useStanding } from '../edit/use-standing';
import { BindDialog } from './bind-dialog';
import { bindLine, type WrittenBind } from './bind-line';
import { BindRow } from './bind-row';
import './binds.css';
import { foundBinds, groupedBinds, pressedBinds } from './find';
import { PressSearch } from './press-search';

const NEW: Bind = { modifiers: ['SUPER'], key: '', flags: [], action: 'exec', argument: '' };
const NO_CONFLICTS = [] as const;

const placeOf = (from: Place) => ({ ...from, column: from.column ?? 1 });

const keysOf = ({ modifiers, key }: Bind): string => [...modifiers, key].join(' + ');

/** The sheet of binds by modifier: looked for by words or by pressing them, changed through the draft. */
export function BindsPanel({ desktop }: { desktop: Desktop }) {
  const { host, model } = desktop;
  const { binds } = model;
  const [words, setWords] = useState('');
  const [pressed, setPressed] = useState<PressedKey | null>(null);
  const [changed, setChanged] = useState<Bind | null>(null);
  const standingOf = useStanding(desktop);
  const told = useQuery(api.desktop.binds.queryOptions({ input: { host } })).data?.binds;
  // They are told in the order of the model; while one of the two is older, none is in conflict.
  const conflicts = useMemo(
    () =>
      new Map(
        told?.length === binds.length
          ? binds.map((bind, index) => [bind, told[index]?.conflictsWith ?? []] as const)
          : [],
      ),
    [told, binds],
  );
  const found = useMemo(
    () => foundBinds(pressed ? pressedBinds(binds, pressed) : binds, words),
    [binds, pressed, words],
  );
  const inConflict = [...conflicts.values()].filter(({ length }) => length > 0).length;
  const press = (keys: PressedKey | null): void => {
    setPressed(keys);
    if (!keys) return;
    const [first, ...more] = pressedBinds(binds, keys);
    announce(
      first
        ? `${keysOf(first)}: ${first.description ?? `${first.action} ${first.argument}`}${more.length > 0 ? ` and ${more.length} more` : ''}`
        : 'Nothing is bound to these keys',
    );
  };
  const written = (bind: Bind): readonly WrittenBind[] => {
    const text = standingOf(bind.from).origin?.text;
    return text === undefined ? [] : [{ bind, text }];
  };
  const take = (bind: Bind): void => {
    const before = changed;
    setChanged(null);
    if (!before) return;
    const others = binds.flatMap(written);
    if (before === NEW) {
      const line = bindLine(bind, undefined, others);
      void takeEdits(host, [{ kind: 'add', line }], `${keysOf(bind)} bound on ${host}`);
      return;
    }
    const { from } = before;
    if (!from) return;
    const [old] = written(before);
    const line = bindLine(bind, old, others);
    void takeEdits(
      host,
      [{ kind: 'change', at: placeOf(from), ...(old && { was: old.text }), line }],
      `${keysOf(bind)} changed on ${host}`,
    );
  };
  const remove = (bind: Bind): void => {
    const { from } = bind;
    if (!from) return;
    const [old] = written(bind);
    void takeEdits(
      host,
      [{ kind: 'remove', at: placeOf(from), ...(old && { was: old.text }) }],
      `${keysOf(bind)} taken away on ${host}`,
    );
  };
  return (
    <>
      <div className="db-find">
        <Filter label="Find a bind" value={words} onChange={setWords} />
        <PressSearch pressed={pressed} onPressed={press} />
        <span className="sp" />
        <Button className="s24" onClick={() => setChanged(NEW)}>
          Add a bind
        </Button>
      </div>
      <p className="cap mut">
        {counted(found.length, 'bind')}
        {inConflict > 0 ? `, ${inConflict} in conflict` : ', none in conflict'}
      </p>
      {found.length === 0 ? <p className="sm">Nothing is bound to that.</p> : null}
      {groupedBinds(found).map((group) => (
        <section key={group.name} aria-label={group.name}>
          <h3 className="lab">{group.name}</h3>
          <ul>
            {group.binds.map((bind, index) => (
              <BindRow
                // oxlint-disable-next-line react/no-array-index-key -- the same keys may be bound twice
                key={index}
                bind={bind}
                standing={standingOf(bind.from)}
                conflicts={conflicts.get(bind) ?? NO_CONFLICTS}
                onChange={() => setChanged(bind)}
                onRemove={() => remove(bind)}
              />
            ))}
          </ul>
        </section>
      ))}
      {changed ? (
        <BindDialog bind={changed} isNew={changed === NEW} onClose={() => setChanged(null)} onTake={take} />
      ) : null}
    </>
  );
}
