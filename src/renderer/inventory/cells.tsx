/* oxlint-disable jsx-a11y/prefer-tag-over-role -- see host-grid */
import { memo, type ReactNode } from 'react';
import type { Fact, InventoryColumn, LoadSample } from '../../shared/contract';
import { driftSentences, driftWords } from '../../shared/facts';
import { failedUnits, factText } from '../app';
import { Age, bytes, FactAge, Icon, IconWord, moment, useNowWords } from '../ui';
import type { Fill, HostRow } from './host-row';
import { Sparkline } from './sparkline';

/** What is not known keeps its place with a quiet dash. */
function NotKnown() {
  return (
    <span className="mut" role="img" aria-label="not known">
      –
    </span>
  );
}

function Words({ text, mono = false }: { text: string | null; mono?: boolean }) {
  if (text === null) return <NotKnown />;
  return (
    <span className={mono ? 'mono m11' : undefined} title={text}>
      {text}
    </span>
  );
}

function FillCell({ fill, none }: { fill: Fill | null; none?: string }) {
  if (fill === null) return none === undefined ? <NotKnown /> : <span className="mut">{none}</span>;
  const { percent, isLow, space } = fill;
  return (
    <span
      className="row fill"
      title={`${bytes(space.freeBytes)} free of ${bytes(space.totalBytes)} on ${space.mount}`}
    >
      <span className={isLow ? 'fill-bar warn' : 'fill-bar'} aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
      <span className={isLow ? 'warn' : undefined}>{percent} %</span>
      {isLow ? (
        <span className="warn">
          <Icon name="alert" small label="little is left" />
        </span>
      ) : null}
    </span>
  );
}

function Reachable({ fact }: { fact: Fact | undefined }) {
  if (fact === undefined) return <span className="mut">not asked</span>;
  return (
    <span className={fact.value === true ? 'row g6' : 'row g6 mut'}>
      {fact.value === true ? 'yes' : 'no answer'}
      {fact.at === undefined ? null : (
        <span className="cap mut">
          <Age at={fact.at} />
        </span>
      )}
    </span>
  );
}

function Deployed({ row }: { row: HostRow }) {
  const started = row.lastRun?.run.started;
  const when = useNowWords((now) => (started === undefined ? '' : moment(started, now)));
  if (row.lastRun === null) return <span className="mut">not from here</span>;
  const { icon, tone, words } = row.lastRun;
  return (
    <span className="row g6" title={`${words}, ${when}`}>
      <span className={tone}>
        <Icon name={icon} small label={words} />
      </span>
      <span className="el">{when}</span>
    </span>
  );
}

const DRIFT_TONES = {
  none: 'sec',
  unknown: 'mut',
  'tree-ahead': 'warn',
  'host-ahead': 'warn',
  differs: 'warn',
} as const;

function Drift({ row }: { row: HostRow }) {
  const { drift } = row;
  const words = driftWords(drift);
  if (words === null) return <NotKnown />;
  const tone = drift.kind === 'none' && drift.uncommitted ? 'dr' : DRIFT_TONES[drift.kind];
  return (
    <span className={tone} title={driftSentences(drift)}>
      {words}
    </span>
  );
}

/** A list of words of which the first few show; the tip has all. */
function Several({ words, mono = false }: { words: readonly string[]; mono?: boolean }) {
  if (words.length === 0) return <NotKnown />;
  return <Words text={words.join(', ')} mono={mono} />;
}

function content(
  row: HostRow,
  column: InventoryColumn,
  samples: readonly LoadSample[] | undefined,
): ReactNode {
  const { host, state } = row;
  switch (column) {
    case 'host':
      return (
        <IconWord icon={state.icon} tone={state.tone}>
          {host.name}
        </IconWord>
      );
    case 'state':
      return <span className={state.wordsTone}>{state.words}</span>;
    case 'role':
    case 'hardware':
    case 'desktop':
      return <Words text={factText(host.facts[column])} />;
    case 'address':
      return <Several words={row.addresses} mono />;
    case 'tags':
      return <Several words={row.tags} />;
    case 'reachable':
      return <Reachable fact={host.facts['reachable']} />;
    case 'nixos':
      return <Words text={factText(host.facts['nixosVersion'])} mono />;
    case 'gen':
      return <Words text={factText(host.facts['runningGeneration'] ?? host.facts['generation'])} />;
    case 'drift':
      return <Drift row={row} />;
    case 'failed': {
      const fact = host.facts['failedUnits'];
      if (fact === undefined) return <NotKnown />;
      const { count } = failedUnits(fact);
      const { names } = failedUnits(host.facts['failedUnitNames']);
      return (
        <span className={count > 0 ? 'bad' : 'mut'} title={names.join(', ')}>
          {count}
        </span>
      );
    }
    case 'load':
      return row.load === null ? (
        <NotKnown />
      ) : (
        <span className="row" title={`Load ${row.load.one}, ${row.load.five}, ${row.load.fifteen}`}>
          <span className="load-now">{row.load.one.toFixed(2)}</span>
          <Sparkline samples={samples} />
        </span>
      );
    case 'disk':
      return <FillCell fill={row.disk} />;
    case 'boot':
      return <FillCell fill={row.boot} {...(row.host.facts['boot'] ? { none: 'part of /' } : {})} />;
    case 'reboot': {
      const due = host.facts['rebootNeeded']?.value;
      if (typeof due !== 'boolean') return <NotKnown />;
      return due ? (
        <IconWord icon="alert" tone="warn" small>
          due
        </IconWord>
      ) : (
        <span className="mut">no</span>
      );
    }
    case 'deployed':
      return <Deployed row={row} />;
    case 'seen':
      return state.seenAt && state.seenFrom ? (
        <FactAge from={state.seenFrom} at={state.seenAt} plain />
      ) : (
        <span className="cap mut">never</span>
      );
  }
}

const QUIET: ReadonlySet<InventoryColumn> = new Set([
  'role',
  'hardware',
  'desktop',
  'address',
  'tags',
  'nixos',
  'gen',
  'deployed',
]);

/** One cell of the list. */
export const Cell = memo(function Cell({
  row,
  column,
  right,
  samples,
}: {
  row: HostRow;
  column: InventoryColumn;
  right: boolean;
  samples: readonly LoadSample[] | undefined;
}) {
  const classes = ['cell', `c-${column}`, right ? 'r' : '', QUIET.has(column) ? 'sec' : ''];
  return (
    <div
      role="gridcell"
      className={classes.filter(Boolean).join(' ')}
      {...(column === 'host' ? { title: row.host.name } : {})}
    >
      {content(row, column, samples)}
    </div>
  );
});
