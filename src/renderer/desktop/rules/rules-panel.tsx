import { useId, useMemo, useState } from 'react';
import type { Desktop } from '../../../shared/contract';
import { hyprlandText, type WindowRule } from '../../../shared/desktop';
import { Chip } from '../../ui';
import { useStanding } from '../edit/use-standing';
import { useDesktopState } from '../desktop-store';
import { Origin } from '../values/value-line';
import { type HoldingRule, judge, type Judgement, type TriedWindow } from './judge';
import './rules.css';

const FLAGS = [
  { name: 'floating', words: 'asks to float' },
  { name: 'xwayland', words: 'XWayland' },
  { name: 'fullscreen', words: 'fullscreen' },
  { name: 'pinned', words: 'pinned' },
] as const;

const matchWords = ({ match }: WindowRule): string =>
  Object.entries(match)
    .map(([what, text]) => `${what} ${text}`)
    .join(', ');

const effectWords = ({ effects }: WindowRule): string =>
  Object.entries(effects)
    .map(([name, { value }]) => (value === 'on' ? name : `${name} ${value}`))
    .join(', ');

function Rule({ number, rule, desktop }: HoldingRule & { desktop: Desktop }) {
  const standing = useStanding(desktop)(rule.from);
  return (
    <li className="dr-rule">
      <span className="mono mut">{number}</span>
      <div>
        <p className="mono">{effectWords(rule)}</p>
        <p className="cap mut">
          where {matchWords(rule)}
          {rule.name === undefined ? '' : `, named ${rule.name}`}
        </p>
        <Origin from={standing.from} otherwise={standing.otherwise} />
      </div>
      {standing.drafted ? (
        <Chip tone="dr" icon="draft">
          draft
        </Chip>
      ) : null}
    </li>
  );
}

function openedWords({ opened }: Extract<Judgement, { ok: true }>): string {
  const { floating, at, size, workspace, monitor, fullscreen } = opened;
  const how = fullscreen > 0 ? 'fullscreen' : floating ? 'floating' : 'tiled';
  return `Opens ${how}, ${size.x} x ${size.y} at ${at.x}, ${at.y}, on workspace ${workspace} of ${monitor}.`;
}

function Result({ judged, desktop }: { judged: Judgement; desktop: Desktop }) {
  if (!judged.ok) return <p className="sm warn">{judged.because}</p>;
  const { holding, remaining, tags, unsure } = judged;
  return (
    <>
      <section aria-label="What results">
        <h3 className="lab">What results</h3>
        <p className="sm">{openedWords(judged)}</p>
        {remaining.length === 0 ? null : (
          <dl className="dr-effects">
            {remaining.map(({ name, value, number }) => (
              <div key={name}>
                <dt className="mono">{name}</dt>
                <dd className="mono">{value}</dd>
                <dd className="cap mut">rule {number}</dd>
              </div>
            ))}
          </dl>
        )}
        {tags.length === 0 ? null : <p className="cap mut">Tags: {tags.join(', ')}</p>}
      </section>
      <section aria-label="Rules that hold">
        <h3 className="lab">Rules that hold, in their order</h3>
        {holding.length === 0 ? <p className="sm mut">No rule holds for this window.</p> : null}
        <ol>
          {holding.map((each) => (
            <Rule key={each.number} {...each} desktop={desktop} />
          ))}
        </ol>
      </section>
      {unsure.length === 0 ? null : (
        <section aria-label="Not judged">
          <h3 className="lab">Not judged: their patterns are not run here</h3>
          <ol>
            {unsure.map((each) => (
              <Rule key={each.number} {...each} desktop={desktop} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

/** Tries the host's window rules on a window: which hold, in which order, and what they come to. */
export function RulesPanel({ desktop }: { desktop: Desktop }) {
  const id = useId();
  const tried = useDesktopState((state) => state.tried);
  const model = tried ?? desktop.model;
  const [window, setWindow] = useState<TriedWindow>({
    class: 'firefox',
    title: 'Picture-in-Picture',
    floating: false,
    xwayland: false,
    fullscreen: false,
    pinned: false,
  });
  const { screens } = desktop.screens;
  const judged = useMemo(() => judge(model, screens, window), [model, screens, window]);
  const text = (name: 'class' | 'title', words: string) => (
    <div className="form-field">
      <label htmlFor={`${id}-${name}`}>{words}</label>
      <span className="field">
        <input
          id={`${id}-${name}`}
          value={window[name]}
          spellCheck={false}
          onChange={({ target }) => setWindow({ ...window, [name]: target.value })}
        />
      </span>
    </div>
  );
  return (
    <>
      {text('class', 'Class')}
      {text('title', 'Title')}
      <fieldset className="dr-flags" aria-label="What the window is">
        {FLAGS.map(({ name, words }) => (
          <label key={name} className="row g4">
            <input
              type="checkbox"
              checked={window[name]}
              onChange={({ target }) => setWindow({ ...window, [name]: target.checked })}
            />
            {words}
          </label>
        ))}
      </fieldset>
      <p className="cap mut">
        Judged as Hyprland {hyprlandText(model.version)} does, on an empty desktop; {model.windowRules.length}{' '}
        rules in all.
      </p>
      <Result judged={judged} desktop={desktop} />
    </>
  );
}
