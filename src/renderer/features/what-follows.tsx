import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type CSSProperties, type ReactNode } from 'react';
import type { Board, Feature } from '../../shared/contract';
import { leafName, shortPath, type Verdict } from '../../shared/features';
import { judgeAll, refusal, useCarry, client } from '../app';
import { diffSize, Icon, ScrollRegion, shortPlace, type IconName } from '../ui';
import { categoryColour } from './board-model';
import { groupRefusals } from './refusals';
import { swap, useBoardView } from './gestures';

function Item({
  icon,
  tone,
  children,
  note,
}: {
  icon: IconName;
  tone: string;
  children: ReactNode;
  note?: string;
}) {
  return (
    <div className="wl">
      <span className={tone}>
        <Icon name={icon} small />
      </span>
      <span>
        {children}
        {note ? <em>{note}</em> : null}
      </span>
    </div>
  );
}

/** What the gesture would write, asked of the core without writing. */
function Writes({ host, path }: { host: string; path: string }) {
  const dry = useQuery({
    queryKey: ['dry-run', host, path],
    queryFn: () => client.draft.apply({ changes: [{ kind: 'enable', host, path }], dryRun: true }),
    staleTime: 0,
    gcTime: 10_000,
  });
  if (!dry.data) return <p className="cap mut">{dry.isError ? dry.error.message : '–'}</p>;
  const { added, removed } = diffSize(dry.data.diff);
  return (
    <Item icon="source" tone="mut">
      <span className="mono m11">
        {dry.data.files.join(', ') || 'nothing'}
        {dry.data.files.length > 0 ? `, +${added}${removed > 0 ? ` -${removed}` : ''}` : ''}
      </span>
    </Item>
  );
}

function Consequences({
  board,
  path,
  verdict,
  host,
}: {
  board: Board;
  path: string;
  verdict: Verdict;
  host: string | null;
}) {
  const short = (of: string): string => shortPath(of, board.featureRoots);
  return (
    <>
      {verdict.brings.length > 0 ? <h3 className="lab">Brings</h3> : null}
      {verdict.brings.map((arrival) => (
        <Item
          key={arrival.path}
          icon="inherit"
          tone="mut"
          note="The module switches it on; nothing is written."
        >
          {short(arrival.path)}
        </Item>
      ))}
      {verdict.needs.length > 0 ? <h3 className="lab">Needs</h3> : null}
      {verdict.needs.map((arrival) => (
        <Item key={arrival.path} icon="plus" tone="acc" note="Joins this change, one undo takes both back.">
          {short(arrival.path)}
        </Item>
      ))}
      {host !== null && verdict.verdict === 'fits' ? (
        <>
          <h3 className="lab">Writes</h3>
          <Writes host={host} path={path} />
        </>
      ) : null}
    </>
  );
}

function refusers(hosts: readonly string[]): string {
  if (hosts.length > 3) return `${hosts.length} hosts refuse`;
  return `${hosts.join(' and ')} ${hosts.length === 1 ? 'refuses' : 'refuse'}`;
}

