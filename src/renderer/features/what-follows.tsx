import Button from '@mui/material/Button';
import { useMemo, type CSSProperties } from 'react';
import type { Board, Feature } from '../../shared/contract';
import { boardIndex, leafName, type Verdict } from '../../shared/features';
import { countWords, featureWords, useCarry, verdictsOf } from '../app';
import { Icon, ScrollRegion } from '../ui';
import { AskPanel } from './ask-panel';
import { openAssign } from './board-menu';
import { categoryColour } from './board-model';
import { useBoardView } from './board-view';
import { Consequences } from './consequences';
import { Place, RefusedHosts } from './refused-hosts';
import { groupRefusals } from './refusals';

function LastRefusal() {
  const last = useBoardView((state) => state.refusal);
  if (!last) return null;
  return (
    <div className="refused" role="alert">
      <div className="row g6 bad">
        <Icon name="conflict" small />
        <b className="md">{last.title}</b>
      </div>
      <p className="sm sec">{last.reason}</p>
      {last.place ? <Place place={last.place} /> : null}
      {last.hint ? <p className="cap sec">{last.hint}</p> : null}
    </div>
  );
}

function About({ feature }: { feature: Feature }) {
  return (
    <>
      <p className="sm sec about">{feature.description || feature.title}</p>
      <Place place={`${feature.file}:${feature.line}`} />
    </>
  );
}

interface Judged {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Milliseconds all hosts took together. */
  readonly tookMs: number;
}

function judgeAll(board: Board, paths: readonly string[]): Judged {
  const begun = performance.now();
  const verdict = verdictsOf(board, paths);
  const verdicts = new Map(
    paths.length === 0 ? [] : board.hosts.map(({ host }): [string, Verdict] => [host, verdict(host)]),
  );
  return { verdicts, tookMs: performance.now() - begun };
}

function Title({ board, paths, where }: { board: Board; paths: readonly string[]; where: string | null }) {
  const category = boardIndex(board).catalogue.get(paths[0] ?? '')?.category ?? '';
  return (
    <div className="row g6">
      <i className="tick" style={{ '--c': categoryColour(category) } as CSSProperties} />
      <b className="md el" title={paths.map(leafName).join(', ')}>
        {featureWords(paths)}
      </b>
      {where === null ? null : (
        <>
          <span className="mut">
            <Icon name="arrow" small />
          </span>
          <b className="md el" title={where}>
            {where}
          </b>
        </>
      )}
    </div>
  );
}

/** What features bring, need and write, and who refuses them: for what is carried, else for what is selected. */
function Followed({ board, paths }: { board: Board; paths: readonly string[] }) {
  const isCarried = useCarry((state) => state.carry !== null);
  const over = useCarry((state) => state.over);
  const { verdicts, tookMs } = useMemo(() => judgeAll(board, paths), [board, paths]);
  const groups = useMemo(() => groupRefusals(verdicts), [verdicts]);
  const [only] = over?.hosts.size === 1 ? over.hosts : [];
  const verdict =
    only === undefined ? together(over?.hosts ?? verdicts.keys(), verdicts) : verdicts.get(only);
  const feature = paths.length === 1 ? boardIndex(board).catalogue.get(paths[0] ?? '') : undefined;
  const lane = only === undefined ? undefined : boardIndex(board).lane(only);
  const coming = lane ? paths.filter((path) => !lane.on.has(path)) : paths;
  const where =
    over === null
      ? null
      : over.hosts.size > 1 && !over.name.startsWith('@')
        ? `${over.hosts.size} hosts`
        : over.name;
  const counted = countWords(over?.hosts ?? verdicts.keys(), (host) => verdicts.get(host) ?? EMPTY);
  return (
    <>
      <div className="wb">
        <Title board={board} paths={paths} where={where} />
        {feature && !isCarried ? <About feature={feature} /> : null}
        {only === undefined ? (
          <p className="cap mut counted">
            {counted || 'No host has it.'}
            {isCarried ? `, in ${Math.max(1, Math.round(tookMs))} ms` : ''}
          </p>
        ) : null}
        {isCarried ? null : (
          <Button className="s24 assign" onClick={(event) => openAssign(paths, event.currentTarget)}>
            Assign to…
          </Button>
        )}
        {verdict ? <Consequences board={board} paths={coming} verdict={verdict} host={only ?? null} /> : null}
      </div>
      <LastRefusal />
      <RefusedHosts board={board} paths={paths} groups={groups} canSwap={!isCarried} />
    </>
  );
}

/** What comes along on any of the hosts that take it; undefined where none does. */
function together(hosts: Iterable<string>, verdicts: ReadonlyMap<string, Verdict>): Verdict | undefined {
  const fitting = [...hosts].flatMap((host) => {
    const verdict = verdicts.get(host);
    return verdict?.verdict === 'fits' ? [verdict] : [];
  });
  const [first] = fitting;
  if (!first) return undefined;
  const union = (of: 'needs' | 'brings') => [
    ...new Map(fitting.flatMap((verdict) => verdict[of].map((one) => [one.path, one] as const))).values(),
  ];
  return { ...first, needs: union('needs'), brings: union('brings') };
}

const EMPTY: Verdict = { verdict: 'on', brings: [], needs: [], conflicts: [], misfits: [] };

/** The panel beside the lanes: a drop that asks, else what follows from what is carried or selected. */
export function WhatFollows({ board }: { board: Board }) {
  const load = useCarry((state) => state.carry?.load ?? null);
  const selected = useBoardView((state) => state.selected);
  const features = useBoardView((state) => state.features);
  const asked = useBoardView((state) => state.asked);
  const paths = useMemo(() => {
    if (load?.kind === 'features') return load.paths;
    if (features.size > 1) return [...features];
    return selected === null ? [] : [selected];
  }, [load, features, selected]);
  const known = useMemo(() => paths.filter((path) => boardIndex(board).catalogue.has(path)), [board, paths]);
  return (
    <aside className="follows" aria-label="What follows">
      <div className="follows-head">
        <h2>What follows</h2>
      </div>
      <ScrollRegion className="follows-body" label="Consequences">
        {asked ? (
          <AskPanel key={`${asked.paths} ${asked.fits}`} board={board} asked={asked} />
        ) : load?.kind === 'set' ? (
          <p className="wb cap mut">
            Drop the set of {load.host} on another host to compare them line by line. Nothing is written
            before you choose.
          </p>
        ) : known.length > 0 ? (
          <Followed board={board} paths={known} />
        ) : (
          <>
            <p className="wb cap mut">
              Lift a feature onto a host, or choose one, to see what it brings, needs and writes before
              anything is written.
            </p>
            <LastRefusal />
          </>
        )}
      </ScrollRegion>
    </aside>
  );
}