function Refused({
  board,
  path,
  verdicts,
  canSwap,
}: {
  board: Board;
  path: string;
  verdicts: ReadonlyMap<string, Verdict>;
  canSwap: boolean;
}) {
  const busy = useBoardView((state) => state.busy);
  const told = useBoardView((state) => state.refusal?.of ?? null);
  return groupRefusals(verdicts).map(({ hosts, verdict }) => {
    const { reason, place } = refusal(verdict);
    const clash = verdict.conflicts.length === 1 ? verdict.conflicts[0] : undefined;
    const host = hosts[0];
    const state = board.hosts
      .find((lane) => lane.host === host)
      ?.states.find((entry) => entry.path === clash?.path);
    const swaps = canSwap && clash && host !== undefined && state?.state === 'on' && clash.with === path;
    // The last refusal stands above with this reason and place; only what it does not say is left to say.
    const isTold = told?.path === path && hosts.includes(told.host);
    const rest = isTold ? hosts.filter((name) => name !== told.host) : hosts;
    if (rest.length === 0 && !swaps) return null;
    return (
      <div className="refused" key={hosts.join(' ')}>
        {rest.length > 0 ? (
          <div className="row g6 bad">
            <Icon name="conflict" small />
            <b className="md">
              {refusers(rest)}
              {isTold ? ' for the same reason' : ''}
            </b>
          </div>
        ) : null}
        {isTold ? null : <p className="sm sec">{reason}</p>}
        {place && !isTold ? (
          <p className="mono m11 mut" title={place}>
            {place}
          </p>
        ) : null}
        {swaps
          ? hosts.slice(0, 2).map((name) => (
              <Button
                key={name}
                className="s24"
                disabled={busy}
                onClick={() => void swap(name, clash.path, path)}
              >
                Swap {leafName(clash.path)} for {leafName(path)} on {name}
              </Button>
            ))
          : null}
      </div>
    );
  });
}

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
      {last.place ? (
        <p className="mono m11 mut" title={last.place}>
          {last.place}
        </p>
      ) : null}
      {last.hint ? <p className="cap sec">{last.hint}</p> : null}
    </div>
  );
}

function About({
  feature,
  onAssign,
}: {
  feature: Feature;
  onAssign: (path: string, anchor: HTMLElement) => void;
}) {
  return (
    <>
      <p className="sm sec about">{feature.description || feature.title}</p>
      <p className="mono m11 mut el" title={`${feature.file}:${feature.line}`}>
        {shortPlace(`${feature.file}:${feature.line}`)}
      </p>
      <Button className="s24 assign" onClick={(event) => onAssign(feature.path, event.currentTarget)}>
        Assign to…
      </Button>
    </>
  );
}

/** What a feature brings, needs and writes, and who refuses it: for what is carried, else for what is selected. */
export function WhatFollows({
  board,
  onAssign,
}: {
  board: Board;
  onAssign: (path: string, anchor: HTMLElement) => void;
}) {
  const carry = useCarry((state) => state.carry);
  const selected = useBoardView((state) => state.selected);
  const path = carry?.path ?? selected;
  const feature = board.features.find((entry) => entry.path === path);
  const judged = useMemo(
    () => (path === null ? new Map<string, Verdict>() : judgeAll(board, path)),
    [board, path],
  );
  const verdicts = carry?.verdicts ?? judged;
  const over = carry?.over ?? null;
  const verdict =
    (over === null ? undefined : verdicts.get(over)) ??
    [...verdicts.values()].find((entry) => entry.verdict === 'fits');
  return (
    <aside className="follows" aria-label="What follows">
      <div className="follows-head">
        <h2>What follows</h2>
        <span className="sp" />
        {carry ? <span className="cap mut">in {Math.max(1, Math.round(carry.tookMs))} ms</span> : null}
      </div>
      <ScrollRegion className="follows-body" label="Consequences">
        {feature && path !== null ? (
          <div className="wb">
            <div className="row g6">
              <i className="tick" style={{ '--c': categoryColour(feature.category) } as CSSProperties} />
              <b className="md">{leafName(path)}</b>
              {over === null ? null : (
                <>
                  <span className="mut">
                    <Icon name="arrow" small />
                  </span>
                  <b className="md">{over}</b>
                </>
              )}
            </div>
            {carry ? null : <About feature={feature} onAssign={onAssign} />}
            {verdict ? <Consequences board={board} path={path} verdict={verdict} host={over} /> : null}
          </div>
        ) : (
          <p className="wb cap mut">
            Lift a feature onto a host, or choose one, to see what it brings, needs and writes before anything
            is written.
          </p>
        )}
        <LastRefusal />
        {path === null ? null : (
          <Refused board={board} path={path} verdicts={verdicts} canSwap={carry === null} />
        )}
      </ScrollRegion>
    </aside>
  );
}
